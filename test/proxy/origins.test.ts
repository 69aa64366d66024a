import { once } from "node:events";
import { Agent, type IncomingMessage, request } from "node:http";
import { describe, expect, it } from "vitest";
import { RELAY_TYPE } from "../../proxy/core/index.ts";
import { startProxy } from "../../proxy/node/index.ts";
import { pair } from "./harness.ts";
import { ORIGIN, post, relay, relayBytes } from "./relay-client.ts";
import { answering } from "./upstream.ts";

const OK = answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");

interface Plain {
  status: number;
  headers: IncomingMessage["headers"];
  text: string;
}

async function plain(url: string, method: string, headers: Record<string, string>, path = "/"): Promise<Plain> {
  const sending = request(url, { method, path, headers, agent: new Agent() }).end();
  const [response] = (await once(sending, "response")) as [IncomingMessage];
  const text = Buffer.concat(await response.toArray()).toString();
  return { status: response.statusCode ?? 0, headers: response.headers, text };
}

describe("origins", () => {
  const evil = "https://evil.example";

  it("admits a page of the list by a preflight", async () => {
    const { proxy } = await pair(OK);
    const asked = { Origin: ORIGIN, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type" };
    const { status, headers } = await plain(proxy.url, "OPTIONS", asked);
    expect(status).toBe(204);
    expect(headers["access-control-allow-origin"]).toBe(ORIGIN);
    expect(headers["access-control-allow-headers"]?.toLowerCase()).toBe("content-type, x-relay-key");
    expect(headers["access-control-allow-credentials"]).toBeUndefined();
    expect(headers.vary).toBe("Origin");
  });

  it.each([evil, "null", `${ORIGIN}.evil.example`, "http://repl.example", "https://repl.example:444"])("gives %s no preflight", async (origin) => {
    const { proxy } = await pair(OK);
    const { status, headers } = await plain(proxy.url, "OPTIONS", { Origin: origin });
    expect(status).toBe(403);
    expect(headers["access-control-allow-origin"]).toBeUndefined();
  });

  it.each([evil, "null", ""])("denies a POST from the origin %j", async (origin) => {
    const { server, proxy } = await pair(OK);
    const answer = await post(proxy.url, relayBytes({ port: server.port }), { Origin: origin });
    expect(answer.error?.code).toBe("denied-origin");
    expect(answer.httpStatus).toBe(403);
    expect(answer.httpHeaders["access-control-allow-origin"]).toBeUndefined();
    expect(server.connections).toHaveLength(0);
  });

  it.each(["text/plain", "application/json", `${RELAY_TYPE}; charset=utf-8`, ""])("refuses the content type %j", async (type) => {
    const { server, proxy } = await pair(OK);
    const answer = await post(proxy.url, relayBytes({ port: server.port }), { "Content-Type": type });
    expect(answer.error?.code).toBe("bad-request");
    expect(server.connections).toHaveLength(0);
  });

  it("lets a page of the list read refusals", async () => {
    const { proxy } = await pair(OK);
    const answer = await relay(proxy.url, { host: "other.example", port: 80 });
    expect(answer.httpHeaders["access-control-allow-origin"]).toBe(ORIGIN);
    expect(answer.httpHeaders["content-type"]).toBe(RELAY_TYPE);
  });

  it.each(["https://repl.example/", "*", "null", "repl.example", "HTTPS://repl.example"])("does not start with the origin %j", async (origin) => {
    await expect(startProxy({ port: 0, origins: [origin] })).rejects.toThrow(TypeError);
  });

  it("says what it is, to pages of the list and to people", async () => {
    const { proxy } = await pair(OK);
    for (const headers of [{ Origin: ORIGIN }, {}]) {
      const { status, text } = await plain(proxy.url, "GET", headers);
      expect(status).toBe(200);
      expect(JSON.parse(text)).toMatchObject({ protocol: 1, limits: { concurrent: 64 } });
    }
    expect((await plain(proxy.url, "GET", { Origin: evil })).status).toBe(403);
  });

  it.each([
    ["GET", "/other", 404],
    ["GET", "//", 404],
    ["POST", "/other", 404],
    ["PUT", "/", 405],
    ["TRACE", "/", 405],
  ])("answers %s %s with %i", async (method, path, status) => {
    const { proxy } = await pair(OK);
    expect((await plain(proxy.url, method, { Origin: ORIGIN }, path)).status).toBe(status);
  });
});
