import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { connect } from "node:net";
import { transformWithOxc } from "vite";
import { expect, test } from "vitest";
import { type Address, startServer } from "./process.ts";

const LISTEN = `
  const server = require('node:net').createServer().listen(0, '127.0.0.1', () => {
    console.log('warming up');
    console.log('listening 127.0.0.1 ' + server.address().port);
  });`;

function node(script: string, timeout = 20_000): ReturnType<typeof startServer> {
  return startServer({ name: "test child", command: process.execPath, args: ["-e", script], timeout });
}

function canConnect({ host, port }: Address): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, host, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on("error", () => resolve(false));
  });
}

test("a server answers from its start to its stop", async () => {
  const server = await node(LISTEN);
  expect(await canConnect(server)).toBe(true);
  await server.stop();
  expect(await canConnect(server)).toBe(false);
});

test("stopping twice is fine", async () => {
  const server = await node(LISTEN);
  await Promise.all([server.stop(), server.stop()]);
});

test("a child that ignores SIGTERM is stopped all the same", async () => {
  const server = await node(`process.on('SIGTERM', () => {});${LISTEN}`);
  await server.stop();
  expect(await canConnect(server)).toBe(false);
});

test("a child that ends early is reported with what it said last", async () => {
  const started = node(`console.error('no such data folder'); process.exit(3)`);
  await expect(started).rejects.toThrow(/test child did not start: ended with 3\n.*no such data folder/s);
});

test("a child that never listens is reported", async () => {
  await expect(node("setInterval(() => {}, 1000)", 300)).rejects.toThrow("no answer in 300 ms");
});

test("a command that does not exist is reported", async () => {
  const started = startServer({ name: "absent", command: "no-such-command-here", args: [] });
  await expect(started).rejects.toThrow(/absent did not start: .*ENOENT/);
});

test("children end with a parent that exits without stopping them", async () => {
  // Type stripping came after Node 20, so the parent gets the module through Vite's transform.
  const source = await readFile(new URL("process.ts", import.meta.url), "utf8");
  const { code } = await transformWithOxc(source, "process.ts", { sourcemap: false });
  const child = JSON.stringify(LISTEN);
  const main = `${code}
    const server = await startServer({ name: 'child', command: process.execPath, args: ['-e', ${child}] });
    console.log(JSON.stringify(server));
    process.exit(0);`;
  const server = JSON.parse(await outputOf(main)) as Address;
  await expect.poll(() => canConnect(server), { timeout: 10_000 }).toBe(false);
});

function outputOf(module: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = "";
    const parent = spawn(process.execPath, ["--input-type=module", "-e", module], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    parent.stdout.on("data", (data: Buffer) => (output += data.toString()));
    parent.on("error", reject).on("exit", () => resolve(output));
  });
}
