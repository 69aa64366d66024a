import { expect, it } from "vitest";
import { readSettings } from "../../../proxy/edge/settings.ts";
import { closeAfterTest } from "../harness.ts";
import { ORIGIN } from "../relay-client.ts";
import { startWorkerd } from "../workerd.ts";

it("reads lists with commas, numbers and limits", () => {
  const env = { RELAY_ORIGINS: "https://a.example, https://b.example", RELAY_PORTS: "80,8080", RELAY_LIMITS: "idleMs=5,concurrent=2", OTHER: 1 };
  expect(readSettings(env)).toEqual({
    origins: ["https://a.example", "https://b.example"],
    ports: [80, 8080],
    limits: { idleMs: 5, concurrent: 2 },
    resolver: "https://cloudflare-dns.com/dns-query",
  });
});

it("reads keys, each with an expiry or without", () => {
  expect(readSettings({ RELAY_KEYS: "first-key-of-some-length, second-key-of-some-length 2027-01-31T18:00Z" }).keys).toEqual([
    { key: "first-key-of-some-length", expires: null },
    { key: "second-key-of-some-length", expires: new Date("2027-01-31T18:00Z") },
  ]);
});

it.each([
  ["a key's date", { RELAY_KEYS: "first-key-of-some-length tomorrow" }],
  ["a setting that it does not know", { RELAY_KEYZ: "x" }],
  ["a value that is not text", { RELAY_ORIGINS: ["https://a.example"] }],
])("refuses %s", (_, env) => {
  expect(() => readSettings(env)).toThrow(TypeError);
});

it.each([
  ["idlems=5", /There is no limit "idlems": use one of concurrent,/],
  ["concurrent=2,__proto__=5", /There is no limit "__proto__"/],
  ["=5", /There is no limit ""/],
  ["idleMs", /The limit idleMs wants a whole number, as in idleMs=120000\./],
  ["idleMs=1e3", /The limit idleMs wants a whole number/],
])("names what is wrong with the limits %s", (text, message) => {
  expect(() => readSettings({ RELAY_LIMITS: text })).toThrow(message);
});

it.each([
  ["a limit", { RELAY_LIMITS: "idleMs=soon" }],
  ["a limit's name", { RELAY_LIMITS: "speed=1" }],
  ["a host pattern", { RELAY_HOSTS: "*.com" }],
  ["a port", { RELAY_PORTS: "http" }],
])("serves nobody when %s cannot be read", async (_, vars) => {
  const proxy = await startWorkerd({ vars: { RELAY_ORIGINS: ORIGIN, ...vars } });
  closeAfterTest(() => proxy.close());
  expect((await fetch(proxy.url)).status).toBe(500);
});

it("tells who it is", async () => {
  const proxy = await startWorkerd({ vars: { RELAY_ORIGINS: ORIGIN } });
  closeAfterTest(() => proxy.close());
  const response = await fetch(proxy.url, { headers: { Origin: ORIGIN } });
  expect(await response.json()).toMatchObject({ name: "libcloud-repl-relay", protocol: 1 });
  expect(response.headers.get("access-control-allow-origin")).toBe(ORIGIN);
});
