/** Hostile code says on the interpreter's channels what is to be shown outside of the terminal's text; nothing of it runs, or loads. */
import { createServer, type Server } from "node:http";
import { expect, test, type Page } from "@playwright/test";
import { Shell } from "../browser/support/shell.ts";
import { ownOrigins, startSite } from "../browser/support/site.ts";
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

async function hostile(page: Page): Promise<Shell> {
  visits = [];
  const shell = await Shell.open(page, site.url);
  await page.evaluate(() => void Object.assign(globalThis, { pwned: 0 }));
  await shell.exec(TOOLS);
  return shell;
}

const unharmed = async (page: Page): Promise<void> => {
  expect(await page.evaluate(() => [Reflect.get(globalThis, "pwned"), document.scripts.length, document.title])).toEqual([0, 1, "Libcloud REPL"]);
  expect(visits).toEqual([]);
};

test("an SVG with scripts and links to elsewhere is a picture and no more", async ({ page }) => {
  const shell = await hostile(page);
  await shell.exec(`
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
  await shell.run("Picture(''.join(parts))");
  const image = page.locator(".picture img");
  await expect(image).toBeVisible();
  expect(await image.evaluate((element: HTMLImageElement) => [element.naturalWidth, element.naturalHeight])).toEqual([90, 60]);
  await page.locator(".picture button").focus();
  expect(await page.locator(".picture a").count()).toBe(0);
  await expect(page.locator("#proxy")).toHaveText("Proxy ready");
  expect(shell.watch.origins).toEqual(await ownOrigins(site));
  await unharmed(page);
});

const DEADLY: readonly (readonly [what: string, code: string])[] = [
  ["a tip with escapes", String.raw`tell("tip.show", before="\x1b[2J", active="", after="")`],
  ["a tip that is an object", 'tell("tip.show", before=dict(nodeType=1), active="", after="")'],
  ["a tip without end", 'tell("tip.show", before="x" * 5000, active="", after="")'],
];

for (const [what, code] of DEADLY) {
  test(`replaces an interpreter that sends ${what}`, async ({ page }) => {
    const shell = await hostile(page);
    await shell.begin(code);
    await shell.until(/Ready to use[^]*>>>$/, { status: "ready" });
    expect(await shell.run("'up' in globals()")).toBe("False");
    await expect(page.locator(".session:not([hidden]) .tip")).toHaveText("");
    await unharmed(page);
  });
}

test("a tip of markup is text", async ({ page }) => {
  const shell = await hostile(page);
  await shell.run(`tell("tip.show", before="<img src=${origin}/t onerror=pwned=1>", active="<script>pwned=1</script>", after="")`);
  await expect(page.locator(".session:not([hidden]) .tip")).toHaveText(`<img src=${origin}/t onerror=pwned=1><script>pwned=1</script>`);
  expect(await page.locator(".tip img, .tip script").count()).toBe(0);
  await unharmed(page);
});

test("pictures that are none, too many or too large are refused, and the prompt lives on", async ({ page }) => {
  const shell = await hostile(page);
  await shell.exec(`
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
  expect(await shell.run("1 + 1")).toBe("2");
  expect(await page.locator(".picture").count()).toBe(0);
  await unharmed(page);
});
