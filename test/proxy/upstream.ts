import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";

/** A raw TCP server that records exactly what it is sent, and answers what a test tells it to. */
export interface Upstream {
  readonly port: number;
  readonly connections: readonly UpstreamConnection[];
  /** Waits for the nth connection, from 0. */
  connection(index?: number): Promise<UpstreamConnection>;
  close(): Promise<void>;
}

export interface UpstreamConnection {
  readonly socket: Socket;
  /** All bytes so far, one character per byte. */
  received(): string;
  /** Waits until the bytes so far hold the text. */
  receives(text: string): Promise<string>;
  /** Waits until the socket is gone. */
  closed(): Promise<void>;
}

export type Behaviour = (socket: Socket, received: string) => void;

/** Answers with the same bytes; `end` closes after them. */
export function answering(response: string, end = false): Behaviour {
  return (socket) => {
    if (end) socket.end(response, "latin1");
    else socket.write(response, "latin1");
  };
}

/** `behave` is called once, as soon as the head of the request is there, or at once with `greet`. */
export async function startUpstream(behave: Behaviour, greet = false): Promise<Upstream> {
  const connections: UpstreamConnection[] = [];
  const server = createServer((socket) => {
    connections.push(watch(socket, behave, greet));
    server.emit("watched");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    port,
    connections,
    connection: async (index = 0) => {
      for (;;) {
        const found = connections[index];
        if (found !== undefined) return found;
        await once(server, "watched");
      }
    },
    close: () => shut(server, connections),
  };
}

function watch(socket: Socket, behave: Behaviour, greet: boolean): UpstreamConnection {
  let text = "";
  let behaved = greet;
  socket.on("error", () => undefined);
  socket.on("data", (piece: Buffer) => {
    text += piece.toString("latin1");
    if (!behaved && text.includes("\r\n\r\n")) {
      behaved = true;
      behave(socket, text);
    }
    socket.emit("recorded");
  });
  if (greet) behave(socket, "");
  return {
    socket,
    received: () => text,
    receives: async (wanted) => {
      while (!text.includes(wanted)) await once(socket, "recorded");
      return text;
    },
    closed: async () => {
      // A reset comes as an error before it.
      while (!socket.closed) await once(socket, "close").catch(() => undefined);
    },
  };
}

async function shut(server: Server, connections: readonly UpstreamConnection[]): Promise<void> {
  for (const { socket } of connections) socket.destroy();
  server.close();
  await once(server, "close");
}
