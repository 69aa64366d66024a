/** After one visit the page starts without a network, in a browser that was started anew. */
import { expect, test } from "@playwright/test";
import { untilKept } from "./support/kept.ts";
import { PlainHost } from "./support/plain-host.ts";
import { Profile } from "./support/profile.ts";
import { dist } from "./support/project.ts";
import { Shell } from "./support/shell.ts";

test("everything but clouds works when the server is gone", async () => {
  const host = await PlainHost.start();
  const url = await host.deploy("some/folder", dist);
  const profile = await Profile.create();
  const first = await Shell.open(await profile.open(), url);
  await untilKept(first.page);
  await profile.end();
  await host.end();

  const shell = await Shell.open(await profile.open(), url);
  expect(await shell.page.evaluate(() => crossOriginIsolated)).toBe(true);
  expect(await shell.run("get_driver('dummy')('x').list_nodes()[0].name")).toBe("'dummy-1'");
  expect(await shell.run("import sqlite3, libcloud.dns.drivers.route53; 6 * 7")).toBe("42");
  await shell.page.getByRole("button", { name: "Restart" }).click();
  await shell.until(/Restarted: [^]*>>>$/, { status: "ready" });
  expect(await shell.run("get_driver('dummy')('x').list_nodes()[0].name")).toBe("'dummy-1'");
  await shell.page.getByRole("button", { name: "Access" }).click();
  await shell.page.getByRole("button", { name: "Close", exact: true }).click();
  await shell.page.getByRole("button", { name: "New" }).click();
  await expect(shell.page.getByRole("tab")).toHaveCount(2);
  await shell.ready();
  await shell.page.reload();
  await shell.ready();
  expect(await shell.run("6 * 7")).toBe("42");
  await profile.remove();
  await host.close();
});
