import ipaddr from "ipaddr.js";

const OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";

// inet_aton also reads octal, hexadecimal and short forms, and every reader disagrees on them: only RFC 3986's dec-octets pass.
const CANONICAL_IPV4 = new RegExp(`^${OCTET}(?:\\.${OCTET}){3}$`);

const IPV6_CHARACTERS = /^[0-9a-fA-F:]+$/;

/** Global unicast, RFC 4291 §2.4: all of IPv6 that IANA hands out; what lies outside is never a public server. */
const GLOBAL_UNICAST: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse("2000::"), 3];

/** Unicast by the registry, but answered by the machine's own cloud: Azure's WireServer. */
const CLOUD_INTERNAL: ReadonlySet<string> = new Set(["168.63.129.16"]);

/** No spelling of an address is longer; parsers need not be tried on what is. */
const MAX_LENGTH = 45;

export type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** Reads a canonical decimal IPv4 or a hexadecimal IPv6 address without zone; null for every other spelling. */
export function parseAddress(text: string): Address | null {
  if (text.length > MAX_LENGTH) return null;
  if (CANONICAL_IPV4.test(text)) return ipaddr.IPv4.parse(text);
  if (text.includes(":") && IPV6_CHARACTERS.test(text) && ipaddr.IPv6.isValid(text)) return ipaddr.IPv6.parse(text);
  return null;
}

/** The one spelling of an address: RFC 5952 for IPv6. */
export function formatAddress(address: Address): string {
  return address instanceof ipaddr.IPv6 ? address.toRFC5952String() : address.toString();
}

/** Whether the text is the address of a server on the public internet; anything that is not plain global unicast is not. */
export function isPublicAddress(text: string): boolean {
  const address = parseAddress(text);
  if (address === null || address.range() !== "unicast") return false;
  if (address instanceof ipaddr.IPv6) return address.match(GLOBAL_UNICAST);
  return !CLOUD_INTERNAL.has(address.toString());
}

/** What counts as one client: an IPv4 address, or an IPv6 /64, which is what one subscriber gets (RFC 6177). */
export function clientKey(text: string): string {
  if (!ipaddr.isValid(text)) return text;
  const address = ipaddr.process(text);
  if (address instanceof ipaddr.IPv4) return address.toString();
  return address.parts.slice(0, 4).map((part) => part.toString(16)).join(":");
}
