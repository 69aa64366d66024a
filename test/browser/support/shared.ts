/** One page for all tests of a file, where booting one for each would tell nothing more. */
import { expect, test } from "@playwright/test";
import { Shell } from "./shell.ts";

/** What the tests of a file need; it ends after the last of them. */
export interface Stage {
  readonly url: string;
  close(): Promise<unknown>;
}

/** Starts the stage and a page on it before the tests. A test that leaves errors behind in the page's console fails. */
export function sharedShell(start: () => Promise<Stage>): () => Shell {
  let stage: Stage | null = null;
  let shell: Shell | null = null;
  const current = (): Shell => {
    if (shell === null) throw new Error("the page is there in tests only");
    return shell;
  };
  test.beforeAll(async ({ browser }) => {
    stage = await start();
    shell = await Shell.open(await browser.newPage(), stage.url);
  });
  test.beforeEach(() => void current().watch.errors.splice(0));
  test.afterEach(() => expect.soft(current().watch.errors, "errors in the page's console").toEqual([]));
  test.afterAll(async () => {
    await shell?.page.context().close();
    await stage?.close();
  });
  return current;
}
