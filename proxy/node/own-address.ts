import { networkInterfaces } from "node:os";
import { RelayError, type Platform } from "../core/index.ts";

const LOOPBACK = /^(?:127\.|0\.0\.0\.0$|::1?$)/;

/** A platform that does not dial these ports of this machine: by relaying to itself a proxy would become a client of its own, with limits of its own. */
export function notItself(platform: Platform, ports: ReadonlySet<number>): Platform {
  return {
    ...platform,
    connect: async (target, signal) => {
      if (ports.has(target.port) && isOwn(target.address)) throw new RelayError("denied-address", "The proxy does not relay to itself.");
      return platform.connect(target, signal);
    },
  };
}

function isOwn(address: string): boolean {
  if (LOOPBACK.test(address)) return true;
  return Object.values(networkInterfaces()).some((addresses) => addresses?.some((own) => own.address === address));
}
