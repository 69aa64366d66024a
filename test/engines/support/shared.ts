/** One tab for all tests of a file, where booting one for each would tell nothing more. */
import { Prompt } from "../../browser/support/prompt.ts";
import type { Stage } from "../../browser/support/shared.ts";
import type { BrowserTab } from "./engine.ts";
import { test } from "./fixtures.ts";

/** Starts the stage, and opens a tab on it, before the tests; ends both after them. */
export function sharedPrompt(start: () => Promise<Stage>): () => Prompt {
  let stage: Stage | null = null;
  let tab: BrowserTab | null = null;
  let prompt: Prompt | null = null;
  test.beforeAll(async ({ engine, running }) => {
    test.skip(running === null, `${engine} is not on this machine`);
    stage = await start();
    tab = (await running?.newTab()) ?? null;
    if (tab !== null) prompt = await new Prompt(tab).open(stage.url);
  });
  test.afterAll(async () => {
    await tab?.close();
    await stage?.close();
  });
  return () => {
    if (prompt === null) throw new Error("the prompt is there in tests only");
    return prompt;
  };
}
