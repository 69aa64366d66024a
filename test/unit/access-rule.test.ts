import { describe, expect, it } from "vitest";
import { judge, parseTarget, targetText, type Rule, type Subject } from "../../src/broker/access/rule.ts";
import { ParseError } from "../../src/protocol/parse.ts";

const SUBJECT: Subject = { scheme: "https", host: "a.b.example", port: 443, methods: "read", as: [] };
const rule = (target: string, effect: Rule["effect"], methods: Rule["methods"] = null): Rule => ({ ...parseTarget(target, "target"), effect, methods, as: [] });

describe("judge", () => {
  it("asks where no rule matches", () => {
    expect(judge([rule("b.example", "allow"), rule("*.a.b.example", "allow"), rule("a.b.example:80", "allow")], SUBJECT)).toBe("ask");
  });

  it.each([
    ["a host before names below another", "*.b.example", "a.b.example"],
    ["the longer name", "*.example", "*.b.example"],
    ["a name before any host", "*", "*.example"],
    ["a port", "a.b.example", "a.b.example:443"],
    ["a host before a port", "*.b.example:443", "a.b.example"],
    ["a scheme", "a.b.example:443", "https://a.b.example:443"],
  ])("lets the more specific decide: %s", (_, general, specific) => {
    for (const [first, second] of [["allow", "deny"], ["deny", "allow"], ["allow", "ask"]] as const) {
      const rules = [rule(general, first), rule(specific, second)];
      expect(judge(rules, SUBJECT)).toBe(second);
      expect(judge(rules.toReversed(), SUBJECT)).toBe(second);
    }
  });

  it("lets methods be the last to make a difference", () => {
    expect(judge([rule("a.b.example", "deny"), rule("a.b.example", "allow", "read")], SUBJECT)).toBe("allow");
    expect(judge([rule("a.b.example", "deny"), rule("a.b.example", "allow", "write")], SUBJECT)).toBe("deny");
  });

  it("takes the strictest of equals", () => {
    const rules = (["allow", "ask", "deny"] as const).map((effect) => rule("a.b.example", effect));
    expect(judge(rules, SUBJECT)).toBe("deny");
    expect(judge(rules.slice(0, 2), SUBJECT)).toBe("ask");
  });
});

describe("parseTarget", () => {
  it.each(["*", "a.example", "*.a.example", "https://a.example:8443", "http://[::1]:80", "127.0.0.1:5000"])("reads and writes %s", (text) => {
    expect(targetText(parseTarget(text, "target"))).toBe(text);
  });

  it.each(["", "a.example/", "a..example", "*a.example", "a.*.example", "a.example:0", "a.example:65536", "ftp://a.example", "a b", 5, null, `${"a".repeat(301)}`])(
    "refuses %j",
    (text) => {
      expect(() => parseTarget(text, "target")).toThrow(ParseError);
    },
  );
});
