/** The question about a request, whose code, and the index of known hosts, come with the first of them. */
import { lazy } from "../lazy.ts";
import { partForPython } from "../parts.ts";
import type { ConsentDialog } from "./consent.ts";
import type { Modals } from "./modal.ts";

/** @param asker who wants to send the request */
export function lazyConsent(modals: Modals, asker: () => string): Pick<ConsentDialog, "ask"> {
  const dialog = lazy(async () => {
    const { ConsentDialog } = await import("./consent.ts");
    return new ConsentDialog(modals, asker);
  });
  return { ask: async (question, signal) => (await partForPython("request", dialog)).ask(question, signal) };
}
