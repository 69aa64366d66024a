/** What the browser stores for the site. */

export const title = "In this browser";
/** By what has become of the copy of the site. */
export const states = {
  off: "No copy of the site is kept in this browser, so it does not start without a network.",
  unavailable: "This browser keeps no copy of the site here (a private window, blocked storage, or an address without https:// do that), so it does not start without a network.",
  fetching: "A copy of the site is being fetched, so that it starts without a network.",
  failed: "A copy of the site could not be kept: the network broke off, or there is no room. The next visit tries again.",
  kept: "A copy of the site is kept in this browser: it starts without a network, and everything works there but clouds.",
  outdated: "A copy of the site is kept in this browser. A newer version has come, too, and starts with the next visit.",
} as const;
export const besides =
  "Besides, the statements that you enter are stored (not those with what looks like a credential), the hosts that you always allow or deny, a proxy's address that you have named, how you want this page to look, and keys that you have changed.";
export const erase = "Erase everything that this site stored";
export const erased = "Everything is erased. The page stays as it is until you close it; what you enter from now on is stored again.";
