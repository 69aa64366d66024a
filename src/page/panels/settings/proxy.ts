/** The proxy's address. */
import { parseRelayAddress, type RelayAddress } from "../../../broker/network/relay-address.ts";
import { messageOf } from "../../../protocol/errors.ts";
import * as text from "../../../text/settings/proxy.ts";
import { element } from "../../dom.ts";

export function proxySection(address: RelayAddress): HTMLElement {
  const now = element("p");
  const input = element("input", { id: "proxy-address", type: "text", inputMode: "url", autocomplete: "off", spellcheck: false, placeholder: "https://proxy.example/" });
  const label = element("label", { htmlFor: input.id }, [text.other]);
  const problem = element("p", { className: "problem", role: "alert" });
  const use = element("button", {}, [text.use]);
  const reset = element("button", { type: "button" }, [text.reset]);
  const form = element("form", {}, [label, input, problem, element("menu", {}, [reset, use])]);
  const update = (): void => {
    now.textContent = describe(address);
    reset.disabled = address.source === "site";
    problem.textContent = "";
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    try {
      address.set(parseRelayAddress(input.value), "always");
      input.value = "";
      update();
    } catch (error) {
      problem.textContent = messageOf(error);
    }
  });
  reset.addEventListener("click", () => {
    address.set(null, "always");
    update();
    input.focus();
  });
  update();
  return element("section", {}, [element("h3", {}, [text.title]), now, form]);
}

function describe(address: RelayAddress): string {
  if (address.current === null) return text.none;
  return text.used(address.current.href, text.sources[address.source]);
}
