import { describe, expect, it } from "vitest";
import { destinationOf, Policy } from "../../src/broker/policy.ts";
import type { RequestHead } from "../../src/protocol/http.ts";

const head = (changes: Partial<RequestHead> = {}): RequestHead => ({
  scheme: "https",
  host: "a.example",
  port: 443,
  method: "GET",
  target: "/",
  headers: [],
  connectTimeout: null,
  ...changes,
});

describe("Policy", () => {
  it("asks about what nobody has decided", () => {
    expect(new Policy().judge(head())).toBe("ask");
  });

  it("remembers an allowed destination, and only that", () => {
    const policy = new Policy();
    policy.decide(head(), "allow");
    policy.onStatement();
    expect(policy.judge(head({ method: "DELETE", target: "/x" }))).toBe("allow");
    const fronted = { headers: [["hOst", "b.example"]] as const };
    for (const other of [{ port: 8443 }, { scheme: "http" as const }, { host: "b.example" }, { host: "a.example.evil" }, fronted]) {
      expect(policy.judge(head(other))).toBe("ask");
    }
  });

  it("remembers a denial until the next statement", () => {
    const policy = new Policy();
    policy.decide(head(), "deny");
    expect(policy.judge(head())).toBe("deny");
    policy.onStatement();
    expect(policy.judge(head())).toBe("ask");
  });

  it("shares with other sessions what is allowed, and not what is denied", () => {
    const one = new Policy();
    const two = one.forSession();
    one.decide(head(), "deny");
    expect(two.judge(head())).toBe("ask");
    two.onStatement();
    expect(one.judge(head())).toBe("deny");
    two.decide(head({ port: 8443 }), "allow");
    expect(one.judge(head({ port: 8443 }))).toBe("allow");
  });

  it("takes the host's own name in the Host header as nothing new", () => {
    expect(destinationOf(head({ headers: [["Host", "A.example:443"]] }))).toBe(destinationOf(head()));
    expect(destinationOf(head({ headers: [["Host", "a.example"]] }))).toBe(destinationOf(head()));
  });

  it("names destinations without ambiguity", () => {
    expect(destinationOf(head({ host: "::1", port: 80, scheme: "http" }))).toBe("http://[::1]:80");
  });
});
