/** Key sequences as text: `abc<Home>X<Enter>` types, presses, types, presses. */
import type { Shell } from "../support/shell.ts";

/** What is pasted is not typed: `paste` takes it as it is. */
export async function type(shell: Shell, sequence: string): Promise<void> {
  for (const [token, key] of sequence.matchAll(/<([A-Z][\w+\-./_]*)>|[^<]+|</g)) {
    if (key === undefined) await shell.insert(token);
    else await shell.press(key);
  }
}

/** Types at an empty screen, and waits until all of it is exactly as expected. The line that is edited is abandoned then. */
export async function check(shell: Shell, sequence: string, expected: string): Promise<void> {
  await shell.clear();
  await type(shell, sequence);
  await shell.until(exactly(expected));
  if (!expected.endsWith("\n>>>")) await abandon(shell);
}

export async function abandon(shell: Shell): Promise<void> {
  await shell.press("Control+g"); // a search takes Ctrl-C for itself
  await shell.press("Control+c");
  await shell.until(/KeyboardInterrupt\n>>>$/, { status: "ready" });
}

export function exactly(screen: string): RegExp {
  return new RegExp(`^${screen.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&")}$`);
}
