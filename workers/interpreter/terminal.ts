/** Python's standard streams on the page's terminal. */
import type { PyodideAPI } from "pyodide";
import type { Host } from "./host.ts";
import { EINTR } from "./library.ts";
import type { Output } from "./output.ts";

export function connectTerminal(pyodide: PyodideAPI, output: Output, host: Host): void {
  const write = (bytes: Uint8Array): number => {
    const taken = output.write(bytes);
    if (taken === 0 && bytes.length > 0) throw new pyodide.FS.ErrnoError(EINTR);
    return taken;
  };
  const stream = { isatty: true, write, getTerminalSize: () => host.terminal };
  pyodide.setStdout(stream);
  pyodide.setStderr(stream);
  // Lines are read above this level, where Python can wait for them (`libcloud_repl.streams`).
  pyodide.setStdin({ error: true });
}
