/** Every way out of the cell that we know, tried from Python and from JavaScript: all are shut. */
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { expect } from "@playwright/test";
import { Prompt } from "../browser/support/prompt.ts";
import { startSite } from "../browser/support/site.ts";
import { inPage } from "../browser/support/tab.ts";
import { clickButton } from "../engines/support/buttons.ts";
import { test } from "../engines/support/fixtures.ts";

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

/** Tries Python's doors. @returns whether it came to an end */
async function knockFromPython(prompt: Prompt, target: string): Promise<boolean> {
  // ast.PyCF_ALLOW_TOP_LEVEL_AWAIT is 0x2000.
  await prompt.begin('await eval(compile(bytes.fromhex(input("Python: ")).decode(), "doors.py", "exec", 0x2000))');
  await prompt.until(/^Python:$/m);
  await prompt.enter(hex("doors.py", target));
  // micropip goes the way of all HTTP, on which a person is asked first.
  await clickButton(prompt.tab, "Deny");
  const end = prompt.until(/^JavaScript:$/m, { timeout: 60_000 });
  return end.then(() => true, () => false);
}

test("every door is shut, from Python and from JavaScript", async ({ tab }) => {
  test.setTimeout(240_000);
  const site = await startSite();
  const canary = await startCanary();
  try {
    const prompt = await new Prompt(tab).open(site.url);
    await inPage(tab, async () => {
      await (await caches.open("page")).put("https://page.example/", new Response("kept"));
      const heard: unknown[] = [];
      new BroadcastChannel("door").onmessage = ({ data }) => heard.push(data);
      Object.assign(globalThis, { heard });
    });
    if (!(await knockFromPython(prompt, canary.url))) {
      // As doors.py says of its own workers: in Firefox one can fall silent at high load. What was tried until then is tried again.
      console.log("the interpreter has fallen silent at a door: all are tried again in a new one");
      await clickButton(tab, "Restart");
      await prompt.until(/Restarted[^]*>>>$/, { status: "ready" });
      expect(await knockFromPython(prompt, canary.url)).toBe(true);
    }
    await prompt.enter(hex("doors.js", canary.url));
    const { text } = await prompt.until(/^DOORS \d+ OPEN \[.*\]/m, { timeout: 120_000 });
    const [, count, open] = /^DOORS (\d+) OPEN (\[[^\]]*\])/m.exec(text) ?? [];
    console.log(`${count} doors tried, open: ${open}`);
    expect(open).toBe("[]");
    expect(Number(count)).toBeGreaterThan(80);
    expect(await inPage(tab, () => Reflect.get(globalThis, "heard"))).toEqual([]);
    expect(await inPage(tab, async () => (await (await caches.open("page")).keys()).map(({ url }) => url))).toEqual(["https://page.example/"]);
    expect(canary.visits()).toBe(0);
    // The canary would have sung: from outside of the cell its address answers.
    expect((await fetch(canary.url)).status).toBe(200);
    expect(canary.visits()).toBe(1);
  } finally {
    canary.server.close();
    await site.close();
  }
});

test("what a cell has stored, if it can, the next does not find", async ({ tab }) => {
  const site = await startSite();
  const prompt = await new Prompt(tab).open(site.url);
  await prompt.exec(`
    import js
    async def stored():
        try: return list(await js.caches.keys())
        except Exception: return []
    try: _ = await js.caches.open("left")
    except Exception: pass
  `);
  expect(await prompt.run("set(await stored()) - {'left'}")).toBe("set()");
  await clickButton(tab, "Restart");
  await prompt.until(/Restarted[^]*>>>$/, { status: "ready" });
  await prompt.exec("import js\nasync def stored():\n    try: return list(await js.caches.keys())\n    except Exception: return []");
  expect(await prompt.run("await stored()")).toBe("[]");
  await site.close();
});
