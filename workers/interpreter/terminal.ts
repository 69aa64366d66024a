/** Python's standard streams on the page's terminal. */
import type { PyodideAPI } from "pyodide";
import { EINTR } from "./library.ts";
import type { Screen } from "./screen.ts";

/** What Emscripten's file system calls for an open device. */
interface DeviceOperations {
  /** @param memory all of WebAssembly's @returns how many bytes were taken */
  write(stream: object, memory: Int8Array<ArrayBuffer>, from: number, length: number): number;
}

export function connectTerminal(pyodide: PyodideAPI, screen: Screen): void {
  const write = (bytes: Uint8Array, from = 0, to = bytes.length): number => {
    const taken = screen.write(bytes, from, to);
    if (taken === 0 && to > from) throw new pyodide.FS.ErrnoError(EINTR);
    return taken;
  };
  const stream = { isatty: true, write: (bytes: Uint8Array) => write(bytes), getTerminalSize: () => screen.size };
  pyodide.setStdout(stream);
  pyodide.setStderr(stream);
  // Keys are read above this level, where Python can wait for them (`libcloud_repl.console`).
  pyodide.setStdin({ error: true });
  writeStraight(pyodide.FS.getStream(1).stream_ops, write);
}

/** Pyodide makes four objects for each write, which takes longer than to print a line. Its standard streams share their operations. */
function writeStraight(operations: DeviceOperations, write: (bytes: Uint8Array, from: number, to: number) => number): void {
  let seen = new Int8Array(0);
  let bytes = new Uint8Array(0);
  operations.write = (_stream, memory, from, length) => {
    if (memory !== seen) {
      seen = memory; // another one since it has grown
      bytes = new Uint8Array(memory.buffer, memory.byteOffset, memory.byteLength);
    }
    return write(bytes, from, from + length);
  };
}
