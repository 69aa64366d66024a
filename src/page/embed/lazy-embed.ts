/** What an embedded page has instead of settings: an ear for the page around it, whose code comes behind the first prompt. */
import { lazy } from "../lazy.ts";
import type { PageTheme } from "../look/theme.ts";
import type { Sessions } from "../sessions/sessions.ts";

export interface EmbedOptions {
  /** The site's. */
  readonly folder: URL;
  readonly sessions: Sessions;
  readonly theme: PageTheme;
}

export class LazyEmbed {
  readonly #embed = lazy(async () => {
    const { Embed } = await import("./embed.ts");
    return new Embed(this.options);
  });

  constructor(readonly options: EmbedOptions) {}

  /** The first prompt has been drawn. */
  onSettled(): void {
    void this.#embed().catch(() => undefined); // the next session tries again
  }
}
