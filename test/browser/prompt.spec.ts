import { expect, test } from "@playwright/test";
import { sharedShell } from "./support/shared.ts";
import { startSite } from "./support/site.ts";

const shell = sharedShell(() => startSite());

test("a driver is one line away", async () => {
  expect(await shell().run("get_driver('ec2')('a', 'b')")).toMatch(/^<libcloud\.compute\.drivers\.ec2\.EC2NodeDriver object at 0x[0-9a-f]+>$/);
});
test("x", async () => {
  expect(await shell().exec(`
    for i in range(3):
        print(i)
  `)).toBe("0\n1\n2");
});
