import { describe, expect, it } from "vitest";
import { clientKey, formatAddress, isPublicAddress, parseAddress } from "../../proxy/core/address.ts";

describe("isPublicAddress", () => {
  it.each(["1.1.1.1", "8.8.8.8", "52.94.0.1", "223.255.255.254", "100.63.255.255", "100.128.0.0", "172.15.0.1", "172.32.0.1", "2606:4700::1111", "2a00:1450::1"])(
    "takes %s",
    (address) => expect(isPublicAddress(address)).toBe(true),
  );

  it.each([
    ["this network", "0.0.0.0"],
    ["this network", "0.1.2.3"],
    ["private", "10.0.0.1"],
    ["private", "172.16.0.1"],
    ["private", "172.31.255.255"],
    ["private", "192.168.1.1"],
    ["shared, RFC 6598", "100.64.0.1"],
    ["Alibaba's metadata", "100.100.100.200"],
    ["loopback", "127.0.0.1"],
    ["loopback", "127.255.255.254"],
    ["link-local, metadata", "169.254.169.254"],
    ["IETF assignments, Oracle's metadata", "192.0.0.192"],
    ["documentation", "192.0.2.1"],
    ["documentation", "198.51.100.1"],
    ["documentation", "203.0.113.1"],
    ["6to4 relays", "192.88.99.1"],
    ["benchmarking", "198.18.0.1"],
    ["benchmarking", "198.19.255.255"],
    ["multicast", "224.0.0.1"],
    ["multicast", "239.255.255.255"],
    ["reserved", "240.0.0.1"],
    ["broadcast", "255.255.255.255"],
    ["Azure's WireServer", "168.63.129.16"],
    ["unspecified", "::"],
    ["loopback", "::1"],
    ["IPv4-compatible", "::7f00:1"],
    ["IPv4-mapped", "::ffff:7f00:1"],
    ["IPv4-mapped and public", "::ffff:808:808"],
    ["IPv4-translated", "::ffff:0:808:808"],
    ["NAT64", "64:ff9b::7f00:1"],
    ["NAT64 and public", "64:ff9b::808:808"],
    ["local NAT64", "64:ff9b:1::1"],
    ["discard", "100::1"],
    ["Teredo", "2001:0:1::1"],
    ["benchmarking", "2001:2::1"],
    ["ORCHID", "2001:20::1"],
    ["documentation", "2001:db8::1"],
    ["6to4 of a private address", "2002:7f00:1::"],
    ["6to4", "2002:808:808::1"],
    ["documentation", "3fff::1"],
    ["segment routing", "5f00::1"],
    ["unassigned", "4000::1"],
    ["unique local", "fc00::1"],
    ["unique local, Amazon's metadata", "fd00:ec2::254"],
    ["link-local", "fe80::1"],
    ["site-local", "fec0::1"],
    ["multicast", "ff02::1"],
  ])("refuses %s %s", (_, address) => {
    expect(parseAddress(address)).not.toBeNull();
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe("parseAddress", () => {
  it.each([
    "",
    "1",
    "1.2.3",
    "1.2.3.4.5",
    "01.2.3.4",
    "1.2.3.04",
    "1.2.3.256",
    "0x1.2.3.4",
    "1.2.3.4 ",
    "1.2.3.4.",
    "1.2.3.4\n",
    "+1.2.3.4",
    "\uff11.2.3.4",
    "::ffff:1.2.3.4",
    "::1%0",
    "[::1]",
    ":::",
    "1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:8:9",
    "12345::",
    ":".repeat(100_000),
  ])("takes no other spelling: %j", (text) => {
    expect(parseAddress(text)).toBeNull();
    expect(isPublicAddress(text)).toBe(false);
  });

  it("brings an address to its one spelling", () => {
    const address = parseAddress("2001:0DB8:0:0:0:0:0:1");
    expect(address && formatAddress(address)).toBe("2001:db8::1");
  });
});

describe("clientKey", () => {
  it("takes an IPv6 /64 as one client", () => {
    expect(clientKey("2001:db8:1:2::1")).toBe(clientKey("2001:db8:1:2:ffff::9"));
    expect(clientKey("2001:db8:1:2::1")).not.toBe(clientKey("2001:db8:1:3::1"));
  });

  it("takes an IPv4 address and its mapped form as one client", () => {
    expect(clientKey("::ffff:1.2.3.4")).toBe(clientKey("1.2.3.4"));
    expect(clientKey("1.2.3.4")).not.toBe(clientKey("1.2.3.5"));
  });
});
