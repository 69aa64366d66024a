/** Results that draw themselves. */
import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { sharedShell } from "../support/shared.ts";
import { Shell } from "../support/shell.ts";
import { startSite } from "../support/site.ts";
import { StaticSite } from "../support/static-site.ts";
import { exactly, type } from "./keys.ts";

const shell = sharedShell(() => startSite());
const pictures = () => shell().page.locator(".picture");
const images = () => shell().page.locator(".picture img");

/** `Picture(svg)`, and `png(width, height)`: a grey one. */
const TOOLS = `
  import struct, zlib
  class Picture:
      def __init__(self, svg=None, png=None): self.svg, self.png = svg, png
      def __repr__(self): return "<here>"
      def _repr_svg_(self): return self.svg
      def _repr_png_(self): return self.png
  def chunk(kind, data):
      return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
  def png(width, height):
      head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
      rows = zlib.compress((b"\\0" + b"\\x99" * width) * height)
      return b"\\x89PNG\\r\\n\\x1a\\n" + head + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
  svg = "<svg xmlns='http://www.w3.org/2000/svg' width='200' height='100'><rect width='200' height='100' fill='teal'/></svg>"
`;

test.beforeAll(async () => {
  await shell().exec(TOOLS);
});

test.beforeEach(() => shell().clear());

test("an SVG is shown below its text, and rows are kept free for it", async () => {
  expect(await shell().run("Picture(svg)")).toMatch(/^<here>\n+$/);
  await expect(images()).toHaveAttribute("alt", "Picture of a Picture");
  await expect(images()).toHaveAttribute("src", /^data:image\/svg\+xml;base64,/);
  const picture = await images().boundingBox();
  expect(picture).toMatchObject({ width: 200, height: 100 });
  const text = await shell().page.locator(".xterm-rows > div").nth(1).boundingBox();
  expect(Math.abs((picture?.y ?? 0) - (text?.y ?? 0) - (text?.height ?? 0))).toBeLessThan(2);
  const rows = (await shell().screen()).split("\n");
  const prompt = await shell().page.locator(".xterm-rows > div").nth(rows.length - 1).boundingBox();
  expect(prompt?.y).toBeGreaterThanOrEqual((picture?.y ?? 0) + 100);
});

test("a PNG is shown as it is", async () => {
  await shell().run("Picture(png=png(30, 20))");
  await expect(images()).toHaveAttribute("src", /^data:image\/png;base64,/);
  expect(await images().boundingBox()).toMatchObject({ width: 30, height: 20 });
});

test("a large one is made to fit, and follows the width", async () => {
  const { page } = shell();
  const size = page.viewportSize() ?? { width: 1200, height: 1000 };
  await shell().run("Picture(png=png(3000, 1000))");
  const wide = await images().boundingBox();
  expect(wide?.width).toBeGreaterThan(900);
  expect(wide?.width).toBeLessThan(1200);
  await page.setViewportSize({ width: 400, height: 900 });
  await expect.poll(async () => (await images().boundingBox())?.width).toBeLessThan(400);
  const narrow = await images().boundingBox();
  expect((narrow?.width ?? 0) / (narrow?.height ?? 1)).toBeCloseTo(3, 1);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(400);
  await page.setViewportSize(size);
});

test("it moves with its rows, is cut at the edge, and comes back", async () => {
  await shell().run("Picture(svg)");
  const before = await images().boundingBox();
  const rows = shell().page.locator(".xterm-rows > div");
  const row = (await rows.first().boundingBox())?.height ?? 0;
  // Prompt, text, six rows of picture and three more: four rows too many.
  await type(shell(), `print('\\n' * ${(await rows.count()) - 7})<Enter>`);
  await expect.poll(async () => Math.round((await images().boundingBox())?.y ?? 0)).toBe(Math.round((before?.y ?? 0) - 4 * row));
  await expect(pictures()).toBeVisible();
  await type(shell(), "print('\\n' * 50)<Enter>");
  await shell().until(/^\s*>>>$/, { status: "ready" });
  await expect(pictures()).toBeHidden();
  await shell().press("Shift+PageUp");
  await shell().press("Shift+PageUp");
  await expect(pictures()).toBeVisible();
  // Rows that are dropped take it with them.
  await shell().press("Shift+PageDown");
  await shell().press("Shift+PageDown");
  await shell().clear();
  await shell().run("print('\\x1b[3J')");
  await expect(pictures()).toHaveCount(0);
});

test("Ctrl-L takes it away, and the next one is there", async () => {
  await shell().run("Picture(svg)");
  await expect(pictures()).toHaveCount(1);
  await shell().clear();
  await expect(pictures()).toHaveCount(0);
  await shell().run("[display for display in [__import__('sys').displayhook] if display(Picture(svg)) or display(Picture(svg))][:0]");
  await expect(pictures()).toHaveCount(2);
});

test("keys alone reach it, save it, and come back to the prompt", async () => {
  const { page } = shell();
  await shell().run("Picture(svg)");
  await shell().press("F6");
  await expect(page.getByRole("button", { name: "Save: Picture of a Picture" })).toBeFocused();
  const saving = page.waitForEvent("download");
  await shell().press("Enter");
  const download = await saving;
  expect(download.suggestedFilename()).toMatch(/^picture-\d+\.svg$/);
  expect(readFileSync(await download.path(), "utf8")).toMatch(/^<svg .*<\/svg>$/);
  await shell().press("Escape");
  await type(shell(), "back");
  await shell().until(/^>>> back$/m);
  await shell().press("Control+c");
  await shell().until(/KeyboardInterrupt\n>>>$/);
});

test("a picture that goes gives the keys back to the prompt", async () => {
  await shell().run("Picture(svg)");
  await shell().press("F6");
  await expect(shell().page.locator(".picture button")).toBeFocused();
  await shell().paste("print('\\x1b[2J')\n");
  await expect(pictures()).toHaveCount(0);
  await expect(shell().page.locator(".xterm-helper-textarea")).toBeFocused();
  await shell().ready();
});

test("it is no obstacle to the mouse: text below it is selected, the button works", async () => {
  const { page } = shell();
  await shell().run("Picture(svg)");
  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save: Picture of a Picture" }).click();
  await saving;
  await page.locator(".xterm-helper-textarea").focus();
});

test("what is no picture says so, and nothing else happens", async () => {
  expect(await shell().run("Picture(png=png(3, 2) + b'x' * 4_000_000)")).toMatch(/^<here>\nThe picture is not shown: it has 4\.0 MB, and 4 MB are the most\.$/);
  expect(await shell().run("Picture('<svg ')")).toBe("<here>\nThe picture is not shown: the browser cannot draw it.");
  expect(await shell().run("Picture(png=b'GIF89a')")).toBe("<here>");
  await expect(pictures()).toHaveCount(0);
});

test("output that goes elsewhere takes no picture along", async () => {
  await shell().exec(`
    import contextlib, io, sys
    with contextlib.redirect_stdout(io.StringIO()) as elsewhere:
        sys.displayhook(Picture(svg))
  `);
  expect(await shell().run("elsewhere.getvalue()")).toBe("'<here>\\n'");
  await expect(pictures()).toHaveCount(0);
});

test("a control string for a picture that does not exist shows nothing", async () => {
  await type(shell(), "print('\\x1b]7771;9999\\x07\\x1b]7771;x\\x07ok')<Enter>");
  await shell().until(exactly(">>> print('\\x1b]7771;9999\\x07\\x1b]7771;x\\x07ok')\nok\n>>>"));
  await expect(pictures()).toHaveCount(0);
});

test("a restart leaves pictures where they are", async () => {
  await shell().run("Picture(svg)");
  await shell().page.getByRole("button", { name: "Restart" }).click();
  await shell().until(/Ready to use[^]*>>>$/, { status: "ready" });
  await expect(pictures()).toHaveCount(1);
});

test("a page that is not isolated shows them too", async ({ page }) => {
  const site = await StaticSite.start({ isolate: false, clouds: [] });
  const fresh = await Shell.open(page, site.url);
  await fresh.exec(TOOLS);
  expect(await fresh.run("Picture(svg)")).toMatch(/^<here>\n+$/);
  expect(await page.locator(".picture img").boundingBox()).toMatchObject({ width: 200, height: 100 });
  await site.close();
});
