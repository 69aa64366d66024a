import { describe, expect, it } from "vitest";
import { pair, proxyTo } from "./harness.ts";
import { openPost, readAnswer, relay, relayBytes, responseTo } from "./relay-client.ts";
import { answering } from "./upstream.ts";

const OK = answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");

async function samples(port: number | null): Promise<Map<string, number>> {
  const response = await fetch(`http://127.0.0.1:${port}/metrics`);
  expect(response.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  const lines = (await response.text()).split("\n");
  expect(lines.at(-1)).toBe("");
  // Exposition format 0.0.4: comments, and a name with labels before a number.
  expect(lines.slice(0, -1).filter((line) => !/^(?:# (?:HELP|TYPE) [a-z_]+ .+|[a-z_]+(?:\{[a-z]+="[^"\\]+"\})? [0-9.e+-]+)$/.test(line))).toEqual([]);
  return new Map(lines.filter((line) => line !== "" && !line.startsWith("#")).map((line) => [line.split(" ")[0] ?? "", Number(line.split(" ")[1])]));
}

describe("the operator's own port", () => {
  it("counts what the proxy does, without saying for whom", async () => {
    const { server, proxy } = await pair(OK, { adminPort: 0 });
    await relay(proxy.url, { port: server.port });
    await relay(proxy.url, { host: "secret.example", port: 80, target: "/secret" });
    const found = await samples(proxy.adminPort);
    expect(found.get('relay_exchanges_total{outcome="ok"}')).toBe(1);
    expect(found.get('relay_exchanges_total{outcome="denied-host"}')).toBe(1);
    expect(found.get("relay_exchanges_active")).toBe(0);
    expect(found.get("relay_exchange_seconds_count")).toBe(2);
    expect(found.get('relay_exchange_seconds_bucket{le="+Inf"}')).toBe(2);
    expect(found.get("relay_received_bytes_total")).toBeGreaterThan(0);
    expect([...found.keys()].join()).not.toMatch(/secret|127\.0\.0\.1/);
  });

  it("counts what is under way", async () => {
    const { server, proxy } = await pair(() => undefined, { adminPort: 0 });
    const sending = openPost(proxy.url);
    sending.end(relayBytes({ port: server.port }));
    await server.connection();
    expect((await samples(proxy.adminPort)).get("relay_exchanges_active")).toBe(1);
    sending.destroy();
  });

  it("says that it is well, and that it stops, while what is under way ends", async () => {
    const { server, proxy } = await pair(answering("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nbody"), { adminPort: 0, graceMs: 30_000 });
    const health = async () => (await fetch(`http://127.0.0.1:${proxy.adminPort}/health`)).status;
    expect(await health()).toBe(200);
    const sending = openPost(proxy.url);
    sending.end(relayBytes({ port: server.port }));
    const response = await responseTo(sending);
    const closed = proxy.close();
    expect(await health()).toBe(503);
    await expect(fetch(proxy.url)).rejects.toThrow();
    (await server.connection()).socket.write("more");
    expect(await readAnswer(response)).toMatchObject({ ended: true, body: "bodymore" });
    await closed;
    await expect(health()).rejects.toThrow();
  });

  it("has nothing else", async () => {
    const { proxy } = await pair(OK, { adminPort: 0 });
    const status = async (path: string, method = "GET") => (await fetch(`http://127.0.0.1:${proxy.adminPort}${path}`, { method })).status;
    expect([await status("/"), await status("/metrics/"), await status("/metrics", "POST")]).toEqual([404, 404, 405]);
    expect((await fetch(`${proxy.url}/metrics`)).status).toBe(404);
    expect((await proxyTo(1)).adminPort).toBeNull();
  });
});
