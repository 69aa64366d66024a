/** How keys are written. Those that are not here are written as the key map names them. */

export const names: Readonly<Record<string, string>> = { ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓", PageUp: "Page Up", PageDown: "Page Down" };
/** As Apple's keyboards have them. */
export const namesOnMac: Readonly<Record<string, string>> = { Alt: "Option", Meta: "Cmd" };
