/** The question about a proxy that the page's address names: whoever made the link would read what passes. */
import type { RelayScope } from "../../broker/network/relay-address.ts";
import * as text from "../../text/relay-link.ts";
import { element } from "../dom.ts";
import { ask } from "./ask.ts";

const LABEL = "relay-link-question";

/** @returns for how long it shall be used; null for not at all, which Escape means, too */
export async function askForLinkedRelay(url: URL): Promise<RelayScope | null> {
  const question = element("p", { id: LABEL }, [text.question]);
  const address = element("p", { className: "destination" }, [url.href]);
  const warning = element("p", {}, [text.warning]);
  const no = element("button", { value: "no", autofocus: true }, [text.no]);
  const session = element("button", { value: "session" }, [text.session]);
  const always = element("button", { value: "always" }, [text.always]);
  const form = element("form", { method: "dialog" }, [question, address, warning, element("menu", {}, [no, session, always])]);
  const dialog = element("dialog", { className: "consent" }, [form]);
  const answer = await ask(dialog, LABEL);
  return answer === "session" || answer === "always" ? answer : null;
}
