/** Every way out of the cell that we know, tried from Python and from JavaScript: all are shut. */
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { expect, test } from "@playwright/test";
import { answerConsent } from "../browser/support/consent.ts";
import { Shell } from "../browser/support/shell.ts";
import { startSite } from "../browser/support/site.ts";

/** Counts who reaches it; each door has its address as its target. */
async function startCanary(): Promise<{ readonly url: string; readonly visits: () => number; readonly server: Server }> {
  let visits = 0;
  const server = createServer((socket) => {
    visits += 1;
    socket.end("HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: 2\r\n\r\nok");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(null)));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/`, visits: () => visits, server };
}

/** A program in one line that `input()` can read. */
function hex(name: string, target: string): string {
  const program = readFileSync(new URL(name, import.meta.url), "utf8").replaceAll("TARGET", target);
  return Buffer.from(program).toString("hex");
}

test("every door is shut, from Python and from JavaScript", async ({ page, request }) => {
  test.setTimeout(180_000);
  const site = await startSite();
  const canary = await startCanary();
  try {
    const shell = await Shell.open(page, site.url);
    await page.evaluate(() => {
      const heard: unknown[] = [];
      new BroadcastChannel("door").onmessage = ({ data }) => heard.push(data);
      Object.assign(globalThis, { heard });
    });
    // ast.PyCF_ALLOW_TOP_LEVEL_AWAIT is 0x2000.
    await shell.begin('await eval(compile(bytes.fromhex(input("Python: ")).decode(), "doors.py", "exec", 0x2000))');
    await shell.until(/^Python:$/m);
    await shell.enter(hex("doors.py", canary.url));
    // micropip goes the way of all HTTP, on which a person is asked first.
    await answerConsent(page, "Deny");
    await shell.until(/^JavaScript:$/m, { timeout: 90_000 });
    await shell.enter(hex("doors.js", canary.url));
    const { text } = await shell.until(/^DOORS \d+ OPEN \[.*\]/m, { timeout: 120_000 });
    const [, count, open] = /^DOORS (\d+) OPEN (\[[^\]]*\])/m.exec(text) ?? [];
    console.log(`${count} doors tried, open: ${open}`);
    expect(open).toBe("[]");
    expect(Number(count)).toBeGreaterThan(80);
    expect(await page.evaluate(() => Reflect.get(globalThis, "heard"))).toEqual([]);
    expect(canary.visits()).toBe(0);
    // The canary would have sung: from outside of the cell its address answers.
    expect((await request.get(canary.url)).status()).toBe(200);
    expect(canary.visits()).toBe(1);
  } finally {
    canary.server.close();
    await site.close();
  }
});
