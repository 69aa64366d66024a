/** How the page looks; "auto" is as the system says. */
export const THEME_CHOICES = ["dark", "light", "contrast", "auto"] as const;
export type ThemeChoice = (typeof THEME_CHOICES)[number];
export type Scheme = Exclude<ThemeChoice, "auto">;

/** What was chosen, and what that is at the moment. */
export interface ThemeState {
  readonly choice: ThemeChoice;
  readonly scheme: Scheme;
}
