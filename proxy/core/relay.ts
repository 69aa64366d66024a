import { type AccessKey, AccessKeys, KEY_HEADER } from "./access.ts";
import { clientKey } from "./address.ts";
import { RelayError, statusOf } from "./codes.ts";
import { Origins } from "./cors.ts";
import { runExchange } from "./exchange.ts";
import { ClientGate } from "./gate.ts";
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

export interface Client {
  readonly address: string;
}

export type Relay = (request: Request, client: Client) => Promise<Response>;

interface Service {
  readonly origins: Origins;
  readonly policy: Policy;
  readonly limits: Limits;
  readonly gate: ClientGate;
  readonly keys: AccessKeys;
  readonly platform: Platform;
  readonly onStart: () => void;
  readonly onExchange: (record: ExchangeRecord) => void;
}

/** The proxy on any platform; raises `TypeError` for options that it cannot read. */
export function createRelay(options: RelayOptions, platform: Platform): Relay {
  const service = createService(options, platform);
  return async (request, client) => {
    const origin = request.headers.get("origin");
    if (request.method === "OPTIONS") return service.origins.preflight(origin);
    const response = await answer(request, client, service);
    service.origins.responseHeaders(origin).forEach((value, name) => response.headers.set(name, value));
    return response;
  };
}

function createService(options: RelayOptions, platform: Platform): Service {
  const { origins, hosts = DEFAULT_HOSTS, ports = DEFAULT_PORTS, allow = [], keys = [] } = options;
  const { onStart = () => undefined, onExchange = () => undefined } = options;
  const limits = completeLimits(options.limits);
  return {
    origins: new Origins(origins),
    policy: new Policy({ hosts, ports, allow }),
    limits,
    gate: new ClientGate(limits, () => performance.now()),
    keys: new AccessKeys(keys, () => Date.now()),
    platform,
    onStart,
    onExchange,
  };
}

function answer(request: Request, client: Client, service: Service): Response | Promise<Response> {
  if (new URL(request.url).pathname !== "/") return refusal(new RelayError("bad-request", "There is nothing at this path."), 404);
  if (request.method === "POST") return relay(request, client, service);
  if (request.method === "GET") return status(request, service);
  return refusal(new RelayError("bad-request", "The method is not GET or POST."), 405);
}

function status(request: Request, { origins, limits, keys }: Service): Response {
  const origin = request.headers.get("origin");
  // Without origin it is a person or a health check; another page must not even learn that a proxy runs here.
  if (origin !== null && !origins.allows(origin)) return new Response(null, { status: 403 });
  return Response.json({ name: RELAY_NAME, version: RELAY_VERSION, protocol: PROTOCOL_VERSION, features: { key: keys.required }, limits });
}

async function relay(request: Request, client: Client, service: Service): Promise<Response> {
  const { policy, limits, platform } = service;
  const counted = { received: 0, sent: 0 };
  const life = new Lifetime(limits);
  report(life, counted, service);
  followClient(request, life);
  try {
    await admit(request, client, service, life);
    const onReceived = (bytes: number) => void (counted.received += bytes);
    const onSent = (bytes: number) => void (counted.sent += bytes);
    const frames = await runExchange(request, { policy, limits, platform, life, owner: clientKey(client.address), onReceived, onSent });
    return new Response(frames, { headers: { "Content-Type": RELAY_TYPE } });
  } catch (error) {
    const failure = failureOf(error, life);
    life.end(failure);
    return refusal(failure);
  }
}

async function admit(request: Request, client: Client, { origins, gate, keys }: Service, life: Lifetime): Promise<void> {
  origins.require(request.headers.get("origin"));
  if (request.headers.get("content-type") !== RELAY_TYPE) {
    throw new RelayError("bad-request", `The content type is not ${RELAY_TYPE}.`);
  }
  // The gate first, so that keys cannot be guessed faster than the rate allows.
  life.onEnd(gate.enter(client.address));
  await keys.require(request.headers.get(KEY_HEADER));
}

// The listener keeps the request alive as long as the exchange: some runtimes hold its signal only weakly.
function followClient(request: Request, life: Lifetime): void {
  const { signal } = request;
  if (signal.aborted) life.end("aborted");
  const stop = () => life.end("aborted");
  signal.addEventListener("abort", stop, { once: true });
  life.onEnd(() => request.signal.removeEventListener("abort", stop));
}

function report(life: Lifetime, counted: { received: number; sent: number }, service: Service): void {
  const startedAt = performance.now();
  service.onStart();
  life.onEnd(() => {
    const milliseconds = Math.round(performance.now() - startedAt);
    service.onExchange({ outcome: life.outcome ?? "internal", milliseconds, ...counted });
  });
}

function refusal(error: RelayError, status = statusOf(error.code)): Response {
  const headers = new Headers({ "Content-Type": RELAY_TYPE });
  if (error.retryAfterSeconds !== null) headers.set("Retry-After", String(error.retryAfterSeconds));
  return new Response(errorFrame(error) as Uint8Array<ArrayBuffer>, { status, headers });
}
