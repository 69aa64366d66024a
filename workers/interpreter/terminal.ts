/** Python's standard streams on the page's terminal. */
import type { PyodideAPI } from "pyodide";
import { EINTR } from "./library.ts";
import type { Screen } from "./screen.ts";

export function connectTerminal(pyodide: PyodideAPI, screen: Screen): void {
  const write = (bytes: Uint8Array): number => {
    const taken = screen.write(bytes);
    if (taken === 0 && bytes.length > 0) throw new pyodide.FS.ErrnoError(EINTR);
    return taken;
  };
  const stream = { isatty: true, write, getTerminalSize: () => screen.size };
  pyodide.setStdout(stream);
  pyodide.setStderr(stream);
  // Keys are read above this level, where Python can wait for them (`libcloud_repl.console`).
  pyodide.setStdin({ error: true });
}
