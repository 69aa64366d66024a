// Node's request and response to the core's and back: the server pushes the request's body, the core pulls it and pushes
// frames, the page pulls those.
import type { IncomingMessage, ServerResponse } from "node:http";
import { KEY_HEADER, type Relay } from "../core/index.ts";
import { webReadable } from "./streams.ts";

/** How long what is left of a refused upload is read and thrown away, so that the page gets to read the refusal. */
const LINGER_MS = 5_000;

/** What of the page's own request the core wants to know. */
const PASSED_HEADERS = ["origin", "content-type", "content-length", KEY_HEADER.toLowerCase()];

/** Serves one request; never rejects. */
export async function serve(incoming: IncomingMessage, outgoing: ServerResponse, relay: Relay, client: string): Promise<void> {
  const gone = new AbortController();
  outgoing.once("close", () => {
    if (!outgoing.writableFinished) gone.abort();
  });
  try {
    const request = toRequest(incoming, gone);
    await send(await relay(request, { address: client }), outgoing);
  } catch {
    refuse(outgoing);
  } finally {
    discard(incoming);
  }
}

function toRequest(incoming: IncomingMessage, gone: AbortController): Request {
  const { method = "GET", url = "/" } = incoming;
  const hasBody = method === "POST";
  return new Request(`http://proxy.invalid${url.startsWith("/") ? url : `/${url}`}`, {
    method,
    headers: toHeaders(incoming),
    signal: gone.signal,
    ...(hasBody ? { body: postedBody(incoming, gone), duplex: "half" } : {}),
  });
}

function toHeaders(incoming: IncomingMessage): Headers {
  const headers = new Headers();
  for (const name of PASSED_HEADERS) {
    const value = incoming.headers[name];
    if (typeof value === "string") headers.set(name, value);
  }
  return headers;
}

function postedBody(incoming: IncomingMessage, gone: AbortController): ReadableStream<Uint8Array> {
  const onBroken = (error: Error) => {
    gone.abort();
    return error;
  };
  return webReadable(incoming, { onBroken, onCancel: () => discard(incoming) });
}

async function send(response: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(response.status, [...response.headers].flat());
  if (response.body !== null) await pump(response.body, outgoing);
  outgoing.end();
}

async function pump(body: ReadableStream<Uint8Array>, outgoing: ServerResponse): Promise<void> {
  const reader = body.getReader();
  const stop = () => void reader.cancel().catch(() => undefined);
  outgoing.once("close", stop);
  if (outgoing.destroyed) stop();
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
    if (value !== undefined && !outgoing.write(value)) await drained(outgoing);
  }
}

function drained(outgoing: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    if (outgoing.destroyed) resolve();
    const settle = () => {
      outgoing.off("drain", settle).off("close", settle);
      resolve();
    };
    outgoing.on("drain", settle).on("close", settle);
  });
}

function refuse(outgoing: ServerResponse): void {
  if (outgoing.headersSent) outgoing.destroy();
  else outgoing.writeHead(400, { Connection: "close" }).end();
}

function discard(incoming: IncomingMessage): void {
  if (incoming.readableEnded || incoming.destroyed) return;
  incoming.removeAllListeners("data").on("error", () => undefined).resume();
  const patience = setTimeout(() => incoming.destroy(), LINGER_MS).unref();
  incoming.once("close", () => clearTimeout(patience)).once("end", () => clearTimeout(patience));
}
