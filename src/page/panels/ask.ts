/** A dialog of the page itself, which belongs to no session. */

/**
 * Shows it until it is closed, and takes it out of the page again. Whatever has the keyboard when this is called has it again as soon as
 * it is closed (HTML, "close the dialog"); "close" is said later, and keys may come before that.
 *
 * @param label the id of the element that names it
 * @returns the value of the button that closed it, "" for Esc
 */
export async function ask(dialog: HTMLDialogElement, label: string): Promise<string> {
  dialog.setAttribute("aria-labelledby", label);
  document.body.append(dialog);
  dialog.showModal();
  await new Promise((resolve) => dialog.addEventListener("close", resolve, { once: true }));
  dialog.remove();
  return dialog.returnValue;
}
