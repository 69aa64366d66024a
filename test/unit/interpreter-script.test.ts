// What is left out of Pyodide's JavaScript is only what nobody asks for, and what it takes for granted is so in this version of Pyodide.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseAst } from "vite";
import { beforeAll, describe, expect, it } from "vitest";
import { confineFactory } from "../../workers/local/confined.ts";
import { interpreterScript, workerFactory } from "../../workers/local/interpreter-script.ts";
import { slimFactory } from "../../workers/local/slim.ts";

const ROOT = join(import.meta.dirname, "../..");
const PYODIDE = dirname(fileURLToPath(import.meta.resolve("pyodide")));

const original = readFileSync(join(PYODIDE, "pyodide.asm.mjs"), "utf8");
const wasm = new WebAssembly.Module(readFileSync(join(PYODIDE, "pyodide.asm.wasm")));
const exported = new Set(WebAssembly.Module.exports(wasm).map(({ name }) => name));

/** What JavaScript offers to WebAssembly. */
const offered = (/var wasmImports=\{([^{}]*)\};/.exec(workerFactory(original))?.[1] ?? "").split(",").map((entry) => entry.split(":")[0] ?? "");

/** The boot adds these itself. */
const ADDED = new Set(["Jsv_GetError_import", "JsvError_Check"]);

/** Pyodide's loader asks whether there is one, outside. */
const ASKED_FOR = "API";

/** Every name in a part of a program that is not a property's. */
function namesIn(node: unknown, names = new Set<unknown>()): ReadonlySet<unknown> {
  if (typeof node !== "object" || node === null) return names;
  if (Reflect.get(node, "type") === "Identifier") names.add(Reflect.get(node, "name"));
  const named = Reflect.get(node, "computed") === false && Reflect.get(node, "shorthand") !== true;
  for (const [key, value] of Object.entries(node)) {
    if (!named || (key !== "property" && key !== "key")) namesIn(value, names);
  }
  return names;
}

/** What Pyodide's factory defines. */
const defined = new Set(definitions(original));

function definitions(source: string): string[] {
  const factories = parseAst(source).body.flatMap((statement) => (statement.type === "FunctionDeclaration" ? (statement.body?.body ?? []) : []));
  return factories.flatMap((statement) => {
    if (statement.type === "VariableDeclaration") return statement.declarations.flatMap(({ id }) => (id.type === "Identifier" ? [id.name] : []));
    return statement.type === "FunctionDeclaration" || statement.type === "ClassDeclaration" ? [statement.id?.name ?? ""] : [];
  });
}

describe("the interpreter's script", () => {
  let script = "";
  beforeAll(async () => {
    script = await interpreterScript(ROOT);
  });

  it("evaluates nothing", () => {
    expect(script.match(/(?<![.\w])eval\(/g)).toBeNull();
  });

  it("uses nothing that was left out: of what is there, each has a shorter name", () => {
    expect(defined.size).toBeGreaterThan(2000);
    expect([...namesIn(parseAst(script))].filter((name) => defined.has(String(name)) && name !== ASKED_FOR)).toEqual([]);
  });

  it("is a third of what Pyodide's JavaScript alone is, or less", () => {
    expect(script.length).toBeLessThan(original.length / 3);
  });
});

describe("what is offered to Pyodide's main module", () => {
  it("is what that imports", () => {
    const imported = WebAssembly.Module.imports(wasm).filter(({ module, kind, name }) => !module.startsWith("GOT") && kind === "function" && !ADDED.has(name));
    expect(imported.length).toBeGreaterThan(200);
    expect(imported.map(({ name }) => name).filter((name) => !offered.includes(name))).toEqual([]);
  });

  it("hides none of its own functions from a library", () => {
    expect(offered.filter((name) => exported.has(name))).toEqual([]);
  });

  it("has the main function under the name that the module does not have", () => {
    expect([exported.has("__main_argc_argv"), exported.has("main")]).toEqual([true, false]);
  });

  it("is never looked for in the module's table: it wants addresses of JavaScript's functions alone", () => {
    const addresses = WebAssembly.Module.imports(wasm).filter(({ module }) => module === "GOT.func");
    expect(addresses.length).toBeGreaterThan(200);
    expect(addresses.map(({ name }) => name).filter((name) => exported.has(name))).toEqual([]);
  });
});

describe("another version of Pyodide", () => {
  it("is refused", () => {
    expect(() => slimFactory(original.replace("var wasmImports={", "var offers={"))).toThrow(/in another way/);
    expect(() => slimFactory(original.replace("var SDL={", "var sdl={"))).toThrow(/in another way/);
    expect(() => confineFactory(original.replaceAll("eval(", "run("))).toThrow(/does not have once/);
    expect(() => confineFactory(original.replace("function addEmAsm(", "function addScript("))).toThrow(/another way/);
  });
});
