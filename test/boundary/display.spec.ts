/** Hostile code says on the interpreter's channels what is to be shown outside of the terminal's text; nothing of it runs, or loads. */
import { createServer, type Server } from "node:http";
import { expect } from "@playwright/test";
import { Prompt } from "../browser/support/prompt.ts";
import { startSite } from "../browser/support/site.ts";
import { inPage, type Tab } from "../browser/support/tab.ts";
import { test } from "../engines/support/fixtures.ts";
import type { Running } from "../../workers/local/start.ts";

const TOOLS = `
  import js
  from pyodide.ffi import to_js
  from libcloud_repl import host
  up = host._js.channel.upcalls.port
  obj = lambda value: to_js(value, dict_converter=js.Object.fromEntries)
  say = lambda **k: up.postMessage(obj(k))
  tell = lambda op, **v: say(type="tell", tell=dict(op=op, value=v))
  class Picture:
      def __init__(self, svg): self.svg = svg
      def _repr_svg_(self): return self.svg
`;

let site: Running;
let canary: Server;
let visits: string[] = [];
let origin = "";

test.beforeAll(async () => {
  canary = createServer((request, response) => {
    visits.push(request.url ?? "");
    response.end("seen");
  });
  await new Promise((resolve) => canary.listen(0, "127.0.0.1", () => resolve(null)));
  const address = canary.address();
  origin = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
  await fetch(`${origin}/alive`);
  expect(visits).toEqual(["/alive"]);
  site = await startSite();
});

test.afterAll(async () => {
  canary.close();
  await site.close();
});

async function hostile(tab: Tab): Promise<Prompt> {
  visits = [];
  const prompt = await new Prompt(tab).open(site.url);
  await inPage(tab, () => void Object.assign(globalThis, { pwned: 0 }));
  await prompt.exec(TOOLS);
  return prompt;
}

const unharmed = async (tab: Tab): Promise<void> => {
  expect(await inPage(tab, () => [Reflect.get(globalThis, "pwned"), document.scripts.length, document.title])).toEqual([0, 1, "Libcloud REPL"]);
  expect(visits).toEqual([]);
};

const count = (tab: Tab, selector: string): Promise<number> => inPage(tab, (wanted) => document.querySelectorAll(wanted).length, selector);

const tip = (tab: Tab): Promise<string | null> => inPage(tab, () => document.querySelector(".session:not([hidden]) .tip")?.textContent ?? null);

/** Of the picture that is seen. */
function sizeInPage(): readonly number[] | null {
  const image = document.querySelector(".picture img");
  return image instanceof HTMLImageElement && image.checkVisibility() ? [image.naturalWidth, image.naturalHeight] : null;
}

test("an SVG with scripts and links to elsewhere is a picture and no more", async ({ tab }) => {
  const prompt = await hostile(tab);
  await prompt.exec(`
    x = "xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' width='90' height='60'"
    at = "${origin}/"
    do = "for (const w of [self, parent, top]) w.pwned = 1;"
    do += f"fetch('{at}f'); new Image().src = '{at}i'"
    parts = [f"<svg {x} onload=\\"{do}\\">", f"<script>{do}</script><script href='{at}s'/>"]
    parts += [f"<style>@import url({at}c);</style><rect fill='url({at}p#p)' width='9' height='9'/>"]
    parts += [f"<image href='{at}a' width='9' height='9'/><image xlink:href='{at}b' width='9' height='9'/>"]
    parts += [f"<use href='{at}u#x'/><a href='javascript:top.pwned=1'><text y='9'>x</text></a>"]
    frame = f"<body xmlns='http://www.w3.org/1999/xhtml'><iframe src='{at}h'/><img src='{at}m'/></body>"
    parts += [f"<foreignObject width='90' height='60'>{frame}</foreignObject></svg>"]
  `);
  await prompt.run("Picture(''.join(parts))");
  await expect.poll(() => inPage(tab, sizeInPage)).toEqual([90, 60]);
  expect(await count(tab, ".picture button")).toBe(1);
  expect(await count(tab, ".picture a")).toBe(0);
  await unharmed(tab);
});

const DEADLY: readonly (readonly [what: string, code: string])[] = [
  ["a tip with escapes", String.raw`tell("tip.show", before="\x1b[2J", active="", after="")`],
  ["a tip that is an object", 'tell("tip.show", before=dict(nodeType=1), active="", after="")'],
  ["a tip without end", 'tell("tip.show", before="x" * 5000, active="", after="")'],
];

for (const [what, code] of DEADLY) {
  test(`replaces an interpreter that sends ${what}`, async ({ tab }) => {
    const prompt = await hostile(tab);
    await prompt.begin(code);
    await prompt.until(/Ready to use[^]*>>>$/, { status: "ready" });
    expect(await prompt.run("'up' in globals()")).toBe("False");
    expect(await tip(tab)).toBe("");
    await unharmed(tab);
  });
}

test("a tip of markup is text", async ({ tab }) => {
  const prompt = await hostile(tab);
  await prompt.run(`tell("tip.show", before="<img src=${origin}/t onerror=pwned=1>", active="<script>pwned=1</script>", after="")`);
  await expect.poll(() => tip(tab)).toBe(`<img src=${origin}/t onerror=pwned=1><script>pwned=1</script>`);
  expect(await count(tab, ".tip img, .tip script")).toBe(0);
  await unharmed(tab);
});

test("pictures that are none, too many or too large are refused, and the prompt lives on", async ({ tab }) => {
  const prompt = await hostile(tab);
  await prompt.exec(`
    def show(mime="image/svg+xml", alt="x", data=b"<svg xmlns='http://www.w3.org/2000/svg'/>", n=9):
        ask = obj(dict(type="ask", ask=dict(id=n, op="picture.show", value=dict(mime=mime, alt=alt))))
        ask.ask.data = to_js(data)
        up.postMessage(ask)
    show("text/html", data=b"<script>parent.pwned = 1</script>")
    show("image/png", data=b"<svg/>")
    show(alt="\\x1b[2J")
    show(data=b"x" * 2_500_000)
    for n in range(200): show(n=1000 + n)

  `);
  expect(await prompt.run("1 + 1")).toBe("2");
  expect(await count(tab, ".picture")).toBe(0);
  await unharmed(tab);
});
