// The cloud of the proxy's benchmark: a few bytes for every request. Prints its port.
import { createServer } from "node:http";

const body = Buffer.from(JSON.stringify({ nodes: Array.from({ length: 20 }, (_, id) => ({ id, name: `node-${id}` })) }));

const server = createServer((incoming, outgoing) => {
  incoming.resume().on("end", () => outgoing.writeHead(200, { "Content-Type": "application/json", "Content-Length": body.length }).end(body));
});
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => console.log(JSON.stringify({ port: server.address().port })));
