import { describe, expect, it } from "vitest";
import { askId, MAX_ASK_BYTES, MAX_TRANSFER_BYTES, parseAsk, parseTell } from "../../src/protocol/ask.ts";
import { parseFrameToPage, parseUpcall } from "../../src/protocol/cell.ts";
import { MAX_ENTRY_CHARACTERS } from "../../src/protocol/history.ts";
import { MAX_KEPT_FILE_BYTES } from "../../src/protocol/kept.ts";
import { ParseError } from "../../src/protocol/parse.ts";

const head = {
  exchange: 1,
  scheme: "https",
  host: "EC2.us-east-1.amazonaws.com",
  port: 443,
  method: "GET",
  target: "/a//b/../%2F?x=\u00fc",
  headers: [["Host", "ec2.us-east-1.amazonaws.com:443"], ["x-a", ""], ["x-a", " padded "]],
  connectTimeout: null,
};
const open = (changes: object = {}): unknown => ({ id: 7, op: "http.open", value: { ...head, ...changes }, data: new Uint8Array(0) });

describe("parseAsk", () => {
  it("keeps target and headers to the byte", () => {
    const ask = parseAsk(open());
    expect(ask).toMatchObject({ id: 7, op: "http.open", exchange: 1, head: { target: head.target, headers: head.headers } });
  });

  it("knows a host under one spelling", () => {
    expect(parseAsk(open())).toMatchObject({ head: { host: "ec2.us-east-1.amazonaws.com" } });
  });

  it.each([
    ["no object", null],
    ["an array", []],
    ["another operation", { ...Object(open()), op: "files.list" }],
    ["an operation of the prototype", { ...Object(open()), op: "constructor" }],
    ["an id that is no integer", { ...Object(open()), id: 1.5 }],
    ["an id that is negative", { ...Object(open()), id: -1 }],
    ["another scheme", open({ scheme: "file" })],
    ["a host with a path", open({ host: "a/b" })],
    ["a host with a user", open({ host: "a@b" })],
    ["an empty host", open({ host: "" })],
    ["port 0", open({ port: 0 })],
    ["a port as text", open({ port: "443" })],
    ["a method of two words", open({ method: "GET /x" })],
    ["a target with a line break", open({ target: "/\r\nHost: x" })],
    ["a target beyond latin-1", open({ target: "/\u0100" })],
    ["a header value with a line break", open({ headers: [["a", "b\nc"]] })],
    ["a header value with a NUL", open({ headers: [["a", "b\0"]] })],
    ["a header name with a colon", open({ headers: [["a:b", "c"]] })],
    ["a header of three parts", open({ headers: [["a", "b", "c"]] })],
    ["headers that are an object", open({ headers: { a: "b" } })],
    ["too many headers", open({ headers: Array.from({ length: 1001 }, () => ["a", "b"]) })],
    ["data that is text", { id: 1, op: "http.write", value: { exchange: 1 }, data: "text" }],
    ["data on shared memory", { id: 1, op: "http.write", value: { exchange: 1 }, data: new Uint8Array(new SharedArrayBuffer(8)) }],
    ["too much data", { id: 1, op: "http.write", value: { exchange: 1 }, data: new Uint8Array(MAX_ASK_BYTES + 1) }],
    ["an exchange that is an object", { id: 1, op: "http.read", value: { exchange: {} }, data: undefined }],
    ["a place that is no number", { id: 1, op: "keys.read", value: { used: "1" } }],
    ["a theme that there is not", { id: 1, op: "theme", value: { choice: "pink" } }],
    ["a piece of a file before its start", { id: 1, op: "files.put", value: { offset: -1 }, data: new Uint8Array(1) }],
    ["too large a file", { id: 1, op: "files.save", value: { name: "a", size: MAX_TRANSFER_BYTES + 1 } }],
    ["a file in a folder", { id: 1, op: "files.save", value: { name: "../a", size: 0 } }],
    ["a file in a folder of Windows", { id: 1, op: "files.save", value: { name: "..\\a", size: 0 } }],
    ["a hidden file", { id: 1, op: "files.save", value: { name: ".bashrc", size: 0 } }],
    ["a name that reads backwards", { id: 1, op: "files.save", value: { name: "a\u202etxt.exe", size: 0 } }],
    ["a name of nothing", { id: 1, op: "files.save", value: { name: "  ", size: 0 } }],
    ["a name without an end", { id: 1, op: "files.save", value: { name: "a".repeat(201), size: 0 } }],
    ["a place before the start", { id: 1, op: "keys.read", value: { used: -1 } }],
  ])("refuses %s", (_what, message) => {
    expect(() => parseAsk(message)).toThrow(ParseError);
  });

  it("finds the id of an ask that is wrong otherwise, so that it can be answered", () => {
    expect(askId({ id: 9, op: "nonsense" })).toBe(9);
  });

  it("ignores what it does not know, prototypes included", () => {
    const ask = parseAsk(JSON.parse('{"id":1,"op":"http.read","value":{"exchange":2,"__proto__":{"exchange":3}},"__proto__":{"op":"x"}}'));
    expect(ask).toEqual({ id: 1, op: "http.read", exchange: 2 });
  });
});

describe("the other doors", () => {
  it("parses tells", () => {
    expect(parseTell({ op: "http.close", value: { exchange: 3 } })).toEqual({ op: "http.close", exchange: 3 });
    expect(() => parseTell({ op: "http.open", value: {} })).toThrow(ParseError);
    expect(parseTell({ op: "history.add", value: { entry: "1 + 1", more: 1 } })).toEqual({ op: "history.add", entry: "1 + 1" });
    expect(() => parseTell({ op: "history.add", value: { entry: "x".repeat(MAX_ENTRY_CHARACTERS + 1) } })).toThrow(ParseError);
    expect(() => parseTell({ op: "history.add", value: { entry: ["x"] } })).toThrow(ParseError);
  });

  it("takes files below the home folder, and only there", () => {
    const put = (path: unknown, data: unknown = new Uint8Array([1])): unknown => ({ op: "kept.put", value: { path }, data });
    expect(parseTell(put("a b/ü\n\\/.c"))).toEqual({ op: "kept.put", path: "a b/ü\n\\/.c", content: new Uint8Array([1]) });
    for (const path of ["", "/a", "a/", "a//b", ".", "..", "../a", "a/../../b", "a/./b", "a\0", "\ud800", "x".repeat(1025), 1, null, ["a"]]) {
      expect(() => parseTell(put(path)), String(path)).toThrow(ParseError);
      expect(() => parseTell({ op: "kept.drop", value: { path } }), String(path)).toThrow(ParseError);
    }
    expect(() => parseTell(put("a", new Uint8Array(MAX_KEPT_FILE_BYTES + 1)))).toThrow(ParseError);
    expect(() => parseTell(put("a", "text"))).toThrow(ParseError);
    expect(() => parseTell(put("a", new Uint8Array(new SharedArrayBuffer(1))))).toThrow(ParseError);
    const leaveOut = (names: unknown, more: unknown = false): unknown => ({ op: "kept.leave-out", value: { names, more } });
    expect(parseTell(leaveOut(["../a"]))).toEqual({ op: "kept.leave-out", leftOut: { names: ["../a"], more: false } });
    for (const names of [["a", "b", "c", "d"], ["x".repeat(61)], "abc", [1]]) expect(() => parseTell(leaveOut(names))).toThrow(ParseError);
    expect(() => parseTell(leaveOut([], 1))).toThrow(ParseError);
  });

  it("parses what the frame and the worker say", () => {
    expect(parseFrameToPage({ type: "crashed", message: "why", extra: 1 })).toEqual({ type: "crashed", message: "why" });
    expect(() => parseFrameToPage({ type: "crashed", message: 1 })).toThrow(ParseError);
    expect(() => parseFrameToPage({ type: "output", data: [1, 2] })).toThrow(ParseError);
    expect(() => parseUpcall({ type: "allow" })).toThrow(ParseError);
  });
});
