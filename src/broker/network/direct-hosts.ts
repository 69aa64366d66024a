/**
 * Origins that a page may call without the proxy, reviewed by hand: each is documented to allow other origins (CORS), and signs none of
 * the headers that a browser changes (User-Agent, Accept-Encoding, …). One that is missing here goes through the proxy.
 */
export const DIRECT_ORIGINS: readonly string[] = [
  // Bearer tokens. "Cross Origin Resource Sharing" in https://github.com/digitalocean/openapi/blob/main/specification/description.yml
  "https://api.digitalocean.com",
  // No credentials; micropip knows no other way. https://github.com/pypi/warehouse/pull/13222, https://github.com/pypi/infra/pull/44
  "https://pypi.org",
  "https://files.pythonhosted.org",
];
