import { describe, expect, it } from "vitest";
import type { AccessKey } from "../../proxy/core/index.ts";
import { proxyTo, upstream } from "./harness.ts";
import { post, relayBytes } from "./relay-client.ts";
import { answering } from "./upstream.ts";

const OK = answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
const KEY = "a-key-for-the-workshop";
const HOUR = 3_600_000;
const key = (text: string, expires: Date | null = null): AccessKey => ({ key: text, expires });

async function posting(keys: readonly AccessKey[], presented: string | null) {
  const server = await upstream(OK);
  const proxy = await proxyTo(server.port, { keys });
  const answer = await post(proxy.url, relayBytes({ port: server.port }), presented === null ? {} : { "X-Relay-Key": presented });
  return { answer, server };
}

describe("a proxy with access keys", () => {
  it.each([
    ["the only key", [key(KEY)], KEY],
    ["the first of two", [key(KEY), key("another-key-of-mine")], KEY],
    ["the second of two", [key("another-key-of-mine"), key(KEY)], KEY],
    ["a key that has not expired", [key(KEY, new Date(Date.now() + HOUR))], KEY],
  ])("takes %s, and does not pass it on", async (_, keys, presented) => {
    const { answer, server } = await posting(keys, presented);
    expect(answer.body).toBe("ok");
    expect((await server.connection()).received()).not.toContain(KEY);
  });

  it.each([
    ["none", [key(KEY)], null, "This proxy wants an access key"],
    ["an empty one", [key(KEY)], "", "does not know the access key"],
    ["a wrong one", [key(KEY)], "a-key-of-somebody-else", "does not know the access key"],
    ["a part of it", [key(KEY)], KEY.slice(0, -1), "does not know the access key"],
    ["more than it", [key(KEY)], `${KEY}x`, "does not know the access key"],
    ["it in another case", [key(KEY)], KEY.toUpperCase(), "does not know the access key"],
    ["an expired one", [key(KEY, new Date(Date.now() - HOUR)), key("another-key-of-mine")], KEY, "has expired"],
  ])("refuses %s, and says what to do", async (_, keys, presented, sentence) => {
    const { answer, server } = await posting(keys, presented);
    expect(answer.error?.code).toBe("denied-key");
    expect(answer.error?.message).toContain(sentence);
    expect(answer.httpStatus).toBe(403);
    expect(server.connections).toHaveLength(0);
  });

  it("counts wrong keys as requests, so that they cannot be guessed quickly", async () => {
    const proxy = await proxyTo(1, { keys: [key(KEY)], limits: { perMinute: 3 } });
    const codes: (string | undefined)[] = [];
    for (let guess = 0; guess < 5; guess += 1) codes.push((await post(proxy.url, relayBytes({ port: 1 }), { "X-Relay-Key": `guess-${guess}` })).error?.code);
    expect(codes).toEqual(["denied-key", "denied-key", "denied-key", "too-many", "too-many"]);
  });

  it("says that it wants one", async () => {
    const proxy = await proxyTo(1, { keys: [key(KEY)] });
    const status = (await (await fetch(proxy.url)).json()) as object;
    expect(status).toMatchObject({ features: { key: true } });
    expect(JSON.stringify(status)).not.toContain(KEY);
  });

  it.each([["too short", key("short")], ["with a space", key("a key with some spaces")], ["with a date that is none", key(KEY, new Date("x"))]])(
    "does not start with a key %s",
    async (_, wrong) => {
      await expect(proxyTo(1, { keys: [wrong] })).rejects.toThrow(TypeError);
    },
  );
});
