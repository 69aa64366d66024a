/** Finds what reads like words for people among the strings of a TypeScript source. */
import { parseSync } from "vite";

export interface Words {
  readonly line: number;
  /** With {@link FILLED_IN} for each part of a template that is filled in. */
  readonly text: string;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [field: string]: unknown;
}

const FILLED_IN = "…";
/** Two words, or one beside what is filled in; marks may stand between them. */
const SENTENCE = /\p{L}[\p{L}\d’']*[”)]?[,;:.!?]? [“(]?[\p{L}…]|…[”)]?[,;:.!?]? [“(]?\p{L}/u;
const CAPITALISED = /^\p{Lu}\p{Ll}/u;
const LETTER = /\p{L}/u;

/** Properties and attributes that a person sees or hears. */
const SHOWN = new Set(["textContent", "innerText", "title", "label", "text", "alt", "placeholder", "ariaLabel", "ariaDescription", "ariaRoleDescription", "ariaValueText"]);
const SHOWN_ATTRIBUTES = new Set(["title", "alt", "placeholder", "aria-label", "aria-description", "aria-roledescription", "aria-valuetext"]);
/** Methods whose arguments are shown. */
const SHOWING = new Set(["append", "prepend", "before", "after", "replaceChildren", "replaceWith"]);
/** Properties that name things for code and styles. */
const FOR_CODE = new Set(["className", "id", "rel", "type", "role", "autocomplete", "pattern", "href"]);
/** Errors that say what is wrong with the program; none of them is shown on purpose. */
const FOR_DEVELOPERS = new Set(["Error", "TypeError", "RangeError", "ParseError"]);
/** Fields of the syntax tree in which strings are types, names or paths. */
const NO_VALUES = new Set(["typeAnnotation", "returnType", "typeParameters", "typeArguments", "superTypeArguments", "implements", "source"]);
/** What a shown value may be made of. */
const PARTS = new Set(["ConditionalExpression", "LogicalExpression", "ArrayExpression", "SpreadElement", "TSAsExpression", "TSSatisfiesExpression"]);

/** @param file its name, for the parser */
export function wordsIn(file: string, source: string): readonly Words[] {
  const { program, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file} does not parse: ${errors[0]?.message}`);
  const found: Words[] = [];
  const visit = (value: unknown, shown: boolean): void => {
    if (Array.isArray(value)) return value.forEach((each) => visit(each, shown));
    if (!isNode(value)) return;
    const text = textOf(value);
    if (text !== null && isForPeople(text, shown)) found.push({ line: source.slice(0, value.start).split("\n").length, text });
    for (const [part, partShown] of partsOf(value, shown)) visit(part, partShown);
  };
  visit(program, false);
  return found;
}

function isForPeople(text: string, shown: boolean): boolean {
  return SENTENCE.test(text) || CAPITALISED.test(text) || (shown && LETTER.test(text.replaceAll(FILLED_IN, "")));
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string" && "start" in value;
}

/** Null for what is no string. Controls, and what commands a terminal, are no words. */
function textOf(node: Node): string | null {
  if (node.type === "Literal") return typeof node["value"] === "string" ? plain(node["value"]) : null;
  if (node.type !== "TemplateLiteral") return null;
  return plain(nodesOf(node["quasis"]).map(({ value }) => cookedOf(value)).join(FILLED_IN));
}

function plain(text: string): string {
  return text.replaceAll(/\x1b\[[\d?;]*[A-Za-z]/g, "").replaceAll(/[\r\n\t]+/g, " ");
}

function cookedOf(value: unknown): string {
  return typeof value === "object" && value !== null && "cooked" in value && typeof value.cooked === "string" ? value.cooked : "";
}

/** What of a node can hold strings that are values, and whether these are shown. */
function partsOf(node: Node, shown: boolean): readonly (readonly [part: unknown, shown: boolean])[] {
  const values = Object.entries(node).filter(([field]) => !NO_VALUES.has(field));
  const fields = (...names: readonly string[]): unknown[] => names.map((name) => node[name]);
  switch (node.type) {
    case "TSTypeAliasDeclaration":
    case "TSInterfaceDeclaration":
    case "TSLiteralType":
      return [];
    case "Property":
    case "PropertyDefinition":
      return FOR_CODE.has(nameOf(node["key"])) ? [] : [[node["value"], SHOWN.has(nameOf(node["key"]))]];
    case "AssignmentExpression":
      return FOR_CODE.has(nameOf(node["left"])) ? [] : [[node["left"], false], [node["right"], SHOWN.has(nameOf(node["left"]))]];
    case "BinaryExpression":
      return fields("left", "right").filter((side) => !isComparison(node["operator"]) || !isNode(side) || side.type !== "Literal").map((side) => [side, shown]);
    case "SwitchCase":
      return [[node["consequent"], false]];
    case "MemberExpression":
      return [[node["object"], false]];
    case "NewExpression":
      return FOR_DEVELOPERS.has(nameOf(node["callee"])) ? [] : [[node["arguments"], false]];
    case "CallExpression":
      return [[node["callee"], false], ...argumentsOf(node)];
    default:
      return values.map(([, value]) => [value, shown && PARTS.has(node.type)]);
  }
}

function isComparison(operator: unknown): boolean {
  return operator === "===" || operator === "!==" || operator === "in";
}

function argumentsOf(call: Node): readonly (readonly [part: unknown, shown: boolean])[] {
  const name = nameOf(call["callee"]);
  const all = nodesOf(call["arguments"]);
  const attribute = all[0] === undefined ? null : textOf(all[0]);
  return all.map((each, at) => [
    each,
    SHOWING.has(name) || (name === "element" && at === 2) || (name === "setAttribute" && at === 1 && SHOWN_ATTRIBUTES.has(attribute ?? "")),
  ]);
}

/** Of a variable, a property or a private field; "" for anything else. */
function nameOf(node: unknown): string {
  if (!isNode(node)) return "";
  if (node.type === "MemberExpression") return nameOf(node["property"]);
  const { name, value } = node;
  return typeof name === "string" ? name : typeof value === "string" ? value : "";
}

function nodesOf(value: unknown): readonly Node[] {
  return Array.isArray(value) ? value.filter(isNode) : [];
}
