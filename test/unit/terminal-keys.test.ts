/** Which keys the terminal leaves to others, and where links lead. */
import { describe, expect, it } from "vitest";
import { partsOf, targetOf } from "../../src/page/terminal/link-target.ts";
import { shortcutOf, type KeyPress } from "../../src/page/terminal/shortcuts.ts";

function press(text: string): KeyPress {
  const parts = text.split("+");
  const held = (name: string): boolean => parts.slice(0, -1).includes(name);
  return { key: parts.at(-1) ?? "", ctrlKey: held("Ctrl"), shiftKey: held("Shift"), altKey: held("Alt"), metaKey: held("Meta") };
}

describe("keys", () => {
  it.each([
    ["c", false, null],
    ["Ctrl+c", false, null],
    ["Ctrl+c", true, "copy"],
    ["Ctrl+Alt+c", true, null],
    ["Ctrl+Shift+C", false, "copy"],
    ["Ctrl+v", false, "browser"],
    ["Ctrl+Shift+V", false, "browser"],
    ["Ctrl+f", false, null],
    ["Ctrl+s", false, null],
    ["Ctrl+Shift+X", false, null],
    ["Meta+f", false, "browser"],
    ["Meta+c", true, "browser"],
    ["F12", false, "browser"],
    ["F1", false, null],
  ] as const)("%s, selection: %s → %s", (keys, selected, expected) => {
    expect(shortcutOf(press(keys), selected)).toBe(expected);
  });
});

describe("links", () => {
  it.each(["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "ftp://host/", "blob:https://a.example/1", "//host/", "nothing", ""])("%j leads nowhere", (text) => {
    expect(targetOf(text)).toBeNull();
  });

  it.each([
    ["https://example.org", "https://", "example.org", "/"],
    ["http://127.0.0.1:8080/a?b#c", "http://", "127.0.0.1:8080", "/a?b#c"],
    ["https://bank.example@evil.example/bank.example", "https://bank.example@", "evil.example", "/bank.example"],
    ["https://bank.example:x@evil.example/@", "https://bank.example:x@", "evil.example", "/@"],
    ["https://ex\u0430mple.org/", "https://", "xn--exmple-4nf.org", "/"],
    ["https://host/\u202egpj.exe", "https://", "host", "/%E2%80%AEgpj.exe"],
  ])("%j shows its host", (text, before, host, after) => {
    const target = targetOf(text);
    expect(target === null ? null : partsOf(target)).toEqual({ before, host, after });
  });
});
