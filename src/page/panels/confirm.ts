/** The question whether a session shall be closed although code runs in it. */
import { element } from "../dom.ts";

/** @param title the session's. @returns true when it shall be closed */
export function confirmClose(title: string): Promise<boolean> {
  const question = element("p", { id: "closing-question" }, [`${title} is running code.`]);
  const consequence = element("p", {}, ["Closing it ends the code; variables and files are gone then."]);
  const keep = element("button", { value: "keep", autofocus: true }, ["Keep it"]);
  const close = element("button", { value: "close" }, ["End and close"]);
  const form = element("form", { method: "dialog" }, [question, consequence, element("menu", {}, [keep, close])]);
  const dialog = element("dialog", { className: "closing" }, [form]);
  dialog.setAttribute("aria-labelledby", question.id);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "close");
    });
  });
}
