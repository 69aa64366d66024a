/** What a user of stock Pyodide would write: load it, install libcloud with micropip, make a driver; or load it and run a program. */
import { readdirSync } from "node:fs";

/** Where the page finds npm's pyodide and the wheels, on the same host. */
export const PYODIDE_PATH = "/stock/pyodide/";
export const WHEELS_PATH = "/stock/wheels/";

/** @param wheels the folder of the wheels from which the image is built, micropip's among them */
export function stockPage(wheels: string): string {
  const files = readdirSync(wheels).filter((name) => name.endsWith(".whl"));
  const micropip = files.find((name) => name.startsWith("micropip-"));
  if (micropip === undefined) throw new Error("the image's wheels have no micropip");
  const others = files.filter((name) => name !== micropip);
  return page(`const at = (name) => new URL("${WHEELS_PATH}" + name, location).href;
await pyodide.loadPackage(at(${JSON.stringify(micropip)}), { checkIntegrity: false });
pyodide.globals.set("wheels", pyodide.toPy(${JSON.stringify(others)}.map(at)));
const shown = await pyodide.runPythonAsync(\`${PROGRAM}\`);`);
}

/** @param program Python, whose last expression is what the page shows */
export function stockProgram(program: string): string {
  return page(`const shown = await pyodide.runPythonAsync(${JSON.stringify(program)});`);
}

/** @param script JavaScript that has `pyodide`, and leaves what the page shows in `shown` */
function page(script: string): string {
  return `<!doctype html><meta charset="utf-8"><title>Stock Pyodide</title><link rel="icon" href="data:,"><body>
<script type="module">
import { loadPyodide } from "${PYODIDE_PATH}pyodide.mjs";
const pyodide = await loadPyodide();
${script}
document.body.textContent = shown;
document.body.dataset.done = performance.now();
</script>`;
}

// All that is to be installed is named: without \`deps=False\` micropip would ask the package index whether there is more.
const PROGRAM = `
import micropip
await micropip.install(list(wheels), deps=False)
from libcloud.compute.providers import get_driver
repr(get_driver("ec2")("a", "b"))
`;
