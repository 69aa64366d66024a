/** What keeps the page from starting, or lets it start with less. The page's entry has these, so they are few. */

export const insecure =
  "This address is not secure, and to such a page browsers give neither what checks Python's files nor what isolates it. Open the page by https://, or, if it is " +
  "served from this machine, by http://localhost. Nothing else is missing.";
export const noWebAssembly =
  "This browser runs no WebAssembly, of which Python is made here. Where it was switched off for more security (Lockdown Mode, for one), allow it for this site, " +
  "or open the page in another browser. Nothing else is missing.";
export const tooOld = "This browser is too old for the page, which wants Chrome or Edge 119, Firefox 121, Safari 17.4, or a later one.";
export const notLoaded = "A part of the page did not come, so it cannot start. Is there a network? Reload the page.";

/** What it means that a file cannot be had; why it cannot follows. */
export const noColdCode = "Some of Python's functions are missing: who calls one ends this session.";
export const noLibrary = "Modules that are not loaded yet are missing.";
export const restartTriesAgain = "Restart tries again.";
export const noSnapshot = "Starting without the snapshot, which takes longer.";
