/** The proxy's address. */
import { parseRelayAddress, type RelayAddress } from "../../../broker/network/relay-address.ts";
import { messageOf } from "../../../protocol/errors.ts";
import { element } from "../../dom.ts";

const SOURCES: Readonly<Record<RelayAddress["source"], string>> = {
  site: "as this site says",
  session: "as you said, while this page is open",
  always: "as you said",
};

export function proxySection(address: RelayAddress): HTMLElement {
  const now = element("p");
  const input = element("input", { id: "proxy-address", type: "text", inputMode: "url", autocomplete: "off", spellcheck: false, placeholder: "https://proxy.example/" });
  const label = element("label", { htmlFor: input.id }, ["Another address:"]);
  const problem = element("p", { className: "problem", role: "alert" });
  const use = element("button", {}, ["Use this proxy"]);
  const reset = element("button", { type: "button" }, ["Do as the site says"]);
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
  return element("section", {}, [element("h3", {}, ["Proxy"]), now, form]);
}

function describe(address: RelayAddress): string {
  if (address.current === null) return "There is none, so most clouds cannot be reached. Start one, as the project's README says, and name its address here.";
  return `Requests go through ${address.current.href}, ${SOURCES[address.source]}. It can read all that passes, credentials included.`;
}
