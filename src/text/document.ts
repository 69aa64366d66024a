/** The words of the page itself, before any of its scripts runs; `workers/local/text-plugin.ts` puts them into `index.html`, and each has its place there. */

export { name, description } from "./site.ts";

/** Of all that is in this folder (BCP 47). */
export const language = "en";

export const interpreter = "Python interpreter";
export const starting = "Starting";
export const prompt = "Python prompt";
export const keys = "Keys";

export const menu = "Menu";
export const newSession = "New";
export const newSessionTitle = "Another session";
export const find = "Find";
export const findTitle = "Search the output";
export const save = "Save";
export const saveTitle = "Save all output as a text file";
export const requests = "Requests";
export const requestsTitle = "Every request, beside the prompt";
export const access = "Access";
export const accessTitle = "What Python may reach";
export const settings = "Settings";
export const settingsTitle = "The look, keys, the proxy, and what this browser stores";
export const restart = "Restart";
export const restartTitle = "End the interpreter and start a new one";

/** Where no script of the page runs; a command stands between the two parts. */
export const unstartedBeforeCommand =
  "The page has not started yet, which on a slow network takes a moment. If it stays so, reload it; if that does not help, its scripts do not run: a page that was opened as a file (file:) must be served by a web server instead, any one will do";
export const unstartedBehindCommand = "in its folder, then http://localhost:8000), and what blocks scripts must let those of this site run.";
export const noScript = "This shell runs Python in your browser, which needs JavaScript.";
