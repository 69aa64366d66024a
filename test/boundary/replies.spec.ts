/**
 * The page calls the interpreter and awaits its reply. Hostile Python takes the port on which replies go, and replies to the
 * page's own calls, under their true ids, with what no interpreter says. The page goes on, or replaces the interpreter.
 */
import { expect } from "@playwright/test";
import { startSite } from "../browser/support/site.ts";
import { inPage } from "../browser/support/tab.ts";
import { clickButton } from "../engines/support/buttons.ts";
import { test } from "../engines/support/fixtures.ts";
import { sharedPrompt } from "../engines/support/shared.ts";

const prompt = sharedPrompt(() => startSite());

/** JSON of Comlink's messages; the port of the one with a place for it is transferred. */
const REPLIES: Readonly<Record<string, string>> = {
  "an error without a prototype": '{"type":"HANDLER","name":"throw","value":{"isError":true,"value":{"__proto__":null,"message":"x"}}}',
  "an error that is no error": '{"type":"HANDLER","name":"throw","value":{"isError":true,"value":{"__proto__":{},"message":{}}}}',
  "a thrown object that has no text": '{"type":"HANDLER","name":"throw","value":{"isError":false,"value":{"toString":1,"valueOf":1}}}',
  "a thrown null": '{"type":"HANDLER","name":"throw","value":{"isError":false,"value":null}}',
  "an error that pretends to be a death": '{"type":"HANDLER","name":"throw","value":{"isError":true,"value":{"name":"Death","message":"x"}}}',
  "a thrown nothing": '{"type":"HANDLER","name":"throw"}',
  "a live proxy": '{"type":"HANDLER","name":"proxy","value":"PORT"}',
  "a handler of the prototype": '{"type":"HANDLER","name":"constructor","value":{}}',
  "a handler that does not exist": '{"type":"HANDLER","name":"eval","value":"globalThis.pwned = 1"}',
  "an unknown type of value": '{"type":"CODE","value":"globalThis.pwned = 1"}',
  "no value": '{"type":"RAW"}',
  "an unknown outcome": '{"type":"RAW","value":{"outcome":"allow","written":0,"used":0,"told":0}}',
  "an outcome of the prototype": '{"type":"RAW","value":{"__proto__":{"outcome":"done","polluted":1},"written":0,"used":0,"told":0}}',
  "less than no output": '{"type":"RAW","value":{"outcome":"done","written":-1,"used":0,"told":0}}',
  "output without a number": '{"type":"RAW","value":{"outcome":"done","written":{"valueOf":1},"used":0,"told":0}}',
  "less than nothing told": '{"type":"RAW","value":{"outcome":"done","written":0,"used":0,"told":-1}}',
  "a list": '{"type":"RAW","value":[{"outcome":"done","written":0,"used":0,"told":0}]}',
};

const HOOK = `
  import js
  from pyodide.ffi import create_proxy, to_js
  native = js.MessagePort.prototype.postMessage
  forged = []
  def post(port, message, *rest):
      if not forged or getattr(message, 'type', '') not in ('RAW', 'HANDLER'):
          return native.call(port, message, *rest)
      text = forged.pop()
      reply = js.JSON.parse(text)
      reply.id = message.id
      if 'PORT' in text:
          reply.value = js.MessageChannel.new().port1
          return native.call(port, reply, to_js([reply.value]))
      native.call(port, reply)
  js.MessagePort.prototype.postMessage = create_proxy(post, capture_this=True)
`;

test.beforeEach(() => inPage(prompt().tab, () => void Object.assign(globalThis, { pwned: 0 })));

/** Makes the reply to the call that runs the statement `before` another one. */
async function replyWith(json: string, before = "print('forging')"): Promise<void> {
  if ((await prompt().run("'forged' in globals()")) === "False") await prompt().exec(HOOK);
  const hex = Buffer.from(json).toString("hex");
  await prompt().exec(`text = ''\n${(hex.match(/.{1,100}/g) ?? []).map((part) => `text += '${part}'`).join("\n")}`);
  await prompt().begin(`${before}; forged.append(bytes.fromhex(text).decode())`);
}

async function unharmed(): Promise<void> {
  const state = await inPage(prompt().tab, () => ({
    pwned: Reflect.get(globalThis, "pwned"),
    polluted: "polluted" in {} || "outcome" in {},
    dialogs: document.querySelectorAll("dialog").length,
  }));
  expect(state).toEqual({ pwned: 0, polluted: false, dialogs: 0 });
}

for (const [what, json] of Object.entries(REPLIES)) {
  test(`the page survives a reply that is ${what}`, async () => {
    await replyWith(json);
    await prompt().until(/forging[^]*\n>>>$/, { status: "ready" });
    expect(await prompt().run("6 * 7")).toBe("42");
    await unharmed();
  });
}

test("what was printed before such a reply is on the screen, whatever the page is behind", async () => {
  await replyWith(REPLIES["a thrown null"] ?? "", "print('\\n'.join(map(str, range(30_000))))");
  const { text } = await prompt().until(/crashed[^]*\n>>>$/, { status: "ready" });
  expect(text).toMatch(/^29999\nPython crashed/m);
  await unharmed();
});

for (const promised of ["written", "told"]) {
  test(`a reply that promises more ${promised} than ever comes is ended with Restart`, async () => {
    await replyWith(JSON.stringify({ type: "RAW", value: { outcome: "done", written: 0, used: 0, told: 0, [promised]: Number.MAX_SAFE_INTEGER } }));
    await prompt().until(/^forging$/m, { status: "running" });
    await clickButton(prompt().tab, "Restart");
    await prompt().until(/Restarted[^]*>>>$/, { status: "ready" });
    expect(await prompt().run("6 * 7")).toBe("42");
    await unharmed();
  });
}
