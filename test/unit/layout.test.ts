/** The walls between folders: who may import whom, and who alone may use what. */
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { read, root, sources } from "./sources.ts";

const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  "src/protocol": [],
  "src/text": [],
  "src/broker": ["src/protocol", "src/text"],
  "src/cell": ["src/protocol"],
  "src/page": ["src/protocol", "src/text", "src/broker", "src/cell"],
  "workers/interpreter": ["src/protocol"],
  "workers/image": ["src/protocol"],
  "workers/zstd": [],
  "workers/offline": ["src/protocol"],
  "workers/local": ["src/protocol", "src/text", "workers/image", "proxy/node"],
  "proxy/core": [],
  "proxy/node": ["proxy/core"],
  "proxy/edge": ["proxy/core"],
};

/** What only some folders may use: a pattern of source text, and who. */
const OWNERS: readonly (readonly [what: RegExp, owners: readonly string[]])[] = [
  [/(?<![.\w"])fetch\(|XMLHttpRequest/, ["src/broker", "workers/offline", "proxy/edge"]],
  [/new Worker\(/, ["src/cell/frame"]],
  [/from "node:/, ["workers/image", "workers/local", "proxy/node"]],
  [/\bnavigator\.serviceWorker\b|\bcaches\./, ["src/broker/site", "workers/offline"]],
  [/\blocalStorage\b|\bindexedDB\b|\bsessionStorage\b/, ["src/broker"]],
  [/\.innerHTML\b|insertAdjacentHTML|document\.write/, []],
  [/\bany\b(?=[\s]*[;,)>=\]|])/, []],
];

const folderOf = (file: string): string => Object.keys(MAY_IMPORT).find((folder) => file.startsWith(`${folder}/`)) ?? "";
const code = (file: string): string => read(file).replaceAll(/\/\*[^]*?\*\/|\/\/.*/g, "");

describe.each(Object.keys(MAY_IMPORT))("%s", (folder) => {
  const files = sources(folder);

  it("has files", () => {
    expect(files.length).toBeGreaterThan(0);
  });

  it("imports only what it may", () => {
    const allowed = [folder, ...(MAY_IMPORT[folder] ?? [])];
    const wrong = files.flatMap((file) =>
      [...read(file).matchAll(/from "(\.[^"]+)"/g)]
        .map(([, path]) => relative(root, join(root, dirname(file), path ?? "")))
        .filter((path) => !allowed.some((other) => path.startsWith(`${other}/`)))
        .map((path) => `${file} → ${path}`),
    );
    expect(wrong).toEqual([]);
  });

  it("uses only what it owns", () => {
    const wrong = files.flatMap((file) =>
      OWNERS.filter(([what, owners]) => what.test(code(file)) && !owners.some((owner) => file.startsWith(`${owner}/`))).map(([what]) => `${file}: ${what}`),
    );
    expect(wrong).toEqual([]);
  });

  it("is small: no file is to be feared", () => {
    expect(files.filter((file) => read(file).split("\n").length > 300)).toEqual([]);
  });

  it("knows every folder", () => {
    expect(files.every((file) => folderOf(file) !== "")).toBe(true);
  });
});
