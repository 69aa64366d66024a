/** What a request says about itself. All of it was written by code in the interpreter: it is text to show, and nothing else. */
import type { RequestHead } from "../../protocol/http.ts";
import { headerOf } from "./entry.ts";

/** `libcloud/3.9.1 (Amazon EC2) …`; names have parentheses of their own: `Rackspace Cloud (Next Gen)`. */
const USER_AGENT = /^libcloud\/[\w.+-]{1,30} \(((?:[^()]|\([^()]{0,40}\)){1,60})\)/;
const MAX_CHARACTERS = 60;

/** The name of the driver that made it, or null where it came from elsewhere. */
export function driverOf(request: RequestHead): string | null {
  const name = USER_AGENT.exec(headerOf(request, "user-agent") ?? "")?.[1];
  return name === undefined ? null : printable(name);
}

/** What APIs that have one path for all call an operation, e.g. `DescribeInstances`; null for others. */
export function operationOf(request: RequestHead): string | null {
  const target = headerOf(request, "x-amz-target")?.split(".").at(-1);
  const named = target ?? /[?&](?:Action|command)=([\w.-]{1,60})(?:&|$)/.exec(request.target)?.[1];
  return named === undefined ? null : printable(named);
}

/** In one line, without controls. */
function printable(text: string): string {
  return text
    .replaceAll(/[\p{C}\s]+/gu, " ")
    .trim()
    .slice(0, MAX_CHARACTERS);
}
