// Node's request and response to the core's call and back: the server pushes the request's body, the core pulls it; the adapter pulls the
// frames, the page pulls those.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Call, Handler, Pulled, Reply } from "../core/index.ts";
import { drained } from "./drained.ts";
import { NodeReader } from "./reader.ts";

/** How long what is left of a refused upload is read and thrown away, so that the page gets to read the refusal. */
const LINGER_MS = 5_000;

/** Serves one request; never rejects. */
export async function serve(incoming: IncomingMessage, outgoing: ServerResponse, handle: Handler, client: string): Promise<void> {
  try {
    await send(await handle(toCall(incoming, outgoing, client)), outgoing);
  } catch {
    refuse(outgoing);
  } finally {
    discard(incoming);
  }
}

export function pathOf({ url = "/" }: IncomingMessage): string {
  return url.split("?", 1)[0] ?? "";
}

function toCall(incoming: IncomingMessage, outgoing: ServerResponse, client: string): Call {
  const { method = "GET", headers } = incoming;
  return {
    method,
    path: pathOf(incoming),
    client,
    body: method === "POST" ? postedBody(incoming) : null,
    header: (name) => {
      const value = headers[name];
      return typeof value === "string" ? value : null;
    },
    onGone: (stop) => {
      const closed = () => {
        if (!outgoing.writableFinished) stop();
      };
      outgoing.once("close", closed);
      return () => outgoing.off("close", closed);
    },
  };
}

function postedBody(incoming: IncomingMessage): NodeReader {
  return new NodeReader(incoming, { onBroken: (error) => error, onCancel: () => discard(incoming) });
}

async function send({ status, headers, body }: Reply, outgoing: ServerResponse): Promise<void> {
  if (body === null) return void outgoing.writeHead(status, { ...headers }).end();
  if (body instanceof Uint8Array) return whole(outgoing, { status, headers }, body);
  const pieces = await body.pull();
  const [only] = pieces;
  if (body.ended && pieces.length === 1 && only !== undefined) return whole(outgoing, { status, headers }, only);
  outgoing.writeHead(status, { ...headers });
  await pump(pieces, body, outgoing);
}

/** Up to this size Node writes a body together with its head, if it is text; and one byte of it may be one character. */
const ONE_WRITE_BYTES = 16 * 1024;

function whole(outgoing: ServerResponse, { status, headers }: Pick<Reply, "status" | "headers">, body: Uint8Array): void {
  outgoing.writeHead(status, { ...headers, "Content-Length": body.length });
  if (body.length > ONE_WRITE_BYTES) outgoing.end(body);
  else outgoing.end(Buffer.from(body.buffer, body.byteOffset, body.length).toString("latin1"), "latin1");
}

async function pump(first: readonly Uint8Array[], body: Pulled, outgoing: ServerResponse): Promise<void> {
  const stop = () => body.cancel();
  outgoing.once("close", stop);
  for (let pieces = first; ; pieces = await body.pull()) {
    if (outgoing.destroyed) return stop();
    const wanted = pieces.reduce((_, piece) => outgoing.write(piece), true);
    if (body.ended) break;
    if (!wanted) await drained(outgoing);
  }
  outgoing.off("close", stop).end();
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
