/** What actions are called where their keys are set. */
import type { Action } from "./key-map.ts";

export const NAMES: Readonly<Record<Action, string>> = {
  "new-session": "New session",
  "close-session": "Close the session",
  "rename-session": "Name the session",
  "previous-session": "Previous session",
  "next-session": "Next session",
  "select-session": "Session by its number",
  find: "Search the output",
  save: "Save the output",
  requests: "Requests, and back",
  access: "Access",
  restart: "Restart",
};
