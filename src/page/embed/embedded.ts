/**
 * A page that another one is around, or that is told so by its address (`?embed=1`). What is around it may cover it, and so bring a
 * person to click what they do not see; so nothing that a person has stored is used there, nothing is stored, and nothing is sent.
 */

/** Whatever the address says: who frames the page writes that. */
export function isEmbedded(): boolean {
  return window.top !== window || parameter("embed") === "1";
}

/** Of the page's address. */
export function parameter(name: string): string | null {
  return new URLSearchParams(location.search).get(name);
}
