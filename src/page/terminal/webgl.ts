/** Draws with the graphics processor where there is one. Everywhere else, and when it is lost, the terminal draws as before. */
import type { Terminal as Xterm } from "@xterm/xterm";

/** @param onChanged cells may have another size now */
export async function installWebgl(xterm: Xterm, onChanged: () => void): Promise<void> {
  if (!hasGraphicsProcessor()) return;
  try {
    const { WebglAddon } = await import("@xterm/addon-webgl");
    const addon = new WebglAddon();
    addon.onContextLoss(() => {
      addon.dispose();
      onChanged();
    });
    xterm.loadAddon(addon);
    onChanged();
  } catch {
    // Neither the code nor a context is needed: nothing is lost but some speed.
  }
}

/** A processor that imitates one is slower than drawing without. */
function hasGraphicsProcessor(): boolean {
  const context = document.createElement("canvas").getContext("webgl2", { failIfMajorPerformanceCaveat: true });
  context?.getExtension("WEBGL_lose_context")?.loseContext();
  return context !== null;
}
