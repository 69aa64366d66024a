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

/** Programs that imitate a graphics processor: they take the time that Python and the page need. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;

function hasGraphicsProcessor(): boolean {
  const context = document.createElement("canvas").getContext("webgl2", { failIfMajorPerformanceCaveat: true });
  if (context === null) return false;
  // The caveat is not always told, so the name must do.
  const parameter = context.getExtension("WEBGL_debug_renderer_info")?.UNMASKED_RENDERER_WEBGL ?? context.RENDERER;
  const name: unknown = context.getParameter(parameter);
  context.getExtension("WEBGL_lose_context")?.loseContext();
  return typeof name === "string" && !SOFTWARE.test(name);
}
