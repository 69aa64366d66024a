/**
 * Hostile Python takes the interpreter's own channels and says on them whatever it likes. The page must neither run its code nor let
 * anything out; the worst that may happen is that the interpreter is replaced.
 */
import { createServer, type Server } from "node:net";
import { expect } from "@playwright/test";
import { Prompt } from "../browser/support/prompt.ts";
import { startSite } from "../browser/support/site.ts";
import { inPage, type Tab } from "../browser/support/tab.ts";
import { clickButton, question } from "../engines/support/buttons.ts";
import { test } from "../engines/support/fixtures.ts";
import type { Running } from "../../workers/local/start.ts";

/** Names for hostile code: the upcall port, the frame's ear, and JavaScript objects. */
const TOOLS = `
  import js
  from pyodide.ffi import to_js, create_proxy
  from libcloud_repl import host
  up = host._js.channel.upcalls.port
  obj = lambda **k: to_js(k, dict_converter=js.Object.fromEntries)
  say = lambda port, **k: port.postMessage(obj(**k))
  head = dict(scheme="http", host="127.0.0.1", port=PORT, method="GET", target="/", headers=[], connectTimeout=None)
  ask = lambda op, id=9, **v: say(up, type="ask", ask=dict(id=id, op=op, value=v, data=js.Uint8Array.new(0)))
`;

let site: Running;
let canary: Server;
let visits = 0;
let port = 0;

test.beforeAll(async () => {
  canary = createServer((socket) => {
    visits += 1;
    socket.end("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
  });
  await new Promise((resolve) => canary.listen(0, "127.0.0.1", () => resolve(null)));
  const address = canary.address();
  port = typeof address === "object" && address !== null ? address.port : 0;
  site = await startSite({ host: "127.0.0.1", port });
});

test.afterAll(async () => {
  canary.close();
  await site.close();
});

test.beforeEach(() => {
  visits = 0;
});

/** A prompt with the tools at hand, in a page that would show if foreign code had run in it. */
async function hostile(tab: Tab): Promise<Prompt> {
  const prompt = await new Prompt(tab).open(site.url);
  await inPage(tab, () => void Object.assign(globalThis, { pwned: 0 }));
  await prompt.exec(TOOLS.replace("PORT", String(port)));
  return prompt;
}

async function unharmed(tab: Tab): Promise<void> {
  const state = await inPage(tab, () => ({
    pwned: Reflect.get(globalThis, "pwned"),
    polluted: "polluted" in {},
    scripts: document.scripts.length,
    frames: [...document.querySelectorAll("iframe")].every((frame) => frame.sandbox.value === "allow-scripts"),
    title: document.title,
  }));
  expect(state).toEqual({ pwned: 0, polluted: false, scripts: 1, frames: true, title: "Libcloud REPL" });
}

test("a forged ask to a host that nobody allowed ends at the question, and at a no", async ({ tab }) => {
  const prompt = await hostile(tab);
  await prompt.enter('ask("http.open", exchange=5, **head); ask("http.finish", id=10, exchange=5)');
  await expect.poll(() => question(tab)).toContain(`http://127.0.0.1:${port}`);
  expect(visits).toBe(0);
  await prompt.press("Escape");
  await expect.poll(() => question(tab)).toBeNull();
  expect(await prompt.run("1 + 1")).toBe("2");
  expect(visits).toBe(0);
  await unharmed(tab);
});

test("an exchange that was never opened sends nothing", async ({ tab }) => {
  const prompt = await hostile(tab);
  await prompt.run('ask("http.finish", exchange=77); ask("http.read", id=10, exchange=77); ask("http.write", id=11, exchange=77)');
  expect(await prompt.run("1 + 1")).toBe("2");
  expect(visits).toBe(0);
  await unharmed(tab);
});

const MALFORMED: readonly (readonly [what: string, code: string])[] = [
  ["an operation that does not exist", 'ask("eval", code="pwned = 1")'],
  ["an operation of the prototype", 'ask("constructor", x=1); ask("__proto__", x=1)'],
  ["a scheme that is code", 'ask("http.open", exchange=1, **{**head, "scheme": "javascript"})'],
  ["a host with a path", 'ask("http.open", exchange=1, **{**head, "host": "127.0.0.1/x"})'],
  ["a head that splits", 'ask("http.open", exchange=1, **{**head, "target": "/ HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n"})'],
  ["keys of the prototype", 'say(up, type="ask", ask=js.JSON.parse(\'{"id":1,"op":"http.read","value":{"__proto__":{"polluted":1}}}\'))'],
  ["a thousand ids that cannot be answered", '[say(up, type="tell", tell=dict(op="cancel", value=dict(id=i))) for i in range(1000)]'],
  ["markup and escapes to the terminal", 'print("<img src=x onerror=pwned=1>", "\\x1b]8;;javascript:pwned=1\\x07x\\x1b]8;;\\x07", "\\x1b]0;pwned\\x07")'],
];

for (const [what, code] of MALFORMED) {
  test(`survives ${what}`, async ({ tab }) => {
    const prompt = await hostile(tab);
    await prompt.run(`_ = ${code.replaceAll("; ask", ", ask")}`.replace(/^_ = \[/, "_ = ["));
    expect(await prompt.run("1 + 1")).toBe("2");
    expect(visits).toBe(0);
    await unharmed(tab);
  });
}

const DEADLY: readonly (readonly [what: string, code: string])[] = [
  ["an upcall of unknown type", 'say(up, type="allow", host="127.0.0.1")'],
  ["an upcall that is text", 'up.postMessage("pwned = 1")'],
  ["an ask without an id", 'say(up, type="ask", ask=dict(op="http.read"))'],
  ["a tell of unknown kind", 'say(up, type="tell", tell=dict(op="http.open", value=head))'],
  ["its own death", 'say(up, type="died", message="<b>pwned</b>")'],
];

for (const [what, code] of DEADLY) {
  test(`replaces an interpreter that sends ${what}`, async ({ tab }) => {
    const prompt = await hostile(tab);
    await prompt.begin(code);
    await prompt.until(/Ready to use[^]*>>>$/, { status: "ready" });
    expect(await prompt.run("'up' in globals()")).toBe("False");
    expect(visits).toBe(0);
    await unharmed(tab);
  });
}

test("messages to the frame that pretend to be the page or the worker change nothing", async ({ tab }) => {
  const prompt = await hostile(tab);
  await prompt.exec(`
    for type in "launch hello output launched crashed pong answer interrupt consumed ping allow".split():
        say(js, type=type, isolated=True, data=js.Uint8Array.new(4), source="pwned = 1", message="x", worker="blob", shared=True)
    _ = say(js, type="drained"), say(js, type="doorbell")
  `);
  expect(await prompt.run("1 + 1")).toBe("2");
  await unharmed(tab);
});

test("the control port gives no way back into the page", async ({ tab }) => {
  const prompt = await hostile(tab);
  // Comlink's answer to the next call passes through here and gives the port away.
  await prompt.exec(`
    caught = []
    native = js.MessagePort.prototype.postMessage
    def post(this, *args):
        caught.append(this)
        return native.call(this, *args)
    js.MessagePort.prototype.postMessage = create_proxy(post, capture_this=True)
  `);
  await prompt.exec(`
    control = [p for p in caught if not p is up][0]
    for kind in "GET SET APPLY CONSTRUCT ENDPOINT RELEASE".split():
        for path in (["constructor"], ["constructor", "constructor"], ["document"], []):
            args = [dict(type="RAW", value="globalThis.pwned = 1")]
            native.call(control, obj(id="1", type=kind, path=path, argumentList=args, value=args[0]))
    for id in range(40):
        channel = js.MessageChannel.new()
        native.call(control, obj(id=str(id), type="HANDLER", name="proxy", value=channel.port1), to_js([channel.port1]))
        native.call(control, obj(id=str(id), type="RAW", value=js.JSON.parse('{"__proto__":{"polluted":1},"outcome":"pwned"}')))
  `);
  await prompt.until(/>>>$/, { status: "ready" });
  expect(visits).toBe(0);
  await unharmed(tab);
});

test("a flood of asks leaves the page responsive, and ends with the interpreter", async ({ tab }) => {
  const prompt = await hostile(tab);
  await prompt.run('_ = [ask("http.read", id=i, exchange=i) for i in range(20_000)]', 30_000);
  expect(await prompt.run("1 + 1")).toBe("2");
  await clickButton(tab, "Restart");
  await prompt.until(/Ready to use[^]*>>>$/, { status: "ready" });
  await unharmed(tab);
});
