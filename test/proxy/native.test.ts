import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { expect, it } from "vitest";
import { projectRoot, testPython } from "../servers/project.ts";
import { run } from "../servers/run.ts";
import { proxyTo } from "./contract.ts";
import { ORIGIN } from "./relay-client.ts";

/** Each test of these runs a program natively and over the transport, and compares what the server and the program got. */
const COMPARING = ["test_request_bytes", "test_responses", "test_failures", "test_exactness"];

/** More than are open at the same time. */
const PORTS = 24;

it.each(COMPARING)("programs get and send through the proxy what they do natively: %s.py", { timeout: 240_000 }, async (name) => {
  const ports = await freePorts();
  const allow = [...ports.map((port) => `127.0.0.1:${port}`), ...ports.map((port) => `localhost:${port}`), "no-such-host.invalid:80"];
  const proxy = await proxyTo(ports[0] ?? 0, { allow });
  const environment = { RELAY_URL: proxy.url, RELAY_ORIGIN: ORIGIN, RELAY_PORTS: ports.join(",") };
  const args = ["-m", "pytest", "-q", "-p", "no:cacheprovider", join(projectRoot, "test", "python", `${name}.py`)];
  const { code, output } = await run(await testPython(), args, environment);
  expect(code, output.slice(-6_000)).toBe(0);
  expect(output).toMatch(/\d+ passed/);
});

async function freePorts(): Promise<readonly number[]> {
  const servers = Array.from({ length: PORTS }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(servers.map((server) => server.listening || once(server, "listening")));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), "close")));
  return ports;
}
