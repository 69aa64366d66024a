/** Gives the page `virtual:providers`: whose the hosts are that libcloud's drivers name, found in the drivers and reviewed by hand. */
import type { Plugin } from "vite";
import { HOSTS_BY_PROVIDER } from "../../proxy/node/index.ts";
import { buildImage } from "../image/build.ts";
import { log } from "./log.ts";

const ID = "virtual:providers";

export function providersPlugin(root: string): Plugin {
  return {
    name: "providers",
    resolveId: (id) => (id === ID ? `\0${ID}` : null),
    load: async (id) => (id === `\0${ID}` ? moduleOf((await buildImage({ root, log })).providers) : null),
  };
}

function moduleOf(drivers: Readonly<Record<string, string>>): string {
  return [`export const reviewed = ${JSON.stringify(HOSTS_BY_PROVIDER)};`, `export const drivers = ${JSON.stringify(drivers)};`].join("\n");
}
