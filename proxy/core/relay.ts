import { type AccessKey, AccessKeys, KEY_HEADER } from "./access.ts";
import type { Call, Reply } from "./call.ts";
import { RelayError, statusOf } from "./codes.ts";
import { Origins } from "./cors.ts";
import { runExchange } from "./exchange.ts";
import { type Admission, ClientGate } from "./gate.ts";
import { DEFAULT_HOSTS } from "./hosts.ts";
import { Lifetime, type Outcome } from "./lifetime.ts";
import { completeLimits, type Limits } from "./limits.ts";
import type { Platform } from "./platform.ts";
import { Policy } from "./policy.ts";
import { failureOf } from "./response-frames.ts";
import { errorFrame, PROTOCOL_VERSION, RELAY_TYPE } from "./wire.ts";

export const RELAY_NAME = "libcloud-repl-relay";
export const RELAY_VERSION = "0.1.0";

const DEFAULT_PORTS: readonly number[] = [80, 443];

export interface RelayOptions {
  /** The pages that may use the proxy, as browsers write origins: `https://example.org`. */
  readonly origins: readonly string[];
  /** Host patterns, `name` or `*.suffix`; by default the hosts of libcloud's drivers. */
  readonly hosts?: readonly string[];
  /** Ports of these hosts; by default 80 and 443. */
  readonly ports?: readonly number[];
  /** `host:port` or `[v6]:port` that may be reached as well, even when its addresses are private. */
  readonly allow?: readonly string[];
  readonly limits?: Partial<Limits>;
  /** Without any, a page of the list needs none. */
  readonly keys?: readonly AccessKey[];
  /** Whether pages may open a WebSocket here, which the runtime has to accept (`relay-socket.ts`). */
  readonly sockets?: boolean;
  /** Told of every POST when it has begun. */
  readonly onStart?: () => void;
  /** Told once of every POST when it has ended. */
  readonly onExchange?: (record: ExchangeRecord) => void;
}

/** What may be logged of an exchange: no method, URL, header or body, since all of them can carry secrets. */
export interface ExchangeRecord {
  readonly outcome: Outcome;
  readonly milliseconds: number;
  /** Bytes that came from the page, and bytes that came from the server. */
  readonly received: number;
  readonly sent: number;
}

/** The proxy without a platform's own requests and responses. */
export type Handler = (call: Call) => Promise<Reply>;

interface Service {
  readonly origins: Origins;
  readonly policy: Policy;
  readonly limits: Limits;
  readonly gate: ClientGate;
  readonly keys: AccessKeys;
  readonly sockets: boolean;
  readonly platform: Platform;
  readonly onStart: () => void;
  readonly onExchange: (record: ExchangeRecord) => void;
}

/** The proxy on any platform; raises `TypeError` for options that it cannot read. */
export function createHandler(options: RelayOptions, platform: Platform): Handler {
  const service = createService(options, platform);
  return async (call) => {
    const origin = call.header("origin");
    if (call.method === "OPTIONS") return service.origins.preflight(origin);
    const reply = await answer(call, service);
    return { ...reply, headers: { ...service.origins.responseHeaders(origin), ...reply.headers } };
  };
}

function createService(options: RelayOptions, platform: Platform): Service {
  const { origins, hosts = DEFAULT_HOSTS, ports = DEFAULT_PORTS, allow = [], keys = [], sockets = false } = options;
  const { onStart = () => undefined, onExchange = () => undefined } = options;
  const limits = completeLimits(options.limits);
  return {
    origins: new Origins(origins),
    policy: new Policy({ hosts, ports, allow }),
    limits,
    gate: new ClientGate(limits, () => performance.now()),
    keys: new AccessKeys(keys, () => Date.now()),
    sockets,
    platform,
    onStart,
    onExchange,
  };
}

function answer(call: Call, service: Service): Reply | Promise<Reply> {
  if (call.path !== "/") return refusal(new RelayError("bad-request", "There is nothing at this path."), 404);
  if (call.method === "POST") return relay(call, service);
  if (call.method === "GET") return status(call, service);
  return refusal(new RelayError("bad-request", "The method is not GET or POST."), 405);
}

function status(call: Call, { origins, limits, keys, sockets }: Service): Reply {
  const origin = call.header("origin");
  // Without origin it is a person or a health check; another page must not even learn that a proxy runs here.
  if (origin !== null && !origins.allows(origin)) return { status: 403, headers: {}, body: null };
  const facts = { name: RELAY_NAME, version: RELAY_VERSION, protocol: PROTOCOL_VERSION, features: { key: keys.required, socket: sockets }, limits };
  return { status: 200, headers: { "Content-Type": "application/json" }, body: new TextEncoder().encode(JSON.stringify(facts)) };
}

async function relay(call: Call, service: Service): Promise<Reply> {
  const { policy, limits, platform } = service;
  const counted = { received: 0, sent: 0 };
  const life = new Lifetime(limits);
  report(life, counted, service);
  life.onEnd(call.onGone(() => life.end("aborted")));
  try {
    const { spend } = await admit(call, service, life);
    const onReceived = (bytes: number) => {
      counted.received += bytes;
      spend(bytes);
    };
    const onSent = (bytes: number) => {
      counted.sent += bytes;
      spend(bytes);
    };
    const posted = { body: call.body, length: call.header("content-length") };
    const frames = await runExchange(posted, { policy, limits, platform, life, owner: call.client, onReceived, onSent });
    return { status: 200, headers: { "Content-Type": RELAY_TYPE }, body: frames };
  } catch (error) {
    const failure = failureOf(error, life);
    life.end(failure);
    return refusal(failure);
  }
}

async function admit(call: Call, { origins, gate, keys }: Service, life: Lifetime): Promise<Admission> {
  origins.require(call.header("origin"));
  if (call.header("content-type") !== RELAY_TYPE) throw new RelayError("bad-request", `The content type is not ${RELAY_TYPE}.`);
  // The gate first, so that keys cannot be guessed faster than the rate allows.
  const admission = gate.enter(call.client);
  life.onEnd(admission.leave);
  if (keys.required) await keys.require(call.header(KEY_HEADER.toLowerCase()));
  return admission;
}

function report(life: Lifetime, counted: { received: number; sent: number }, service: Service): void {
  const startedAt = performance.now();
  service.onStart();
  life.onEnd(() => {
    const milliseconds = Math.round(performance.now() - startedAt);
    service.onExchange({ outcome: life.outcome ?? "internal", milliseconds, ...counted });
  });
}

function refusal(error: RelayError, status = statusOf(error.code)): Reply {
  const retry: Record<string, string> = error.retryAfterSeconds === null ? {} : { "Retry-After": String(error.retryAfterSeconds) };
  return { status, headers: { "Content-Type": RELAY_TYPE, ...retry }, body: errorFrame(error) };
}
