/** Questions before something ends that cannot be had back. */
import { element } from "../dom.ts";
import { ask } from "./ask.ts";

const LABEL = "confirm-question";

/** @param title the session's. @returns true when it shall be closed */
export function confirmClose(title: string): Promise<boolean> {
  return confirm(`${title} is running code.`, "Closing it ends the code; variables and files are gone then.", "Keep it", "End and close");
}

/** @returns true when the newer version shall start in this page */
export function confirmUpdate(): Promise<boolean> {
  const consequence = "Reloading the page starts it; variables and files of all its sessions are gone then, the history is kept. Until then nothing changes here.";
  return confirm("A newer version of this page is here.", consequence, "Later", "Reload");
}

/** @returns true for `yes`; `no` has the focus, and is what Escape means */
async function confirm(question: string, consequence: string, no: string, yes: string): Promise<boolean> {
  const keep = element("button", { value: "no", autofocus: true }, [no]);
  const go = element("button", { value: "yes" }, [yes]);
  const form = element("form", { method: "dialog" }, [element("p", { id: LABEL }, [question]), element("p", {}, [consequence]), element("menu", {}, [keep, go])]);
  const dialog = element("dialog", { className: "closing" }, [form]);
  return (await ask(dialog, LABEL)) === "yes";
}
