import type { Socket } from "node:net";

/** Most servers close what is idle for 5 s or more: give it up before they do. */
const IDLE_MS = 4_000;

/** How often is looked for those that are idle for too long. */
const SWEEP_MS = 500;

/** Idle connections of one key, and of all. */
const MAX_PER_KEY = 16;
const MAX_IN_ALL = 512;

interface Idle {
  readonly socket: Socket;
  readonly since: number;
  readonly drop: () => void;
}

/** Open sockets on which nothing is under way. One that says anything, or ends, is dropped. */
export class IdleSockets {
  /** By key, the longest idle first. */
  readonly #byKey = new Map<string, Idle[]>();
  #count = 0;
  #sweeping: NodeJS.Timeout | null = null;

  keep(key: string, socket: Socket): void {
    const known = this.#byKey.get(key) ?? [];
    if (this.#count >= MAX_IN_ALL || known.length >= MAX_PER_KEY || !isAlive(socket)) return void socket.destroy();
    const idle = { socket, since: performance.now(), drop: () => this.#drop(key, idle) };
    this.#byKey.set(key, known);
    known.push(idle);
    this.#count += 1;
    socket.on("data", idle.drop).on("end", idle.drop).on("error", idle.drop).on("close", idle.drop).resume();
    this.#sweeping ??= setInterval(() => this.#sweep(), SWEEP_MS).unref();
  }

  /** The one that was used last, which the server is the least likely to close. */
  take(key: string): Socket | null {
    const idle = this.#byKey.get(key)?.at(-1);
    if (idle === undefined) return null;
    const { socket, drop } = idle;
    this.#remove(key, idle);
    return socket.off("data", drop).off("end", drop).off("error", drop).off("close", drop);
  }

  /** Closes all. */
  clear(): void {
    for (const idle of [...this.#byKey.values()].flat()) idle.drop();
  }

  #sweep(): void {
    const before = performance.now() - IDLE_MS;
    for (const idle of [...this.#byKey.values()].flat()) if (idle.since <= before) idle.drop();
    if (this.#count > 0 || this.#sweeping === null) return;
    clearInterval(this.#sweeping);
    this.#sweeping = null;
  }

  #drop(key: string, idle: Idle): void {
    this.#remove(key, idle);
    idle.socket.destroy();
  }

  #remove(key: string, idle: Idle): void {
    const known = this.#byKey.get(key) ?? [];
    const index = known.lastIndexOf(idle);
    if (index === -1) return;
    known.splice(index, 1);
    this.#count -= 1;
    if (known.length === 0) this.#byKey.delete(key);
  }
}

function isAlive(socket: Socket): boolean {
  return !socket.destroyed && socket.readable && socket.writable;
}
