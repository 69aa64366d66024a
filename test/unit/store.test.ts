/** What a copy of the site stores is its own: of other copies in the same origin's storage, and of what versions before have left there. */
import { describe, expect, it } from "vitest";
import { FolderStore, keep, nameIn } from "../../src/broker/store.ts";
import { FORBIDDEN, storeOf } from "./stores.ts";

const ONE = new URL("https://site.example/one/");
const TWO = new URL("https://site.example/two/");

describe("the storage of a folder", () => {
  it("has names that no other folder has", () => {
    const items = new Map<string, string>();
    const [one, two] = [ONE, TWO].map((folder) => new FolderStore(storeOf(items), folder));
    one?.setItem("theme", "dark");
    two?.setItem("theme", "light");
    expect([one?.getItem("theme"), two?.getItem("theme")]).toEqual(["dark", "light"]);
    two?.removeItem("theme");
    expect([one?.getItem("theme"), two?.getItem("theme")]).toEqual(["dark", null]);
    expect([...items.keys()]).toEqual([nameIn(ONE, "theme")]);
  });

  it("takes over what a version before has left for all folders, once", () => {
    const items = new Map([["theme", "dark"]]);
    const [one, two] = [ONE, TWO].map((folder) => new FolderStore(storeOf(items), folder));
    expect(one?.getItem("theme")).toBe("dark");
    expect([...items]).toEqual([[nameIn(ONE, "theme"), "dark"]]);
    expect(one?.getItem("theme")).toBe("dark");
    expect(two?.getItem("theme")).toBe(null);
  });

  it("prefers its own, and removes both", () => {
    const items = new Map([["theme", "dark"], [nameIn(ONE, "theme"), "light"]]);
    const one = new FolderStore(storeOf(items), ONE);
    expect(one.getItem("theme")).toBe("light");
    one.removeItem("theme");
    expect(items.size).toBe(0);
  });

  it("reads what it cannot take over, since there is no room", () => {
    const items = new Map([["theme", "dark"]]);
    const full = { ...storeOf(items), setItem: FORBIDDEN.setItem };
    expect(new FolderStore(full, ONE).getItem("theme")).toBe("dark");
    expect([...items]).toEqual([["theme", "dark"]]);
    keep(new FolderStore(full, ONE), "theme", "light");
    expect([...items]).toEqual([["theme", "dark"]]);
  });
});
