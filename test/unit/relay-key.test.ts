import { describe, expect, it } from "vitest";
import { findRelayKey, RelayKey } from "../../src/broker/network/relay-key.ts";

describe("findRelayKey", () => {
  it.each([
    ["#relay-key=abc", "abc", ""],
    ["#relay-key=abc&other=1", "abc", "#other=1"],
    ["#other=1&relay-key=abc", "abc", "#other=1"],
    ["#a=1&relay-key=abc&b=2", "abc", "#a=1&b=2"],
    ["#relay-key=a%2Bb%3D", "a+b=", ""],
    ["#relay-key=", "", ""],
  ])("takes it out of %s", (fragment, key, rest) => {
    expect(findRelayKey(fragment)).toEqual({ key, rest });
  });

  it.each(["", "#", "#other=1", "#my-relay-key=abc", "#relay-key"])("finds none in %j", (fragment) => {
    expect(findRelayKey(fragment)).toBeNull();
  });

  it.each(["#relay-key=%0d%0aX: y", "#relay-key=%", "#relay-key=\u00fc", "#relay-key=%00"])("makes nothing of %j that a header cannot have", (fragment) => {
    expect(findRelayKey(fragment)?.key).toMatch(/^[\x21-\x7e]+$/);
  });
});

describe("RelayKey", () => {
  it("is sent when there is one", () => {
    const key = new RelayKey();
    expect(key.headers).toEqual({});
    key.set("abc");
    expect(key.headers).toEqual({ "X-Relay-Key": "abc" });
  });
});
