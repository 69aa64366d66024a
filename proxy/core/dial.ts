import { RelayError, toRelayError } from "./codes.ts";
import { ConnectRace } from "./connect-race.ts";
import type { Host } from "./host.ts";
import type { Lifetime } from "./lifetime.ts";
import { type ByteConnection, byteConnection, type ConnectTarget, type Platform } from "./platform.ts";
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

/** An open connection. */
export interface Dialled {
  readonly connection: ByteConnection;
  /** How long name lookup, TCP and TLS took together, in whole milliseconds and at least one; 0 for a kept connection. */
  readonly connectMs: number;
}

/** A name with more addresses than this is not tried further. */
const MAX_ADDRESSES = 8;

/**
 * Resolves, checks every address, and takes a kept connection to a checked one, or dials them: the name is never resolved a second time.
 * Raises `RelayError` "denied-address", "dns", "connect-timeout" and what the platform raises.
 */
export async function dial(plan: DialPlan, platform: Platform, life: Lifetime): Promise<Dialled> {
  // An address needs no lookup, so that nothing has to be waited for.
  const kept = plan.host.kind === "address" ? reused(plan, checkedAddresses(plan, [plan.host.text]), platform) : null;
  return kept === null ? dialInTime(plan, platform, life.signal) : { connection: kept, connectMs: 0 };
}

async function dialInTime(plan: DialPlan, platform: Platform, signal: AbortSignal): Promise<Dialled> {
  const startedAt = performance.now();
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(timedOut()), plan.timeoutMs);
  const stop = () => deadline.abort(signal.reason);
  signal.addEventListener("abort", stop, { once: true });
  try {
    signal.throwIfAborted();
    const addresses = await resolveChecked(plan, platform, deadline.signal);
    const kept = reused(plan, addresses, platform);
    if (kept !== null) return { connection: kept, connectMs: 0 };
    const connection = byteConnection(await new ConnectRace(targetsOf(plan, addresses), platform, deadline).winner);
    return { connection, connectMs: Math.max(1, Math.round(performance.now() - startedAt)) };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
}

async function resolveChecked(plan: DialPlan, platform: Platform, signal: AbortSignal): Promise<readonly string[]> {
  const { host } = plan;
  const addresses = host.kind === "address" ? [host.text] : await orAborted(platform.resolve(host.text, signal), signal);
  return checkedAddresses(plan, addresses);
}

function checkedAddresses({ host, grant }: DialPlan, addresses: readonly string[]): readonly string[] {
  if (addresses.length === 0) throw new RelayError("dns", `The name "${host.text}" has no address.`);
  checkAddresses(host, addresses, grant);
  return addresses.slice(0, MAX_ADDRESSES);
}

function reused(plan: DialPlan, addresses: readonly string[], platform: Platform): ByteConnection | null {
  for (const target of targetsOf(plan, addresses)) {
    const connection = platform.reuse?.(target) ?? null;
    if (connection !== null) return byteConnection(connection);
  }
  return null;
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
