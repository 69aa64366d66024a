import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { CREATOR, harOf } from "../../../src/broker/journal/har.ts";
import { Journal } from "../../../src/broker/journal/journal.ts";
import { FailureError } from "../../../src/protocol/errors.ts";
import { harProblems } from "../../servers/har.ts";
import { record, recorded, request, type Recorded } from "./support.ts";

const isHar = (value: unknown): void => expect(harProblems(value)).toBe(null);

describe("an archive", () => {
  it("names this version", () => {
    expect(JSON.parse(readFileSync("package.json", "utf8"))).toMatchObject({ version: CREATOR.version });
  });

  it("is none without what one needs", () => {
    expect(harProblems({ log: { version: "1.2", creator: { name: "x", version: "1" }, entries: [{}] } })).toMatch(/startedDateTime/);
  });

  it.each<[string, Recorded]>([
    ["plain", {}],
    ["with bodies", { request: { method: "POST", headers: [["Content-Type", "application/json"]] }, sent: `{"a": 1}`, received: "<a/>" }],
    ["with a query", { request: { target: "/?a=b&c&d=%E9&=x" } }],
    ["redirected", { response: { status: 302, headers: [["Location", "/x?token=abc"]] } }],
    ["binary", { received: new Uint8Array([0, 1, 2, 255]) }],
    ["cut", { received: "x".repeat(100_000) }],
    ["IPv6", { request: { host: "::1", port: 8080, scheme: "http" } }],
    ["of bytes", { request: { headers: [["X", "\x01é"]], target: "/é[1]|?sig=x" } }],
  ])("is valid: %s", async (_, exchange) => {
    isHar(await harOf([recorded(exchange)]));
  });

  it("is valid with what failed, what was given up and what is still on its way", async () => {
    const journal = new Journal();
    const observer = journal.observe();
    observer.opened(request()).failed(new FailureError("denied", "You did not allow it."));
    observer.opened(request()).closed();
    observer.opened(request()).allowed("relay");
    record(observer);
    const har = await harOf(journal.entries);
    isHar(har);
    expect(har).toMatchObject({ log: { entries: [{ response: { status: 0, _error: "You did not allow it." } }, {}, {}, { response: { status: 200 } }] } });
  });

  it("has the time to connect where the proxy tells it, and the times make up the whole", async () => {
    const timings = async (connectMs: number | null): Promise<{ time: number; timings: Record<string, number> }> => {
      const har = (await harOf([recorded({ connectMs })])) as { log: { entries: { time: number; timings: Record<string, number> }[] } };
      return har.log.entries[0] ?? expect.unreachable();
    };
    expect((await timings(null)).timings).toMatchObject({ dns: -1, connect: -1, ssl: -1 });
    expect((await timings(0)).timings).toMatchObject({ connect: 0 });
    const { time, timings: told } = await timings(1e6);
    expect(told).toMatchObject({ dns: -1, ssl: -1, wait: 0 });
    expect(Object.values(told).filter((part) => part >= 0).reduce((sum, part) => sum + part)).toBeCloseTo(time, 6);
  });

  it("has what was sent and got", async () => {
    const exchange: Recorded = { request: { target: "/?a=b+c&sig=x", headers: [["User-Agent", "libcloud/3.9.1 (Amazon EC2) "]] }, received: `{"a":1}` };
    expect(await harOf([recorded(exchange)])).toMatchObject({
      log: {
        entries: [
          {
            request: { method: "GET", url: "https://a.example/?a=b+c&sig=REDACTED", queryString: [{ name: "a", value: "b c" }, { name: "sig", value: "REDACTED" }] },
            response: { status: 200, content: { size: 7, text: `{"a":1}` } },
            _lane: "relay",
            _driver: "Amazon EC2",
          },
        ],
      },
    });
  });
});
