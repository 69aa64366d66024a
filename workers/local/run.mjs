// The entry of every npm script. Plain JavaScript, since it runs before anything is installed: it checks Node, installs the
// node modules that package-lock.json names, and hands over to main.ts.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const NEEDED = [20, 19];
const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

function stop(sentence) {
  console.error(`\n${sentence}`);
  process.exit(1);
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])) return;
  stop(`Node ${NEEDED.join(".")} or newer is needed, this is ${process.versions.node}: install one from https://nodejs.org and try again.`);
}

/** Runs `npm ci` unless node_modules are those of this package-lock.json. */
function installModules() {
  const stamp = join(root, "node_modules", ".lock-sha256");
  const lock = createHash("sha256").update(readFileSync(join(root, "package-lock.json"))).digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return;
  console.log("Installing node modules");
  const npm = process.env["npm_execpath"];
  const [command, ...first] = npm?.endsWith(".js") ? [process.execPath, npm] : [process.platform === "win32" ? "npm.cmd" : "npm"];
  const { status } = spawnSync(command, [...first, "ci", "--no-audit", "--no-fund"], { cwd: root, stdio: "inherit" });
  if (status !== 0) stop("The node modules could not be installed (see npm's words above). Is there a network? Then try again.");
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, lock);
}

checkNode();
installModules();
process.chdir(root);
const [command] = process.argv.slice(2);
const entry = ["test", "bench"].includes(command) ? "/test/main.ts" : "/workers/local/main.ts";
const { runnerImport } = await import("vite");
const { module } = await runnerImport(entry, { root, logLevel: "error", configFile: false });
await module.main(process.argv.slice(2)).catch((error) => {
  if (error?.name === "UserError") stop(error.message);
  throw error;
});
