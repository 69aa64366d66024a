/** An engine that is not on the machine. */
import { expect, test } from "vitest";
import { sayMissing } from "../engines/support/missing.ts";

const missing = "Gecko is not on this machine (Debian: apt-get install gecko)";

test.each([{}, { CI: undefined }, { CI: "" }, { CI: "0" }, { CI: "false" }])("on a person's machine its tests are skipped, and that is said: %o", (environment) => {
  expect(sayMissing("Gecko", missing, environment)).toBe(`${missing}: tests in Gecko are skipped.`);
});

test.each(["true", "1", "yes"])("with CI=%s they fail, with what is to be installed", (CI) => {
  expect(() => sayMissing("Gecko", missing, { CI })).toThrow(`${missing}: where CI is set, tests in Gecko are not skipped.`);
});
