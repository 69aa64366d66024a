/** The site as an app: what a browser installs it by, under any path. */
import { expect, test, type CDPSession, type Page } from "@playwright/test";
import { activeWorker } from "./support/kept.ts";
import { PlainHost } from "./support/plain-host.ts";
import { Profile } from "./support/profile.ts";
import { dist } from "./support/project.ts";
import { Shell } from "./support/shell.ts";

interface AppManifest {
  readonly name: string;
  readonly short_name: string;
  readonly description: string;
  readonly start_url: string;
  readonly scope: string;
  readonly display: string;
  readonly background_color: string;
  readonly theme_color: string;
  readonly icons: readonly { readonly src: string; readonly sizes: string; readonly type: string; readonly purpose: string }[];
}

const linked = (page: Page) => page.locator('head link[rel="manifest"]');

/** Where the page says that it is, and what is there. */
async function manifestOf(page: Page): Promise<{ readonly url: string; readonly type: string | null; readonly app: AppManifest }> {
  const url = await linked(page).evaluate((link) => (link as HTMLLinkElement).href);
  const response = await page.request.get(url);
  return { url, type: response.headers()["content-type"] ?? null, app: (await response.json()) as AppManifest };
}

/** In the page: the size of an icon, as the browser draws it. */
async function iconSize(src: string): Promise<string> {
  const image = Object.assign(new Image(), { src });
  await image.decode();
  return `${image.naturalWidth}x${image.naturalHeight}`;
}

async function installabilityErrors(session: CDPSession): Promise<readonly string[]> {
  const { installabilityErrors: errors } = await session.send("Page.getInstallabilityErrors");
  return errors.map(({ errorId, errorArguments }) => [errorId, ...errorArguments.map(({ name, value }) => `${name}=${value}`)].join(" "));
}

for (const folder of ["repl", "some/deep/folder"]) {
  test(`under /${folder}/ the page can be installed, and the app is that folder`, async () => {
    const host = await PlainHost.start();
    const url = await host.deploy(folder, dist);
    const profile = await Profile.create(); // a private window installs nothing
    const page = await profile.open();
    const shell = new Shell(page);
    await shell.visit(url);
    await expect(linked(page)).toHaveCount(0); // its files would come while the interpreter boots
    await shell.ready();
    await expect(linked(page)).toHaveCount(1);

    const { url: address, app } = await manifestOf(page);
    expect(address).toBe(`${url}manifest.webmanifest`);
    expect(app.name).toBe(await page.title());
    for (const text of [app.short_name, app.description]) expect(text).toMatch(/\w/);
    expect(app.short_name.length).toBeLessThanOrEqual(12); // what a home screen has room for
    expect(new URL(app.start_url, address).href).toBe(url);
    expect(new URL(app.scope, address).href).toBe(url);
    expect(app.display).toBe("standalone");
    expect(app.theme_color).toBe(await page.locator('meta[name="theme-color"]:not([media])').getAttribute("content"));
    expect(app.background_color).toBe(app.theme_color); // of the dark theme, which an app's first picture has
    expect(app.icons.map(({ sizes }) => sizes)).toEqual(expect.arrayContaining(["192x192", "512x512"]));
    for (const { src, sizes, type, purpose } of app.icons) {
      expect(type).toBe("image/png");
      expect(purpose.split(" ")).toEqual(["any", "maskable"]);
      expect(await page.evaluate(iconSize, new URL(src, address).href)).toBe(sizes);
    }

    await expect.poll(() => activeWorker(page), { timeout: 30_000 }).toBe("sw.js activated");
    const session = await page.context().newCDPSession(page);
    const seen = await session.send("Page.getAppManifest");
    expect({ url: seen.url, errors: seen.errors }).toEqual({ url: address, errors: [] });
    expect(await installabilityErrors(session)).toEqual([]);
    expect((await session.send("Page.getAppId")).appId).toBe(url); // two folders are two apps
    expect(shell.watch.errors).toEqual([]);
    await profile.remove();
    await host.close();
  });
}
