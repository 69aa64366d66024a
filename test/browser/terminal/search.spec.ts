/** Searching the scrollback. */
import { expect, test } from "@playwright/test";
import { exactly } from "../repl/keys.ts";
import { Gate } from "../support/gate.ts";
import { sharedShell } from "../support/shared.ts";

const gate = new Gate();
const shell = sharedShell(() => gate.startSite());

const bar = () => shell().page.locator(".search-bar");
const input = () => bar().locator("input");
const count = () => bar().locator(".count");

test.beforeAll(async () => {
  await gate.install(shell());
  await shell().exec(`
    for i in range(2000):
        print(f'Line {i} of all', '[nee' + 'dle]' if i in (5, 1000, 1990) else '')
  `);
});

async function open(term: string): Promise<void> {
  await shell().press("Control+Shift+f");
  await expect(input()).toBeFocused();
  await input().fill(term);
}

async function close(): Promise<void> {
  await shell().press("Escape");
  await expect(bar()).toBeHidden();
}

test("Enter goes up, Shift-Enter down, Escape back to the prompt", async () => {
  await open("NEEDLE");
  await expect(count()).toHaveText("3 of 3");
  await shell().until(/^Line 1990 of all \[needle\]$/m);
  await shell().press("Enter");
  await expect(count()).toHaveText("2 of 3");
  await shell().until(/^Line 1000 of all \[needle\]$/m);
  await shell().press("Enter");
  await expect(count()).toHaveText("1 of 3");
  await shell().until(/^Line 5 of all \[needle\]$/m);
  await shell().press("Enter"); // around
  await expect(count()).toHaveText("3 of 3");
  await shell().press("Shift+Enter");
  await expect(count()).toHaveText("1 of 3");
  await close();
  await shell().insert("'back'");
  await shell().until(/>>> 'back'$/);
  await shell().interrupt(); // no selection is left that it would copy
});

test("case and patterns", async () => {
  await open("LINE 5 ");
  await expect(count()).toHaveText("1 of 1");
  await bar().getByRole("button", { name: "Match case" }).click();
  await expect(count()).toHaveText("No matches");
  await bar().getByRole("button", { name: "Match case" }).click();
  await input().fill("[needle]");
  await expect(count()).toHaveText("1 of 3"); // another term is looked for from the place that was found last
  await bar().getByRole("button", { name: "Regular expression" }).click();
  await expect(count()).toHaveText(/^\d+ of 10000\+$/);
  await input().fill("Line 1?99\\d of");
  await expect(count()).toHaveText("20 of 20");
  await input().fill("(unfinished");
  await expect(count()).toHaveText("Not a pattern yet");
  await bar().getByRole("button", { name: "Regular expression" }).click();
  await close();
});

test("the buttons do the same", async () => {
  await shell().page.getByRole("button", { name: "Find" }).click();
  await input().fill("needle");
  await expect(count()).toHaveText("3 of 3");
  await bar().getByRole("button", { name: /^Previous/ }).click();
  await expect(count()).toHaveText("2 of 3");
  await bar().getByRole("button", { name: /^Next/ }).click();
  await expect(count()).toHaveText("3 of 3");
  await bar().getByRole("button", { name: /^Close/ }).click();
  await expect(bar()).toBeHidden();
  await shell().press("Control+l");
  await shell().until(/^>>>$/, { status: "ready" });
  await shell().press("Control+Shift+f");
  await expect(input()).toHaveValue("needle");
  await expect(count()).toHaveText("");
  await shell().press("Enter");
  await expect(count()).toHaveText("2 of 2");
  await close();
  await shell().press("Control+l"); // typing goes back to the prompt
});

test("what is printed meanwhile is found too", async () => {
  await shell().begin("_ = gate(); print('hay' + 'stack')");
  await open("haystack");
  await expect(count()).toHaveText("No matches");
  await gate.open();
  await expect(count()).toHaveText("1");
  await shell().press("Enter");
  await expect(count()).toHaveText("1 of 1");
  await close();
  await shell().until(exactly(">>> _ = gate(); print('hay' + 'stack')\nhaystack\n>>>"), { status: "ready" });
});

test("the matches are marked as the page's theme has it, and as the next theme has it", async () => {
  const { page } = shell();
  await shell().run("print(*2 * ['mark' + 'ed'], sep='\\n')");
  await open("marked");
  await expect(count()).toHaveText("2 of 2");
  const letter = page.locator(".xterm-rows span", { hasText: /^m$/ }).first(); // of the first, which is not the current one; each cell has its own
  for (const [colorScheme, background] of [["light", "rgb(255, 233, 153)"], ["dark", "rgb(91, 74, 18)"]] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(letter).toHaveCSS("background-color", background);
  }
  await page.emulateMedia({ colorScheme: null });
  await close();
});
