// One exchange: the page pushes its request, the proxy dials, pushes it on, and the page pulls the framed response.
import type { ByteReader } from "./byte-reader.ts";
import { ByteSource } from "./byte-source.ts";
import { RelayError } from "./codes.ts";
import { type DialPlan, dial } from "./dial.ts";
import { checkKnownSize, encodeRequestHead, requestBytes } from "./http1-request.ts";
import { bodyReader, responseFraming } from "./http1-response-body.ts";
import { readResponseHead } from "./http1-response-head.ts";
import type { Lifetime } from "./lifetime.ts";
import type { Limits } from "./limits.ts";
import type { ByteConnection, Platform } from "./platform.ts";
import type { Grant, Policy } from "./policy.ts";
import { parseRequestHead, type RequestHead } from "./request-head.ts";
import { ResponseFrames } from "./response-frames.ts";
import { isReusable } from "./reuse.ts";

export interface ExchangeParts {
  readonly policy: Policy;
  readonly limits: Limits;
  readonly platform: Platform;
  readonly life: Lifetime;
  /** Whose exchange it is: connections are shared by exchanges of one owner only. */
  readonly owner: string;
  /** Told of every piece, for the log. */
  readonly onReceived: (bytes: number) => void;
  readonly onSent: (bytes: number) => void;
}

const LENGTH_BYTES = 4;

/** A dialled request may ask for more patience than the default, up to this. */
const MAX_CONNECT_MS = 120_000;

/** What the page has posted. */
export interface Posted {
  readonly body: ByteReader | null;
  /** Its Content-Length. */
  readonly length: string | null;
}

/** Runs one relay request up to its response's head and returns the frames; raises `RelayError`. */
export async function runExchange(request: Posted, parts: ExchangeParts): Promise<ResponseFrames> {
  const { life, limits, policy } = parts;
  const posted = postedBytes(request, parts);
  const { head, bytes } = await readRequestHead(posted, parts);
  const grant = policy.judge(head.host, head.port);
  checkHostHeader(head, grant, policy);
  checkPostedSize(request.length, head, bytes, limits);
  const { connection, connectMs } = await dial(planOf(head, grant, parts), parts.platform, life);
  const use = { uploaded: false, reusable: () => false };
  life.onEnd(() => {
    if (life.outcome === "ok" && use.reusable()) connection.release?.();
    // After a release it does nothing.
    connection.close();
  });
  life.check();
  void upload(head, posted, connection, parts).then((uploaded) => (use.uploaded = uploaded));
  const upstream = upstreamBytes(connection, parts);
  const responseHead = await readResponseHead(upstream, limits.responseHeadBytes, () => life.within(limits.headMs, "The head of the response"));
  const framing = responseFraming(head.method, responseHead);
  use.reusable = () => use.uploaded && isReusable(head, responseHead, framing, upstream);
  return new ResponseFrames({ ...responseHead, connectMs }, { framing, read: bodyReader(framing, upstream), source: upstream }, life);
}

function postedBytes({ body }: Posted, { life, onReceived }: ExchangeParts): ByteSource {
  if (body === null) throw bad("The request has no body.");
  const source = new ByteSource(body, (count) => {
    life.touch();
    onReceived(count);
  });
  life.onEnd(() => source.cancel());
  return source;
}

function upstreamBytes(connection: ByteConnection, { life, limits, onSent }: ExchangeParts): ByteSource {
  let received = 0;
  const source = new ByteSource(connection.reader, (count) => {
    life.touch();
    onSent(count);
    received += count;
    if (received > limits.responseBytes) life.end(responseTooLarge(limits.responseBytes));
  });
  life.onEnd(() => source.cancel());
  return source;
}

async function readRequestHead(posted: ByteSource, { life, limits }: ExchangeParts): Promise<{ head: RequestHead; bytes: number }> {
  const complete = life.within(limits.headMs, "The head of the request");
  const prefix = await posted.readExactly(LENGTH_BYTES);
  if (prefix === null) throw bad("The request ends before its head.");
  const length = new DataView(prefix.buffer, prefix.byteOffset, LENGTH_BYTES).getUint32(0);
  if (length > limits.requestHeadBytes) throw new RelayError("too-large", "The request's head is too large.");
  const json = await posted.readExactly(length);
  if (json === null) throw bad("The request ends in the middle of its head.");
  complete();
  return { head: parseRequestHead(json), bytes: LENGTH_BYTES + length };
}

/**
 * Behind one address many hosts can live (domain fronting): a Host header must name the host that was asked for,
 * or one that the policy knows too. The operator's own entries are exempt.
 */
function checkHostHeader(head: RequestHead, grant: Grant, policy: Policy): void {
  if (grant === "named" || !head.hasHostHeader) return;
  if (head.authority === null) throw bad("The Host header is not a host.");
  const named = head.authority.host;
  if (named.text === head.host.text || policy.knows(named)) return;
  throw new RelayError("denied-host", `This proxy does not relay to the host "${named.text}".`);
}

// Most pages announce the size of what they post, so that a wrong length is found before the server sees a byte.
function checkPostedSize(posted: string | null, head: RequestHead, headBytes: number, limits: Limits): void {
  if (posted === null || !/^[0-9]+$/.test(posted)) return;
  checkKnownSize(head.framing, Number(posted) - headBytes, limits.requestBytes);
}

function planOf(head: RequestHead, grant: Grant, { limits, owner }: ExchangeParts): DialPlan {
  const { host, port, connectTimeout } = head;
  const timeoutMs = Math.min(connectTimeout ?? limits.connectMs, MAX_CONNECT_MS);
  return { host, port, tls: head.scheme === "https", grant, timeoutMs, owner };
}

/** Sends the request while the response is read already: a server may answer early (RFC 9112 §9.3). Tells whether all of it was sent. */
async function upload(head: RequestHead, body: ByteSource, connection: ByteConnection, parts: ExchangeParts): Promise<boolean> {
  const { life, limits } = parts;
  const outgoing = requestBytes({ head: encodeRequestHead(head), framing: head.framing, body, limit: limits.requestBytes });
  try {
    for await (const bytes of outgoing) {
      // A server that no longer reads may still have answered: what it sent decides, not this failure.
      if (!(await written(connection, bytes))) return false;
      life.touch();
    }
    return true;
  } catch (error) {
    life.end(error instanceof RelayError ? error : "aborted");
    return false;
  }
}

async function written(connection: ByteConnection, bytes: Uint8Array): Promise<boolean> {
  try {
    await connection.write(bytes);
    return true;
  } catch {
    return false;
  }
}

function responseTooLarge(limit: number): RelayError {
  return new RelayError("too-large", `The response is larger than this proxy's limit of ${limit} bytes.`);
}

function bad(message: string): RelayError {
  return new RelayError("bad-request", message);
}
