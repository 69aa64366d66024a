import type { Socket } from "node:net";

/** Most servers close what is idle for 5 s or more: give it up before they do. */
const IDLE_MS = 4_000;

/** Idle connections of one key, and of all. */
const MAX_PER_KEY = 16;
const MAX_IN_ALL = 512;

/** Open sockets on which nothing is under way. One that says anything, or ends, is dropped. */
export class IdleSockets {
  readonly #byKey = new Map<string, Socket[]>();
  #count = 0;

  get count(): number {
    return this.#count;
  }

  keep(key: string, socket: Socket): void {
    const known = this.#byKey.get(key) ?? [];
    if (this.#count >= MAX_IN_ALL || known.length >= MAX_PER_KEY || !isAlive(socket)) return void socket.destroy();
    this.#byKey.set(key, known);
    known.push(socket);
    this.#count += 1;
    const drop = () => {
      this.#remove(key, socket);
      socket.destroy();
    };
    socket.on("data", drop).on("end", drop).on("error", drop).on("close", drop);
    socket.setTimeout(IDLE_MS, drop).unref().resume();
    socket.once("taken", () => socket.off("data", drop).off("end", drop).off("error", drop).off("close", drop).off("timeout", drop));
  }

  /** The one that was used last, which the server is the least likely to close. */
  take(key: string): Socket | null {
    const socket = this.#byKey.get(key)?.at(-1);
    if (socket === undefined) return null;
    this.#remove(key, socket);
    socket.emit("taken");
    return socket.setTimeout(0).ref().pause();
  }

  /** Closes all. */
  clear(): void {
    for (const socket of [...this.#byKey.values()].flat()) socket.destroy();
  }

  #remove(key: string, socket: Socket): void {
    const known = this.#byKey.get(key) ?? [];
    const index = known.indexOf(socket);
    if (index === -1) return;
    known.splice(index, 1);
    this.#count -= 1;
    if (known.length === 0) this.#byKey.delete(key);
  }
}

function isAlive(socket: Socket): boolean {
  return !socket.destroyed && socket.readable && socket.writable;
}
