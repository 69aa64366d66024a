import { describe, expect, it } from "vitest";
import { Decisions } from "../../src/broker/access/decisions.ts";
import { parseTarget, type Rule } from "../../src/broker/access/rule.ts";
import { FORBIDDEN, storeOf } from "./stores.ts";

const KEY = "libcloud-repl.allowed";
const DENIED = "libcloud-repl.denied";
const rule = (target: string, changes: Partial<Rule> = {}): Rule => ({ ...parseTarget(target, "target"), effect: "allow", methods: null, as: [], ...changes });
const A = rule("https://a.example:443");
const B = rule("https://b.example:443", { methods: "read", as: ["c.example"] });

describe("Decisions", () => {
  it("keeps what is allowed always, for the next page, and nothing else", () => {
    const store = storeOf();
    const first = new Decisions(store);
    first.add(A, "session");
    first.add(B, "always");
    expect(first.rules).toEqual([A, B]);
    expect(new Decisions(store).all).toEqual([{ rule: B, scope: "always", destination: "https://b.example:443 as c.example" }]);
  });

  it("forgets at once what another page revokes", () => {
    const store = storeOf();
    const [one, two] = [new Decisions(store), new Decisions(store)];
    one.add(A, "always");
    two.revoke(A);
    expect(one.rules).toEqual([]);
  });

  it("replaces what a wider decision makes superfluous", () => {
    const decisions = new Decisions(storeOf());
    decisions.add({ ...A, methods: "read" }, "always");
    decisions.add(A, "session");
    expect(decisions.all).toEqual([{ rule: A, scope: "session", destination: "https://a.example:443" }]);
  });

  it.each([null, FORBIDDEN])("holds while the page is open where nothing can be kept, and says so", (store) => {
    const decisions = new Decisions(store);
    expect(decisions.keeps).toBe(false);
    decisions.add(A, "always");
    expect(decisions.all).toEqual([{ rule: A, scope: "session", destination: "https://a.example:443" }]);
    decisions.clear();
    expect(decisions.all).toEqual([]);
  });

  it.each(["", "{", "null", "{}", "[null, 5, {}]", '[{"to":"*","as":[],"methods":null}]', '[{"to":"https://*.example:443","as":[],"methods":null}]',
    '[{"to":"https://a.example:443","as":"x","methods":null}]', JSON.stringify(Array.from({ length: 201 }, () => ({ to: "https://a.example:443", as: [], methods: null })))])(
    "survives what else is there: %s",
    (text) => {
      const decisions = new Decisions(storeOf(new Map([[KEY, text]])));
      expect(decisions.rules).toEqual([]);
      decisions.add(A, "always");
      expect(decisions.all).toEqual([{ rule: A, scope: "always", destination: "https://a.example:443" }]);
    },
  );

  it("keeps what it understands beside what it does not", () => {
    const text = JSON.stringify([{ to: "?" }, { to: "https://a.example:443", as: [], methods: null }]);
    expect(new Decisions(storeOf(new Map([[KEY, text]]))).rules).toEqual([A]);
  });

  it("keeps what is never allowed apart, in the place of all that was allowed of the host", () => {
    const items = new Map<string, string>();
    const never: Rule = { ...rule("a.example"), effect: "deny" };
    const first = new Decisions(storeOf(items));
    first.add(A, "session");
    first.add({ ...A, port: 8443 }, "always");
    first.add(B, "always");
    first.add(never, "always");
    const second = new Decisions(storeOf(items));
    for (const { all } of [first, second]) expect(all).toEqual([
      { rule: B, scope: "always", destination: "https://b.example:443 as c.example" },
      { rule: never, scope: "always", destination: "a.example" },
    ]);
    expect(items.get(KEY)).not.toContain("a.example");
    second.revoke(never);
    expect(items.get(DENIED)).toBeUndefined();
    expect(first.rules).toEqual([B]);
    first.add(never, "always");
    first.clear();
    expect(items.size).toBe(0);
  });

  it.each(["{", "[null]", '[{"to":"*","as":[],"methods":null}]', '[{"to":"*.example","as":[],"methods":null}]', '[{"to":"https://a.example:443","as":[],"methods":null}]'])(
    "denies nothing by what it does not understand: %s",
    (text) => {
      expect(new Decisions(storeOf(new Map([[DENIED, text]]))).rules).toEqual([]);
    },
  );

  it("does not take a denial for something allowed, or the other way round", () => {
    const host = '[{"to":"a.example","as":[],"methods":null}]';
    expect(new Decisions(storeOf(new Map([[KEY, host]]))).rules).toEqual([]);
    expect(new Decisions(storeOf(new Map([[DENIED, host]]))).rules).toMatchObject([{ effect: "deny" }]);
  });

  it("is bounded", () => {
    const decisions = new Decisions(storeOf());
    for (let number = 1; number <= 205; number += 1) decisions.add(rule(`https://a.example:${number}`), "always");
    expect(decisions.all).toHaveLength(200);
    expect(decisions.rules.at(-1)?.port).toBe(205);
  });

  it("holds while the page is open what would not be understood when it is read again", () => {
    const decisions = new Decisions(storeOf());
    const odd = { ...A, as: ["x".repeat(1000)] };
    decisions.add(odd, "always");
    expect(decisions.all).toMatchObject([{ rule: odd, scope: "session" }]);
  });
});
