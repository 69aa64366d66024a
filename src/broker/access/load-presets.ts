/** Where presets come from: config.json, and the page's address. */
import { json, ParseError } from "../../protocol/parse.ts";
import type { SettingsFiles } from "../site/settings-files.ts";
import { parsePreset, type Preset } from "./preset.ts";

const MAX_CHARACTERS = 20_000;

/**
 * @param configured what config.json has under "preset"; null for none
 * @param parameter `?preset=`: JSON, or the address of a file of this origin; null for none
 * @returns the presets, and a sentence about each that is wrong
 */
export async function loadPresets(configured: unknown, parameter: string | null, files: SettingsFiles): Promise<{ presets: readonly Preset[]; problems: readonly string[] }> {
  const sources: readonly (readonly [name: string, load: () => unknown])[] = [
    ...(configured === null ? [] : [["The preset of config.json", () => configured] as const]),
    ...(parameter === null ? [] : [["The preset of this page's address", () => fromParameter(parameter, files)] as const]),
  ];
  const presets: Preset[] = [];
  const problems: string[] = [];
  for (const [name, load] of sources) {
    try {
      presets.push(parsePreset(await load()));
    } catch (error) {
      problems.push(`${name} is ignored: ${error instanceof ParseError ? error.message : "it cannot be fetched"}.`);
    }
  }
  return { presets, problems };
}

async function fromParameter(parameter: string, files: SettingsFiles): Promise<unknown> {
  if (parameter.startsWith("{")) return json(bounded(parameter), "it");
  const url = URL.canParse(parameter, files.folder) ? new URL(parameter, files.folder) : null;
  if (url?.origin !== files.folder.origin) throw new ParseError("it is neither JSON nor a file of this site");
  const { status, text } = await files.get(url);
  if (status !== 200) throw new ParseError(`the server answered ${status}`);
  return json(bounded(text), "it");
}

function bounded(text: string): string {
  if (text.length > MAX_CHARACTERS) throw new ParseError(`it is longer than ${MAX_CHARACTERS} characters`);
  return text;
}
