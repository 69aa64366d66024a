/** Finds ports that nobody answers on, on either loopback address: some systems listen on all addresses, some on one. */
import { connect } from "node:net";
import { UserError } from "../image/errors.ts";

const TRIES = 100;

/** The first free port from `wanted` on. @throws UserError when there is none nearby */
export async function freePort(wanted: number): Promise<number> {
  for (let port = wanted; port < wanted + TRIES; port += 1) {
    const taken = await Promise.all([answers("127.0.0.1", port), answers("::1", port)]);
    if (!taken.includes(true)) return port;
  }
  throw new UserError(`No port from ${wanted} to ${wanted + TRIES - 1} is free: end what uses them, or set PORT.`);
}

/** Whether something listens there. */
export function answers(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (answer: boolean) => () => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("connect", end(true)).once("error", end(false));
  });
}
