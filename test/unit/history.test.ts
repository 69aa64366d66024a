import { describe, expect, it } from "vitest";
import { History } from "../../src/broker/history.ts";
import type { Store } from "../../src/broker/store.ts";
import { MAX_ENTRIES, MAX_ENTRY_CHARACTERS } from "../../src/protocol/history.ts";

function storeOf(stored: string | null = null): Store & { readonly value: () => string | null } {
  let value = stored;
  return { value: () => value, getItem: () => value, setItem: (_key, text) => void (value = text), removeItem: () => void (value = null) };
}

function filled(entries: readonly string[], store: Store | null = null): History {
  const history = new History(store);
  for (const entry of entries) history.add(entry);
  history.flush();
  return history;
}

describe("the history", () => {
  it("keeps each entry once, where it was entered last", () => {
    expect(filled(["a", "b", "a"]).entries).toEqual(["b", "a"]);
  });

  it("keeps nothing that is empty, begins with a space or is too long", () => {
    expect(filled(["", " \n", " secret", "\tsecret", "x".repeat(MAX_ENTRY_CHARACTERS + 1), "kept"]).entries).toEqual(["kept"]);
  });

  it("is bounded, and loses the oldest first", () => {
    expect(filled(Array.from({ length: MAX_ENTRIES + 5 }, (_, i) => `${i}`)).entries.at(0)).toBe("5");
    const long = filled(Array.from({ length: 200 }, (_, i) => `${i}`.padEnd(MAX_ENTRY_CHARACTERS, "x"))).entries;
    expect(long.join("").length).toBeLessThanOrEqual(1 << 20);
    expect(long.at(-1)).toMatch(/^199x/);
  });

  it("comes back from its store, and can be erased", () => {
    const store = storeOf();
    filled(["a", "b\nc"], store);
    const again = new History(store);
    expect(again.entries).toEqual(["a", "b\nc"]);
    again.clear();
    expect(store.value()).toBe(null);
  });

  it.each(["{", "null", "[1]", '{"a":1}', JSON.stringify(Array.from({ length: 2000 }, () => "x"))])("is empty where its store has %.20s", (stored) => {
    expect(new History(storeOf(stored)).entries).toEqual([]);
  });

  it("lives in memory where there is no store, or none that takes anything", () => {
    const full: Store = {
      ...storeOf(),
      setItem: () => {
        throw new DOMException("full", "QuotaExceededError");
      },
    };
    expect(filled(["a"], full).entries).toEqual(["a"]);
    expect(filled(["a"]).entries).toEqual(["a"]);
  });

  it("loses nothing where two tabs write, and each sees what the other has written", () => {
    const store = storeOf(JSON.stringify(["old"]));
    const [one, two] = [new History(store), new History(store)];
    expect([one.entries, two.entries]).toEqual([["old"], ["old"]]);
    for (const [history, entry] of [[one, "a"], [two, "b"], [one, "c"]] as const) {
      history.add(entry);
      history.flush();
    }
    expect(new History(store).entries).toEqual(["old", "a", "b", "c"]);
    expect(two.entries).toEqual(["old", "a", "b", "c"]);
    two.add("a");
    two.flush();
    expect(store.value()).toBe(JSON.stringify(["old", "b", "c", "a"]));
  });

  it("puts back what another tab has overwritten without having seen it", () => {
    const store = storeOf();
    const history = filled(["a"], store);
    store.setItem("", JSON.stringify(["b"]));
    history.add("c");
    history.flush();
    expect(store.value()).toBe(JSON.stringify(["b", "a", "c"]));
  });

  it("is erased everywhere when it is erased in one tab", () => {
    const store = storeOf();
    const history = filled(["a", "key = 'secret'"], store);
    filled(["b"], store).clear();
    history.forget(); // which the storage event tells
    history.add("c");
    history.flush();
    expect(store.value()).toBe(JSON.stringify(["c"]));
    expect(history.entries).toEqual(["c"]);
  });

  it("keeps what may be a credential in this tab, and out of the store", () => {
    const store = storeOf();
    const history = filled(["a", "key = 'secret'", "b"], store);
    expect(store.value()).toBe(JSON.stringify(["a", "b"]));
    expect(history.entries).toEqual(["a", "key = 'secret'", "b"]);
    expect(new History(store).entries).toEqual(["a", "b"]);
  });
});
