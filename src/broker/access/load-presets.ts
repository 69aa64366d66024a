/** Where presets come from: config.json, and the page's address. */
import { json, ParseError } from "../../protocol/parse.ts";
import * as text from "../../text/presets.ts";
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
    ...(configured === null ? [] : [[text.ofConfig, () => configured] as const]),
    ...(parameter === null ? [] : [[text.ofAddress, () => fromParameter(parameter, files)] as const]),
  ];
  const presets: Preset[] = [];
  const problems: string[] = [];
  for (const [name, load] of sources) {
    try {
      presets.push(parsePreset(await load()));
    } catch (error) {
      problems.push(text.ignored(name, error instanceof ParseError ? error.message : text.notFetched));
    }
  }
  return { presets, problems };
}

async function fromParameter(parameter: string, files: SettingsFiles): Promise<unknown> {
  if (parameter.startsWith("{")) return json(bounded(parameter), text.it);
  const url = URL.canParse(parameter, files.folder) ? new URL(parameter, files.folder) : null;
  if (url?.origin !== files.folder.origin) throw new ParseError(text.neither);
  const { status, text: content } = await files.get(url);
  if (status !== 200) throw new ParseError(text.answered(status));
  return json(bounded(content), text.it);
}

function bounded(content: string): string {
  if (content.length > MAX_CHARACTERS) throw new ParseError(text.tooLong(MAX_CHARACTERS));
  return content;
}
