import { describe, expect, it } from "vitest";
import { relayUrl } from "../../workers/local/relay-url.ts";

describe("RELAY_URL at build", () => {
  it("names the site's proxy", () => expect(relayUrl("https://proxy.example/")).toBe("https://proxy.example/"));
  it("that is empty, as where nobody has set a workflow's variable, names none", () => expect(relayUrl("")).toBeNull());
  it.each(["proxy.example", "ftp://proxy.example/", "https://"])("is refused where it is no address: %s", (value) => expect(() => relayUrl(value)).toThrow(/^RELAY_URL is no http\(s\) address: /));
});
