/** A part of the page that does not come. Firefox does not ask again for code that has failed once; the others do. */
import { createServer } from "node:http";
import { expect } from "@playwright/test";
import { Prompt } from "../browser/support/prompt.ts";
import { authority } from "../browser/support/site.ts";
import { StaticSite } from "../browser/support/static-site.ts";
import { inPage } from "../browser/support/tab.ts";
import { listenOnLoopback } from "../servers/listener.ts";
import { clickButton, question } from "./support/buttons.ts";
import { test } from "./support/fixtures.ts";

test("it is said, a request is refused whose question does not come, and what the sentence tells to do helps", async ({ tab, engine }) => {
  const cloud = await listenOnLoopback(createServer((_, response) => response.end("hello")));
  const site = await StaticSite.start({ clouds: [cloud] });
  for (const part of ["consent", "access"]) site.fail(`/assets/${part}-`, "refused");
  const prompt = await new Prompt(tab).open(site.url);
  const get = `import requests; requests.get('http://${authority(cloud)}/').text`;
  expect(await prompt.run(get)).toMatch(/The request was not sent,[^]*reload the page\.$/);
  const trouble = (): Promise<string | undefined> => inPage(tab, () => document.getElementById("trouble")?.textContent);
  await clickButton(tab, "Access");
  await expect.poll(trouble).toMatch(/^Access could not be loaded: .* reload the page\.$/);

  site.heal();
  if (engine === "Firefox") await prompt.open(site.url);
  await clickButton(tab, "Access");
  await expect.poll(() => question(tab)).toContain("What Python may reach");
  expect(await trouble()).toBe("");
  await clickButton(tab, "Close");
  await prompt.begin(get);
  await clickButton(tab, "Allow");
  await prompt.until(/\n'hello'\n>>>$/, { status: "ready" });
  await site.close();
  await cloud.stop();
});
