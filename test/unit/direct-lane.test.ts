import { describe, expect, it } from "vitest";
import { DIRECT_ORIGINS } from "../../src/broker/network/direct-hosts.ts";
import { headersToSet, isFaithful } from "../../src/broker/network/faithful.ts";
import { introduce } from "../../src/page/panels/provider.ts";
import type { HeaderPairs, RequestHead } from "../../src/protocol/http.ts";
import { requestHead } from "./request-head.ts";

const head = (changes: Partial<RequestHead> = {}): RequestHead =>
  requestHead({
    host: "api.example.com",
    target: "/v2/things?a=1&b=%20",
    headers: [["Host", "api.example.com"], ["User-Agent", "x"], ["Authorization", "Bearer t"]],
    ...changes,
  });
const withHeader = (...pairs: HeaderPairs): RequestHead => head({ headers: [...head().headers, ...pairs] });

describe("what a browser carries as it is", () => {
  it("is a plain request with a token", () => {
    expect(isFaithful(head())).toBe(true);
    expect(isFaithful({ ...withHeader(["Content-Length", "5"]), method: "POST" })).toBe(true);
    expect(isFaithful(head({ target: "//x//?%2F+;" }))).toBe(true);
    expect(headersToSet(head().headers)).toEqual([["Authorization", "Bearer t"]]);
  });

  it.each(["Date", "cookie", "Expect", "Transfer-Encoding", "Origin", "Referer", "TE", "Sec-Fetch-Mode", "Proxy-Authorization", "X-HTTP-Method-Override", "Accept-Charset"])(
    "is none with %s",
    (name) => {
      expect(isFaithful(withHeader([name, "x"]))).toBe(false);
    },
  );

  it.each(["/a/../b", "/a/./b", "/%2e%2e/b", "/a b", '/"', "/a#b", "/é", "*", "http://other.example/", "/a?b'c"])("is none to the target %s", (target) => {
    expect(isFaithful(head({ target }))).toBe(false);
  });

  it.each(["PURGE", "get", "CONNECT", "TRACE", "patch"])("is none by %s", (method) => {
    expect(isFaithful(head({ method }))).toBe(false);
  });

  it("has each header once, without blanks around it, no body where fetch takes none, and names its own host", () => {
    expect(isFaithful(withHeader(["x", "1"], ["X", "2"]))).toBe(false);
    expect(isFaithful(withHeader(["x", " 1"]))).toBe(false);
    expect(isFaithful(withHeader(["Content-Length", "5"]))).toBe(false);
    expect(isFaithful(head({ headers: [["Host", "other.example"]] }))).toBe(false);
  });
});

it("the table has origins, over TLS", () => {
  for (const origin of DIRECT_ORIGINS) expect([new URL(origin).origin, new URL(origin).protocol]).toEqual([origin, "https:"]);
});

describe("introduce", () => {
  const reviewed = { Example: ["api.example.com", "*.cloud.example.com"] };
  const drivers = { "eu.cloud.example.com": "Example EU" };
  const said = (host: string, headers: HeaderPairs = []): string => introduce({ host, headers }, reviewed, drivers).text;

  it("tells a driver's host from a provider's, from one that a customer may have, and from all others", () => {
    expect(said("api.example.com")).toBe("Example.");
    expect(said("eu.cloud.example.com")).toBe("Example: the driver “Example EU” calls this host.");
    expect(said("x.cloud.example.com")).toMatch(/^Example\. Its customers have names below cloud\.example\.com/);
    for (const host of ["example.com", "api.example.com.evil.com", "xcloud.example.com", "toString"]) expect(introduce({ host, headers: [] }, reviewed, drivers).known).toBe(false);
  });

  it("vouches for nobody when the request names somebody else", () => {
    expect(introduce({ host: "api.example.com", headers: [["Host", "other.example:443"]] }, reviewed, drivers).known).toBe(false);
    expect(introduce({ host: "api.example.com", headers: [["Host", "API.example.com:443"]] }, reviewed, drivers).known).toBe(true);
  });
});
