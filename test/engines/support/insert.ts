/** Text at the cursor, as an input method gives it; for protocols that have no command for that. Runs in the page. */
export function insertInPage(text: string): void {
  document.execCommand("insertText", false, text);
}
