/** What actions are called where their keys are set. */
import * as text from "../../text/shortcuts.ts";
import type { Action } from "./key-map.ts";

export const NAMES: Readonly<Record<Action, string>> = {
  "new-session": text.newSession,
  "close-session": text.closeSession,
  "rename-session": text.renameSession,
  "previous-session": text.previousSession,
  "next-session": text.nextSession,
  "select-session": text.selectSession,
  find: text.find,
  save: text.save,
  requests: text.requests,
  access: text.access,
  restart: text.restart,
};
