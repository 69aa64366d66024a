import { streamReader } from "./byte-reader.ts";
import type { Call, Pulled, Reply } from "./call.ts";
import type { Platform } from "./platform.ts";
import { createHandler, type RelayOptions } from "./relay.ts";

export interface Client {
  readonly address: string;
}

export type Relay = (request: Request, client: Client) => Promise<Response>;

/** The proxy where requests and responses are those of the Fetch Standard; raises `TypeError` for options that it cannot read. */
export function createRelay(options: RelayOptions, platform: Platform): Relay {
  const handle = createHandler(options, platform);
  return async (request, client) => toResponse(await handle(toCall(request, client)));
}

function toCall(request: Request, { address }: Client): Call {
  return {
    method: request.method,
    path: new URL(request.url).pathname,
    client: address,
    body: request.body === null ? null : streamReader(request.body),
    header: (name) => request.headers.get(name),
    onGone: (stop) => {
      if (request.signal.aborted) stop();
      request.signal.addEventListener("abort", stop, { once: true });
      // Whoever holds this keeps the request alive: some runtimes hold its signal only weakly.
      return () => request.signal.removeEventListener("abort", stop);
    },
  };
}

function toResponse({ status, headers, body }: Reply): Response {
  const isWhole = body === null || body instanceof Uint8Array;
  return new Response(isWhole ? (body as Uint8Array<ArrayBuffer> | null) : streamOf(body), { status, headers: { ...headers } });
}

function streamOf(pulled: Pulled): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        for (const piece of await pulled.pull()) controller.enqueue(piece);
        if (pulled.ended) controller.close();
      },
      cancel: () => pulled.cancel(),
    },
    { highWaterMark: 0 },
  );
}
