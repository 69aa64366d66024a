/**
 * Origins that a page may call without the proxy, reviewed by hand. Each allows other origins (CORS) to send what its clients send, and
 * signs none of the headers that a browser changes (User-Agent, Accept-Encoding, …). One that is missing here goes through the proxy.
 */
export const DIRECT_ORIGINS: readonly string[] = [
  // Bearer tokens; the reference documents CORS for all of it, the Authorization header included:
  // https://docs.digitalocean.com/reference/api/digitalocean/#section/Introduction/CORS
  "https://api.digitalocean.com",
  // No credentials. What micropip, which knows no proxy, installs from.
  "https://pypi.org",
  "https://files.pythonhosted.org",
];
