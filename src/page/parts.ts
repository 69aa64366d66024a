/** Parts of the page whose code comes when somebody wants them. Where it does not, that is said, and whoever wants it again tries again. */
import { FailureError } from "../protocol/errors.ts";
import * as text from "../text/parts.ts";
import { byId } from "./dom.ts";
import { within } from "./lazy.ts";
import { recoverStyles } from "./lost-styles.ts";

/** What has not come then may still come for the next attempt (milliseconds). */
const PATIENCE = 30_000;
/** A sentence in the bar stays for so long (milliseconds). */
const SAID = 30_000;

let forget: ReturnType<typeof setTimeout> | undefined;

/** What a person has pressed a button or a key for; null where it does not come, which the bar says. */
export async function part<T>(name: keyof typeof text.names, load: () => Promise<T>): Promise<T | null> {
  say("");
  try {
    return await arrival(load);
  } catch {
    say(text.notLoaded(text.names[name]));
    return null;
  }
}

/** What Python has asked for. @throws FailureError, which refuses it, where it does not come */
export async function partForPython<T>(name: keyof typeof text.refused, load: () => Promise<T>): Promise<T> {
  try {
    return await arrival(load);
  } catch {
    throw new FailureError("denied", text.refused[name]);
  }
}

/** In the bar, until there is something else to say, or for a while. */
export function say(sentence: string): void {
  clearTimeout(forget);
  byId("trouble", HTMLOutputElement).value = sentence;
  if (sentence !== "") forget = setTimeout(() => say(""), SAID);
}

function arrival<T>(load: () => Promise<T>): Promise<T> {
  return within(PATIENCE, recoverStyles().then(load));
}
