/** What a person sees or hears is in `src/text`, and nowhere else. */
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { read, root, sources } from "./sources.ts";
import { wordsIn } from "./words.ts";

/** Folders whose words are in `src/text`. */
const FOLDERS = ["src/broker", "src/page"];

/** Strings that read like words and are none, each with why. */
const NO_WORDS: readonly (readonly [why: string, texts: readonly string[]])[] = [
  ["keys, as browsers and the key map name them", ["ArrowLeft", "ArrowRight", "Home", "End", "Delete", "Escape", "Ctrl", "Alt", "Shift", "Meta", "PageUp", "PageDown"]],
  ["a key's name in the key map, and in ARIA, or a part of one", ["Ctrl-", "Control-", "Ctrl-Alt-", "Alt-", "Meta-F", "Ctrl-Shift-F", "Shift-Meta-S", "Ctrl-Shift-S"]],
  ["signs of the International System of Units", ["… B", "… kB", "… MB", "… ms", "… s", "… min"]],
  ["names of fonts", ['ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace', "Fira Code, monospace"]],
  ["media queries", ["(prefers-reduced-motion: reduce)", "(prefers-color-scheme: light)", "(prefers-contrast: more)", "(pointer: coarse)", "(any-pointer: fine)"]],
  ["an address, as an example", ["https://proxy.example/"]],
  ["errors' names", ["Death", "AssetError"]],
  ["a header's name", ["Cache-Control"]],
  ["a shell's command", ["curl --path-as-is --globoff … …", "--request …", "--header …", "--data-raw …"]],
  ["a message of the socket's protocol", ["credit …"]],
  ["what is not understood and is dropped: a decision, a key map", ["decision is about something else than a destination", "The key map"]],
  ["why a proxy's answer is none, which ends as a state", ["the proxy's answer", "the proxy is another one", "version is none", "the proxy's answer is too long"]],
];

/** What the page's first prompt waits for. All other words come with the panel that says them. */
const BEFORE_THE_PROMPT: Readonly<Record<string, readonly string[]>> = {
  "src/page/main.ts": ["start"],
  "src/page/shell.ts": ["keys", "parts", "sessions", "status", "terminal"],
};

/** The files that are there as soon as this one is, without what types alone are taken from. */
function importsOf(file: string): readonly string[] {
  return [...read(file).matchAll(/^(?:im|ex)port (?!type )[^;]*?from "(\.[^"]+)";$/gm)].map(([, path]) => relative(root, join(root, dirname(file), path ?? "")));
}

/** The modules of words that come with a file of the page. */
function wordsWith(file: string, seen = new Set<string>()): readonly string[] {
  if (seen.has(file)) return [];
  seen.add(file);
  const imported = importsOf(file);
  const words = imported.filter((path) => path.startsWith("src/text/")).map((path) => path.slice("src/text/".length, -".ts".length));
  return [...words, ...imported.filter((path) => path.startsWith("src/page/")).flatMap((path) => wordsWith(path, seen))];
}

describe.each(FOLDERS)("%s", (folder) => {
  it("has no words of its own", () => {
    const known = new Set(NO_WORDS.flatMap(([, texts]) => texts));
    const words = sources(folder).flatMap((file) =>
      wordsIn(file, read(file))
        .filter(({ text }) => !known.has(text))
        .map(({ line, text }) => `${file}:${line}: ${text}`),
    );
    expect(words).toEqual([]);
  });
});

it("lists as no words only what is there", () => {
  const all = new Set(FOLDERS.flatMap((folder) => sources(folder)).flatMap((file) => wordsIn(file, read(file)).map(({ text }) => text)));
  expect(NO_WORDS.flatMap(([, texts]) => texts).filter((text) => !all.has(text))).toEqual([]);
});

it("index.html has no words of its own, but a command", () => {
  const page = read("index.html")
    .replaceAll(/<!--[^]*?-->|<style>[^]*?<\/style>|<code>[^<]*<\/code>/g, "")
    .replaceAll(/%TEXT:\w+%/g, "");
  const content = page.replaceAll(/<[^>]*>/g, "").match(/\p{L}+/gu) ?? [];
  const attributes = [...page.matchAll(/ (?:title|alt|placeholder|aria-label|lang)="([^"]+)"|name="description" content="([^"]+)"/g)].map(([all]) => all);
  expect([...content, ...attributes]).toEqual([]);
});

it.each(Object.entries(BEFORE_THE_PROMPT))("%s brings no words but those of %s", (file, modules) => {
  expect([...new Set(wordsWith(file))].toSorted()).toEqual(modules);
});

describe("words are found", () => {
  const texts = (source: string): readonly string[] => wordsIn("a.ts", source).map(({ text }) => text);

  it.each([
    ["where there are two", 'const a = "not allowed";', ["not allowed"]],
    ["beside what is filled in", "const a = `Close ${title}`, b = `${title} ends`, c = `${a}, ${b}`;", ["Close …", "… ends"]],
    ["behind marks", 'const a = "gone. It", b = "the “one”";', ["gone. It", "the “one”"]],
    ["where one has a capital", 'const a = { ok: "Ready" };', ["Ready"]],
    ["in other letters", 'const a = "не сейчас";', ["не сейчас"]],
    ["in control strings", 'const a = "\\x1b[2mmore\\x1b[0m to come\\r\\n";', ["more to come "]],
    ["in an element", 'element("p", { className: "two classes" }, [yes ? "ready" : "×", " ", ...["more"]]);', ["ready", "more"]],
    ["in what is shown", 'node.textContent = "ready"; element("b", { title: "ready" }); node.append("ready");', ["ready", "ready", "ready"]],
    ["in an attribute", 'node.setAttribute("aria-label", "files"); node.setAttribute("role", "search");', ["files"]],
    ["in what an error tells on purpose", 'throw new FailureError("bad-ask", "it cannot be drawn");', ["it cannot be drawn"]],
  ])("%s", (_where, source, expected) => {
    expect(texts(source)).toEqual(expected);
  });

  it.each([
    ["types", 'type A = "Not this"; const a: "Not this" = b; f<"Not this">();'],
    ["names", 'import a from "Not this"; const b = { "Not this": 1 }; c["Not this"] = await import("x");'],
    ["comparisons", 'if (key === "Escape") switch (key) { case "Enter": }'],
    ["what names things for code", 'element("i", { className: "two classes", rel: "noopener noreferrer" }); a.className = "two classes";'],
    ["errors of the program", 'throw new TypeError("that is no such thing");'],
    ["expressions alone", "const a = `${b} ${c}`, d = `${e}px`;"],
  ])("but none in %s", (_where, source) => {
    expect(texts(source)).toEqual([]);
  });

  it("with their lines", () => {
    expect(wordsIn("a.ts", '\n\nconst a = "two words";')).toEqual([{ line: 3, text: "two words" }]);
  });
});
