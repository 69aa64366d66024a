import { describe, expect, it } from "vitest";
import { Decisions } from "../../src/broker/access/decisions.ts";
import { parsePreset } from "../../src/broker/access/preset.ts";
import { destinationOf, MAX_QUESTIONS, Policy, type Decision } from "../../src/broker/policy.ts";
import type { RequestHead } from "../../src/protocol/http.ts";
import { requestHead as head } from "./request-head.ts";

const ALLOW: Decision = { type: "allow", scope: "session", methods: null };
const DENY: Decision = { type: "deny" };

const verdict = (policy: Policy, changes: Partial<RequestHead> = {}): string => policy.judge(head(changes)).type;
const reason = (policy: Policy, changes: Partial<RequestHead> = {}): string => {
  const judged = policy.judge(head(changes));
  return judged.type === "deny" ? judged.reason : "";
};

describe("Policy", () => {
  it("asks about what nobody has decided", () => {
    expect(verdict(new Policy())).toBe("ask");
  });

  it("remembers an allowed destination, and only that", () => {
    const policy = new Policy();
    policy.decide(head(), ALLOW);
    policy.onStatement();
    expect(verdict(policy, { method: "DELETE", target: "/x" })).toBe("allow");
    const fronted = { headers: [["hOst", "b.example"]] as const };
    for (const other of [{ port: 8443 }, { scheme: "http" as const }, { host: "b.example" }, { host: "a.example.evil" }, fronted]) {
      expect(verdict(policy, other)).toBe("ask");
    }
  });

  it("allows once, and asks again", () => {
    const policy = new Policy();
    policy.decide(head(), { type: "once" });
    expect(verdict(policy)).toBe("ask");
  });

  it("allows reads alone, and asks about the rest", () => {
    const policy = new Policy();
    policy.decide(head(), { ...ALLOW, methods: "read" });
    expect(["GET", "HEAD", "OPTIONS", "POST", "PATCH", "get"].map((method) => verdict(policy, { method }))).toEqual(["allow", "allow", "allow", "ask", "ask", "ask"]);
    policy.decide(head({ method: "POST" }), ALLOW);
    expect(verdict(policy, { method: "POST" })).toBe("allow");
    expect(policy.decisions.all).toHaveLength(1);
  });

  it("remembers a denial until the next statement", () => {
    const policy = new Policy();
    policy.decide(head(), DENY);
    expect(reason(policy)).toBe("You did not allow requests to https://a.example:443.");
    policy.onStatement();
    expect(verdict(policy)).toBe("ask");
  });

  it("never allows a host, on whatever way, whatever was allowed, in all sessions, until that is revoked", () => {
    const policy = new Policy(new Decisions(null));
    policy.decide(head(), { ...ALLOW, methods: "read" });
    policy.decide(head({ method: "POST" }), { type: "never" });
    const session = policy.forSession();
    const fronted = { host: "b.example", headers: [["Host", "A.example:8443"]] as const };
    for (const denied of [{}, { port: 8443 }, { scheme: "http" as const, port: 80 }, { headers: [["Host", "b.example"]] as const }]) {
      expect(reason(policy, denied)).toBe("You never allow requests to a.example. The button Access revokes that.");
      expect(verdict(session, denied)).toBe("deny");
    }
    expect(verdict(session, fronted)).toBe("deny");
    for (const other of [{ host: "b.example" }, { host: "x.a.example" }, { host: "example" }]) expect(verdict(session, other)).toBe("ask");
    session.decide(head(), ALLOW); // by a preset's question, say
    expect(verdict(session)).toBe("deny");
    const [never] = policy.decisions.all.filter(({ rule }) => rule.effect === "deny");
    expect(never).toMatchObject({ destination: "a.example" });
    if (never !== undefined) policy.decisions.revoke(never.rule);
    expect(verdict(session)).toBe("ask");
  });

  it("shares with other sessions what is allowed, and not what is denied", () => {
    const one = new Policy();
    const two = one.forSession();
    one.decide(head(), DENY);
    expect(verdict(two)).toBe("ask");
    two.onStatement();
    expect(verdict(one)).toBe("deny");
    two.decide(head({ port: 8443 }), ALLOW);
    expect(verdict(one, { port: 8443 })).toBe("allow");
    one.decisions.clear();
    expect(verdict(two, { port: 8443 })).toBe("ask");
  });

  it("cuts off a statement that asks about ever more destinations", () => {
    const policy = new Policy();
    const host = (number: number): Partial<RequestHead> => ({ host: `h${number}.example` });
    for (let number = 0; number < MAX_QUESTIONS; number += 1) {
      expect(verdict(policy, host(number))).toBe("ask");
      policy.onQuestion(head(host(number)));
    }
    expect(reason(policy, host(MAX_QUESTIONS))).toMatch(/has asked about 10 destinations/);
    expect(verdict(policy, host(0))).toBe("ask");
    policy.decide(head(host(1)), ALLOW);
    expect(verdict(policy, host(1))).toBe("allow");
    policy.onStatement();
    expect(verdict(policy, host(MAX_QUESTIONS))).toBe("ask");
  });

  it("lets a preset only narrow", () => {
    const policy = new Policy(new Decisions(null));
    policy.decide(head(), ALLOW);
    policy.presets.add(parsePreset({ only: ["*.good.example", "a.example:443"], deny: ["bad.good.example"] }));
    expect(verdict(policy)).toBe("allow");
    expect(verdict(policy, { host: "x.good.example" })).toBe("ask");
    for (const denied of [{ host: "bad.good.example" }, { host: "b.example" }, { port: 8443 }]) expect(reason(policy, denied)).toMatch(/preset/);
    policy.presets.add(parsePreset({ deny: ["a.example"] }));
    expect(verdict(policy)).toBe("deny");
    const fronted = { host: "x.good.example", headers: [["Host", "a.example:443"]] as const };
    expect(verdict(policy, fronted)).toBe("deny");
  });

  it("asks for all that a preset wants confirmed, once", () => {
    const policy = new Policy();
    policy.presets.add(parsePreset({ confirm: ["a.example", "*.b.example:8443"] }));
    expect(policy.toConfirm(head({ host: "c.example" }))).toEqual([]);
    expect(policy.toConfirm(head())).toHaveLength(2);
    policy.decide(head(), { type: "preset" });
    expect(verdict(policy)).toBe("allow");
    expect(verdict(policy, { host: "x.b.example", port: 8443 })).toBe("allow");
    expect(verdict(policy, { host: "x.b.example", port: 8443, scheme: "http" })).toBe("ask");
    policy.decisions.clear();
    expect(policy.toConfirm(head())).toEqual([]);
  });

  it("takes the host's own name in the Host header as nothing new", () => {
    expect(destinationOf(head({ headers: [["Host", "A.example:443"]] }))).toBe(destinationOf(head()));
    expect(destinationOf(head({ headers: [["Host", "a.example"]] }))).toBe(destinationOf(head()));
  });

  it("names destinations without ambiguity", () => {
    expect(destinationOf(head({ host: "::1", port: 80, scheme: "http" }))).toBe("http://[::1]:80");
  });
});
