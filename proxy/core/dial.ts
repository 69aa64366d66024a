import { RelayError, toRelayError } from "./codes.ts";
import { ConnectRace } from "./connect-race.ts";
import type { Host } from "./host.ts";
import type { Connection, ConnectTarget, Platform } from "./platform.ts";
import { checkAddresses, type Grant } from "./policy.ts";

export interface DialPlan {
  readonly host: Host;
  readonly port: number;
  readonly tls: boolean;
  readonly grant: Grant;
  readonly timeoutMs: number;
  /** See {@link ConnectTarget}. */
  readonly owner: string;
}

/** A name with more addresses than this is not tried further. */
const MAX_ADDRESSES = 8;

/**
 * Resolves, checks every address, and dials the checked ones: the name is never resolved a second time.
 * Raises `RelayError` "denied-address", "dns", "connect-timeout" and what the platform raises.
 */
export async function dial(plan: DialPlan, platform: Platform, signal: AbortSignal): Promise<Connection> {
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(timedOut()), plan.timeoutMs);
  const stop = () => deadline.abort(signal.reason);
  signal.addEventListener("abort", stop, { once: true });
  try {
    signal.throwIfAborted();
    const addresses = await resolveChecked(plan, platform, deadline.signal);
    return await new ConnectRace(targetsOf(plan, addresses), platform, deadline).winner;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
}

async function resolveChecked(plan: DialPlan, platform: Platform, signal: AbortSignal): Promise<readonly string[]> {
  const { host, grant } = plan;
  const addresses = host.kind === "address" ? [host.text] : await orAborted(platform.resolve(host.text, signal), signal);
  if (addresses.length === 0) throw new RelayError("dns", `The name "${host.text}" has no address.`);
  checkAddresses(host, addresses, grant);
  return addresses.slice(0, MAX_ADDRESSES);
}

function targetsOf(plan: DialPlan, addresses: readonly string[]): readonly ConnectTarget[] {
  const tls = plan.tls ? { tls: { servername: plan.host.text } } : {};
  const { port, owner } = plan;
  return addresses.map((address) => ({ address, port, owner, ...tls }));
}

function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(toRelayError(signal.reason));
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}

function timedOut(): RelayError {
  return new RelayError("connect-timeout", "The server did not accept a connection in time.");
}
