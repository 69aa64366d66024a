import { describe, expect, it } from "vitest";
import { driverOf, operationOf } from "../../../src/broker/journal/driver.ts";
import { Journal, MAX_BODY_BYTES, MAX_ENTRIES } from "../../../src/broker/journal/journal.ts";
import { MAX_KEPT_BYTES } from "../../../src/broker/journal/kept-bytes.ts";
import { phasesOf } from "../../../src/broker/journal/phases.ts";
import { bodyText } from "../../../src/broker/journal/text/body-text.ts";
import { pretty } from "../../../src/broker/journal/text/pretty.ts";
import { FailureError } from "../../../src/protocol/errors.ts";
import { gzipSync } from "node:zlib";
import { record, recorded, request, response } from "./support.ts";

describe("the journal", () => {
  it("follows a request to its end", () => {
    const journal = new Journal();
    let changes = 0;
    journal.onChange = () => (changes += 1);
    const recording = journal.observe().opened(request());
    const entry = journal.entries[0];
    expect(entry).toMatchObject({ id: 1, lane: null, outcome: { type: "pending" } });
    recording.allowed("relay");
    recording.sent();
    expect(entry).toMatchObject({ lane: "relay", outcome: { type: "pending" } });
    recording.answered(response(), null);
    recording.received([new Uint8Array(3)], false);
    expect(entry).toMatchObject({ outcome: { type: "receiving" }, responseBody: { total: 3 } });
    recording.received([new Uint8Array(2)], true);
    recording.closed();
    expect(entry).toMatchObject({ outcome: { type: "complete" }, responseBody: { total: 5 } });
    expect(changes).toBeGreaterThan(5);
    expect(phasesOf(recorded(), 0).map(({ name }) => name)).toEqual(["queue", "send", "wait", "receive"]);
  });

  it("shows of the proxy's word on connecting no more than the page saw itself", () => {
    const phases = (connectMs: number | null) => phasesOf(recorded({ connectMs }), 0).map(({ name, from, to }) => [name, to >= from]);
    const without = ["queue", "send", "wait", "receive"].map((name) => [name, true]);
    expect(phases(null)).toEqual(without);
    for (const told of [0, 1e9]) expect(phases(told)).toEqual(without.toSpliced(2, 0, ["connect", true]));
    const [connect, wait] = phasesOf(recorded({ connectMs: 0 }), 0).slice(2);
    expect(connect?.from).toBe(wait?.from);
  });

  it("knows what ended early from what was read to its end", () => {
    const journal = new Journal();
    const observer = journal.observe();
    const announced = observer.opened(request());
    announced.answered(response({ headers: [["content-length", "3"]] }), null);
    announced.received([new Uint8Array(3)], false);
    announced.closed();
    const early = observer.opened(request());
    early.answered(response(), null);
    early.closed();
    const denied = observer.opened(request());
    denied.failed(new FailureError("denied", "no"));
    denied.closed();
    expect(journal.entries.map(({ outcome }) => outcome.type)).toEqual(["complete", "dropped", "failed"]);
  });

  it("keeps the last of many", () => {
    const journal = new Journal();
    const observer = journal.observe();
    for (let count = 0; count < MAX_ENTRIES + 5; count += 1) record(observer, { received: "x" });
    expect(journal.entries).toHaveLength(MAX_ENTRIES);
    expect(journal.entries[0]?.id).toBe(6);
    expect(journal.bodyBytes).toBe(MAX_ENTRIES);
  });

  it("keeps the beginning of a body, and not more of all than there may be", () => {
    const journal = new Journal();
    const observer = journal.observe();
    const large = new Uint8Array(MAX_KEPT_BYTES + 10);
    const count = MAX_BODY_BYTES / MAX_KEPT_BYTES + 3;
    for (let made = 0; made < count; made += 1) record(observer, { received: large });
    expect(journal.bodyBytes).toBe(MAX_BODY_BYTES);
    expect(journal.entries.filter(({ responseBody }) => responseBody.forgotten).map(({ id }) => id)).toEqual([1, 2, 3]);
    expect(journal.entries[0]?.responseBody.total).toBe(large.length);
    expect(journal.entries.at(-1)?.responseBody.bytes()).toHaveLength(MAX_KEPT_BYTES);
  });

  it("keeps not more of all heads than there may be", () => {
    const journal = new Journal();
    const observer = journal.observe();
    const headers = [["X", "x".repeat(1 << 20)]] as const;
    for (let made = 0; made < 40; made += 1) record(observer, { request: { headers } });
    expect(journal.entries.length).toBe(31);
    for (let made = 0; made < 40; made += 1) record(observer, { response: { headers } });
    expect(journal.entries.at(-1)?.id).toBe(80);
    expect(journal.entries.length).toBe(31);
    journal.clear();
    for (let made = 0; made < 40; made += 1) record(observer, { request: { target: `/${"x".repeat(1 << 20)}` } });
    expect(journal.entries.length).toBe(31);
  });

  it("keeps copies: the bytes move on", () => {
    const recording = new Journal().observe().opened(request());
    const data = new Uint8Array([1, 2]);
    recording.wrote(data);
    structuredClone(data, { transfer: [data.buffer] });
    expect(recording).toMatchObject({ requestBody: { total: 2 } });
    expect("requestBody" in recording && recording.requestBody).toMatchObject({ kept: 2 });
  });

  it("is empty when it was cleared, and keeps nothing of what is still in flight", () => {
    const journal = new Journal();
    const observer = journal.observe();
    record(observer, { received: "abc" });
    const late = observer.opened(request());
    journal.clear();
    late.wrote(new Uint8Array(100));
    expect(journal.entries).toEqual([]);
    expect(journal.bodyBytes).toBe(0);
    record(observer);
    expect(journal.entries).toHaveLength(1);
  });

  it("gives the requests of one statement one axis of time", () => {
    const journal = new Journal();
    const observer = journal.observe();
    record(observer);
    record(observer);
    observer.onStatement();
    record(observer);
    const [one, two, three] = journal.entries;
    expect(one?.statement).toBe(two?.statement);
    expect(three?.statement).not.toBe(one?.statement);
  });
});

describe("the chain", () => {
  const chained = (...exchanges: Parameters<typeof record>[1][]): readonly (string | null)[] => {
    const journal = new Journal();
    const observer = journal.observe();
    for (const exchange of exchanges) record(observer, exchange);
    return journal.entries.map(({ link }) => (link === null ? null : `${link.type} ${link.from}`));
  };
  const redirect = (location: string): Parameters<typeof record>[1] => ({ response: { status: 307, headers: [["Location", location]] } });

  it("sees redirects, to other hosts too, and relative ones", () => {
    expect(chained(redirect("/b?x=1"), { request: { target: "/b?x=1" } })).toEqual([null, "redirect 1"]);
    expect(chained(redirect("http://b.example:8080/"), { request: { scheme: "http", host: "b.example", port: 8080 } })).toEqual([null, "redirect 1"]);
    expect(chained(redirect("/b"), { request: { target: "/c" } })).toEqual([null, null]);
    expect(chained(redirect("http://["), { request: { target: "/c" } })).toEqual([null, null]);
  });

  it("sees what is tried again after a failure, signed anew", () => {
    const signed = (signature: string): object => ({ request: { target: `/?Signature=${signature}` } });
    expect(chained({ ...signed("1"), response: { status: 503 } }, { ...signed("2"), response: { status: 429 } }, signed("3"), signed("4"))).toEqual([
      null,
      "retry 1",
      "retry 2",
      null,
    ]);
  });

  it("stays in one session", () => {
    const journal = new Journal();
    record(journal.observe(), redirect("/b"));
    record(journal.observe(), { request: { target: "/b" } });
    expect(journal.entries[1]?.link).toBe(null);
  });
});

describe("what a request says of itself", () => {
  const driver = (agent: string): string | null => driverOf(request({ headers: [["user-agent", agent]] }));

  it.each([
    ["libcloud/3.9.1 (Amazon EC2) ", "Amazon EC2"],
    ["libcloud/3.9.1 (Rackspace Cloud (Next Gen)) (my app)", "Rackspace Cloud (Next Gen)"],
    ["python-requests/2.32", null],
    ["libcloud/3.9.1 (\x1b[31mred\x07)", "[31mred"],
    [`libcloud/3.9.1 (${"x".repeat(500)})`, null],
    [`libcloud/3.9.1 (${"(".repeat(50_000)}`, null],
    [`libcloud/3.9.1 ${"(a".repeat(50_000)}`, null],
  ])("driver: %j", (agent, name) => {
    expect(driver(agent)).toBe(name);
  });

  it.each([
    [{ target: "/?AWSAccessKeyId=A&Action=DescribeInstances&X=1" }, "DescribeInstances"],
    [{ target: "/client/api?command=listZones" }, "listZones"],
    [{ headers: [["X-Amz-Target", "DynamoDB_2012.ListTables"]] as const }, "ListTables"],
    [{ target: "/v2/droplets?x=Action=1" }, null],
  ])("operation: %o", (changes, name) => {
    expect(operationOf(request(changes))).toBe(name);
  });
});

describe("bodies", () => {
  it.each([
    [`{"a":[1,{"b":"c, d"}],"e":{},"f":12345678901234567890}`, "json", `{\n  "a": [\n    1,\n    {\n      "b": "c, d"\n    }\n  ],\n  "e": {},\n  "f": 12345678901234567890\n}`],
    [`{"a": [1, "cut of`, "json", `{\n  "a": [\n    1,\n    "cut of`],
    [`<?xml version="1.0"?><a x="1>2"><b>c</b><d/><e></e></a>`, "xml", `<?xml version="1.0"?>\n<a x="1>2">\n  <b>c</b>\n  <d/>\n  <e></e>\n</a>`],
    [`<a>\n <b>c`, "xml", `<a>\n  <b>c`],
    ["a=b&c=d", "form", "a=b&\nc=d"],
  ] as const)("are laid out: %s", (text, syntax, expected) => {
    expect(pretty(text, syntax)).toBe(expected);
  });

  it("do not grow without bounds, however deep they are", () => {
    for (const [text, syntax] of [["[".repeat(65_536), "json"], ["<a>".repeat(20_000), "xml"]] as const) {
      expect(pretty(text, syntax).length).toBeLessThan(60 * text.length);
    }
  });

  const read = (received: string | Uint8Array, headers: readonly (readonly [string, string])[] = []): Promise<unknown> =>
    bodyText(recorded({ received }).responseBody, headers);
  const gzip = [["Content-Encoding", "gzip"]] as const;

  it("are read by their look", async () => {
    expect(await read("")).toEqual({ type: "empty" });
    expect(await read(` {"a":1}`, [["content-type", "text/html"]])).toMatchObject({ syntax: "json", whole: true });
    expect(await read("<a/>")).toMatchObject({ syntax: "xml" });
    expect(await read("a=b&c=%20")).toMatchObject({ syntax: "form" });
    expect(await read("hello")).toMatchObject({ syntax: "text" });
    expect(await read(new Uint8Array([0xff, 0xfe, 0]))).toEqual({ type: "binary" });
    expect(await read("ü".repeat(40_000))).toMatchObject({ type: "text", whole: false });
  });

  it("are inflated, as far as they are there, and not further than they may be", async () => {
    expect(await read(gzipSync(`{"a":1}`), gzip)).toMatchObject({ text: `{"a":1}`, whole: true });
    expect(await read(gzipSync("x".repeat(50_000_000)), gzip)).toMatchObject({ whole: false, text: "x".repeat(1 << 18) });
    expect(await read("no gzip at all", gzip)).toEqual({ type: "binary" });
    expect(await read("?", [["content-encoding", "br"]])).toEqual({ type: "binary" });
  });
});
