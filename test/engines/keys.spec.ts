/** Real keys and the browser's own clipboard, which each engine hands to the page in its way. */
import { expect } from "@playwright/test";
import { startSite } from "../browser/support/site.ts";
import { inPage } from "../browser/support/tab.ts";
import { clickButton, question } from "./support/buttons.ts";
import { test } from "./support/fixtures.ts";
import { sharedPrompt } from "./support/shared.ts";

const prompt = sharedPrompt(() => startSite());

/** Presses a key for each character. */
async function type(text: string): Promise<void> {
  for (const key of text) await prompt().press(key);
}

/** Leaves what is being edited. */
async function giveUp(): Promise<void> {
  await prompt().press("Control+c");
  await prompt().until(/KeyboardInterrupt\n>>>$/, { status: "ready" });
}

test("what is typed is edited, and run", async () => {
  await prompt().clear();
  await type("'Ab' + 'x{9}'");
  await prompt().press("ArrowLeft");
  await prompt().press("Backspace");
  await type("]");
  await prompt().press("Home");
  await type("1, ");
  await prompt().press("Enter");
  await prompt().until(/^>>> 1, 'Ab' \+ 'x\{9\]'\n\(1, 'Abx\{9\]'\)\n>>>$/, { status: "ready" });
});

test("a block is edited as a whole, and comes back so", async () => {
  await prompt().clear();
  await type("for n in range(2):");
  await prompt().press("Enter");
  await type("print(n)");
  await prompt().press("Enter");
  await prompt().press("Enter");
  await prompt().until(/\n0\n1\n>>>$/, { status: "ready" });
  await prompt().clear();
  await prompt().press("ArrowUp");
  await prompt().until(/^>>> for n in range\(2\):\n\.\.\.     print\(n\)$/);
  await giveUp();
});

test("Tab completes, and Ctrl-R finds", async () => {
  await prompt().clear();
  await type("get_dri");
  await prompt().press("Tab");
  await prompt().until(/^>>> get_driver\(?$/);
  await giveUp();
  await prompt().run("'earlier', 1");
  await prompt().clear();
  await prompt().press("Control+r");
  await type("lier'");
  await prompt().until(/^\(r-search `lier''\) 'earlier', 1$/);
  await prompt().press("Enter");
  await prompt().press("Enter");
  await prompt().until(/^>>> 'earlier', 1\n\('earlier', 1\)\n>>>$/, { status: "ready" });
});

/** Puts text into the clipboard as a person does: by selecting it and pressing Ctrl-C. */
async function copy(text: string): Promise<void> {
  await inPage(prompt().tab, (content) => {
    const field = Object.assign(document.createElement("textarea"), { id: "copied", value: content });
    document.body.append(field);
    field.select();
  }, text);
  await prompt().press("Control+c");
  await inPage(prompt().tab, () => {
    document.getElementById("copied")?.remove();
    document.querySelector<HTMLElement>(".session:not([hidden]) .xterm-helper-textarea")?.focus();
  });
}

test("Ctrl-V pastes what was copied", async () => {
  await prompt().clear();
  await copy(">>> def f():\n...     return 'grüße 漢字'\n>>> f()\n");
  await prompt().press("Control+v");
  await prompt().until(/\n'grüße 漢字'\n>>>$/, { status: "ready" });
});

test("a dialog that is closed has given the keyboard back before anything else happens", async () => {
  await clickButton(prompt().tab, "Access");
  await expect.poll(() => question(prompt().tab)).toContain("What Python may reach");
  const focused = await inPage(prompt().tab, () => {
    document.querySelector<HTMLButtonElement>("dialog[open] button[value=close]")?.click();
    return document.activeElement?.className;
  });
  expect(focused).toBe("xterm-helper-textarea");
});
