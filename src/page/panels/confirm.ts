/** Questions before something ends that cannot be had back. */
import * as text from "../../text/confirm.ts";
import { element } from "../dom.ts";
import { ask } from "./ask.ts";

const LABEL = "confirm-question";

/** @param title the session's. @returns true when it shall be closed */
export function confirmClose(title: string): Promise<boolean> {
  return confirm(text.closing(title), text.closingMeans, text.keep, text.close);
}

/** @returns true when the newer version shall start in this page */
export function confirmUpdate(): Promise<boolean> {
  return confirm(text.update, text.updateMeans, text.later, text.reload);
}

/** @returns true for `yes`; `no` has the focus, and is what Escape means */
async function confirm(question: string, consequence: string, no: string, yes: string): Promise<boolean> {
  const keep = element("button", { value: "no", autofocus: true }, [no]);
  const go = element("button", { value: "yes" }, [yes]);
  const form = element("form", { method: "dialog" }, [element("p", { id: LABEL }, [question]), element("p", {}, [consequence]), element("menu", {}, [keep, go])]);
  const dialog = element("dialog", { className: "closing" }, [form]);
  return (await ask(dialog, LABEL)) === "yes";
}
