import { once } from "node:events";
import { Agent, type ClientRequest, type IncomingMessage, request } from "node:http";
import { MAX_MESSAGE_BYTES, RELAY_TYPE } from "../../proxy/core/index.ts";

export const ORIGIN = "https://repl.example";

/** What a page's POST to the proxy has. */
export const relayHeaders = { Origin: ORIGIN, "Content-Type": RELAY_TYPE } as const;

export interface Ask {
  scheme?: string;
  host?: string;
  port: number;
  method?: string;
  target?: string;
  headers?: readonly (readonly [string, string])[];
  connectTimeout?: number | null;
}

export interface Frame {
  readonly type: number;
  readonly payload: Buffer;
}

/** What a page makes of a whole answer. */
export interface Answer {
  /** Null where it did not come as the answer to a POST. */
  readonly httpStatus: number | null;
  readonly httpHeaders: IncomingMessage["headers"];
  readonly head: { status: number; reason: string; headers: [string, string][]; connectMs: number } | null;
  /** One character per byte. */
  readonly body: string;
  readonly ended: boolean;
  readonly error: { code: string; message: string } | null;
}

/** The bytes of a relay request: length, head, body. */
export function relayBytes(ask: Ask | object, body: string | Buffer = ""): Buffer {
  const head = Buffer.from(JSON.stringify({ ...DEFAULTS, ...ask }));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(head.length);
  return Buffer.concat([length, head, typeof body === "string" ? Buffer.from(body, "latin1") : body]);
}

const DEFAULTS = {
  version: 1,
  scheme: "http",
  host: "127.0.0.1",
  method: "GET",
  target: "/",
  headers: [["Host", "x"]],
  connectTimeout: null,
};

/** Opens the POST and leaves its body to the caller. */
export function openPost(url: string, headers: Record<string, string> = {}, agent = new Agent()): ClientRequest {
  const sent = { ...relayHeaders, ...headers };
  const post = request(url, { method: "POST", agent, headers: sent });
  post.on("error", () => undefined);
  return post;
}

export async function responseTo(post: ClientRequest): Promise<IncomingMessage> {
  const [response] = (await once(post, "response")) as [IncomingMessage];
  return response;
}

/** How whole requests go to the proxy in this run. */
export const TRANSPORT = process.env["RELAY_TRANSPORT"] === "socket" ? "socket" : "post";

/** Sends a whole relay request and reads the whole answer. */
export async function relay(url: string, ask: Ask | object, body: string | Buffer = ""): Promise<Answer> {
  const bytes = relayBytes(ask, body);
  return TRANSPORT === "socket" && bytes.length < MAX_MESSAGE_BYTES ? overSocket(url, bytes) : post(url, bytes);
}

/** Sends bytes as they are over a WebSocket of their own. */
async function overSocket(url: string, bytes: Buffer): Promise<Answer> {
  const { SocketClient } = await import("./socket-client.ts");
  const client = await SocketClient.open(url);
  client.request(bytes);
  const answer = await readFramed(client.answer());
  client.socket.terminate();
  return { httpStatus: null, httpHeaders: {}, ...answer };
}

/** Posts bytes as they are. */
export async function post(url: string, bytes: Buffer, headers: Record<string, string> = {}): Promise<Answer> {
  const sending = openPost(url, { "Content-Length": String(bytes.length), ...headers });
  sending.end(bytes);
  return readAnswer(await responseTo(sending));
}

export async function readAnswer(response: IncomingMessage): Promise<Answer> {
  return { httpStatus: response.statusCode ?? 0, httpHeaders: response.headers, ...(await readFramed(response)) };
}

/** The answer that frames make up. */
export async function readFramed(response: AsyncIterable<Buffer>): Promise<Omit<Answer, "httpStatus" | "httpHeaders">> {
  const frames: Frame[] = [];
  for await (const frame of readFrames(response)) frames.push(frame);
  const parsed = (type: number) => frames.filter((frame) => frame.type === type).map(({ payload }) => JSON.parse(payload.toString()));
  return {
    head: parsed(1)[0] ?? null,
    body: Buffer.concat(frames.filter(({ type }) => type === 2).map(({ payload }) => payload)).toString("latin1"),
    ended: frames.at(-1)?.type === 3,
    error: parsed(4)[0] ?? null,
  };
}

/** The frames as they arrive; raises when the stream stops in the middle of one. */
export async function* readFrames(response: AsyncIterable<Buffer>): AsyncGenerator<Frame, void> {
  let buffered: Buffer = Buffer.alloc(0);
  for await (const piece of response) {
    buffered = buffered.length === 0 ? piece : Buffer.concat([buffered, piece]);
    while (buffered.length >= 5 && buffered.length >= 5 + buffered.readUInt32BE(1)) {
      const end = 5 + buffered.readUInt32BE(1);
      yield { type: buffered.readUInt8(0), payload: buffered.subarray(5, end) };
      buffered = buffered.subarray(end);
    }
  }
  if (buffered.length > 0) throw new Error("the stream stopped in the middle of a frame");
}
