/** The built site and its proxy as `npm start` serves them. */
import { serve, type Running } from "../../../workers/local/start.ts";
import type { Address } from "../../servers/process.ts";
import { root } from "./project.ts";

/** Each of Playwright's processes looks for free ports from another one on. */
const FIRST_PORT = 21_000 + 500 * Number(process.env["TEST_PARALLEL_INDEX"] ?? 0);

/** @param clouds what the proxy may reach */
export function startSite(...clouds: readonly Address[]): Promise<Running> {
  return serve(root, { port: FIRST_PORT, allow: clouds.map(authority), proxyLog: false });
}

/** Where a page of the site sends requests by itself: there, and to its proxy, which it asks whether it is there. */
export async function ownOrigins({ url }: Pick<Running, "url">): Promise<string[]> {
  const { relay } = (await (await fetch(new URL("config.json", url))).json()) as { relay: string };
  return [new URL(url).origin, new URL(relay).origin].sort();
}

export function authority({ host, port }: Address): string {
  return `${host}:${port}`;
}
