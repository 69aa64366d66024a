/** The proxy as the program that an operator starts. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface, type Interface } from "node:readline";
import { afterEach, describe, expect, it } from "vitest";
import { upstream } from "./harness.ts";
import { openPost, ORIGIN, post, readAnswer, relayBytes, responseTo } from "./relay-client.ts";
import { answering } from "./upstream.ts";

const PROGRAM = new URL("../../proxy/node/cli.mjs", import.meta.url).pathname;
const KEY = "a-key-for-the-workshop";

const running: ChildProcess[] = [];
const folder = mkdtempSync(join(tmpdir(), "relay-cli-"));

afterEach(() => {
  for (const child of running.splice(0)) child.kill("SIGKILL");
});

async function next(lines: Interface): Promise<Record<string, unknown>> {
  const [line] = (await once(lines, "line")) as [string];
  return JSON.parse(line);
}

async function start(args: readonly string[], environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, [PROGRAM, ...args], { env: { ...process.env, ...environment }, stdio: ["ignore", "pipe", "inherit"] });
  running.push(child);
  const lines = createInterface(child.stdout);
  const told = await next(lines);
  return { child, lines, url: String(told["url"]), adminPort: Number(told["adminPort"]) };
}

function run(args: readonly string[], environment: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], { env: { ...process.env, ...environment }, encoding: "utf8", timeout: 30_000 });
  return { status, stdout, stderr };
}

describe("the program", () => {
  it("explains itself", () => {
    const { status, stdout } = run(["--help"]);
    expect(status).toBe(0);
    expect(stdout).toContain("--origin");
    expect(stdout).toContain("concurrentInAll=2048");
    expect(run(["--version"]).stdout).toMatch(/^[0-9]+\.[0-9]+\.[0-9]+\n$/);
  });

  it.each([
    ["no origin", [], /--origin/],
    ["an origin that is none", ["--origin", "repl.example"], /"repl\.example" is no origin/],
    ["an unknown option", ["--orgin", ORIGIN], /Unknown option '--orgin'/],
    ["a port that is none", ["--origin", ORIGIN, "--port", "80a"], /--port wants/],
    ["an unknown limit", ["--origin", ORIGIN, "--limit", "speed=1"], /There is no limit "speed": use one of concurrent,/],
    ["a limit of nothing", ["--origin", ORIGIN, "--limit", "concurrent"], /concurrent wants a whole number/],
    ["a limit of zero", ["--origin", ORIGIN, "--limit", "concurrent=0"], /limit concurrent must be a positive number/],
    ["a file of keys that is not there", ["--origin", ORIGIN, "--key-file", "/nowhere"], /cannot be read: \/nowhere/],
    ["an entry without port", ["--origin", ORIGIN, "--allow", "cloud.lan"], /"cloud\.lan" is no host:port/],
  ])("does not start with %s, and says why", (_, args, sentence) => {
    const { status, stderr } = run(args);
    expect(status).toBe(2);
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toMatch(/\n +at /);
  });

  it("does not quote a key that it cannot read", () => {
    const { status, stderr } = run(["--origin", ORIGIN], { RELAY_KEYS: `${KEY} tomorrow` });
    expect(status).toBe(2);
    expect(stderr).not.toContain(KEY);
  });

  it("takes its settings from the environment, keys from a file, and relays", async () => {
    const server = await upstream(answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));
    const file = join(folder, "keys");
    writeFileSync(file, `# for the workshop\n${KEY} 2999-01-01\nan-expired-key-of-old 2001-01-01\n`);
    const environment = { RELAY_ORIGINS: `https://other.example,${ORIGIN}`, RELAY_ALLOW: `127.0.0.1:${server.port}`, PORT: "0", RELAY_ADMIN_PORT: "0" };
    const { lines, url, adminPort } = await start(["--key-file", file], environment);
    const asking = (key: string) => post(url, relayBytes({ port: server.port }), { "X-Relay-Key": key });
    const logged = next(lines);
    expect((await asking(KEY)).body).toBe("ok");
    expect(Object.keys(await logged).sort()).toEqual(["milliseconds", "outcome", "received", "sent", "time"]);
    expect((await asking("an-expired-key-of-old")).error?.message).toContain("has expired");
    expect((await fetch(`http://127.0.0.1:${adminPort}/health`)).status).toBe(200);
  });

  it.each(["SIGTERM", "SIGINT"] as const)("lets a stream end after %s, and then ends", async (signal) => {
    const server = await upstream(answering("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nbody"));
    const { child, lines, url } = await start(["--origin", ORIGIN, "--port", "0", "--allow", `127.0.0.1:${server.port}`]);
    const sending = openPost(url);
    sending.end(relayBytes({ port: server.port }));
    const response = await responseTo(sending);
    const stopping = next(lines);
    const ended = once(child, "exit");
    child.kill(signal);
    expect(await stopping).toMatchObject({ event: "stopping" });
    (await server.connection()).socket.write("more");
    expect(await readAnswer(response)).toMatchObject({ ended: true, body: "bodymore" });
    expect(await ended).toEqual([0, null]);
  });

  it("cuts what is under way when the grace is over", async () => {
    const server = await upstream(() => undefined);
    const { child, url } = await start(["--origin", ORIGIN, "--port", "0", "--grace", "0", "--allow", `127.0.0.1:${server.port}`]);
    openPost(url).end(relayBytes({ port: server.port }));
    await server.connection();
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    expect(await ended).toEqual([0, null]);
    rmSync(folder, { recursive: true });
  });
});
