/** Presets: what each of them says, and why one is ignored. */

export const ofConfig = "The preset of config.json";
export const ofAddress = "The preset of this page's address";
export const ignored = (name: string, reason: string): string => `${name} is ignored: ${reason}.`;

export const notFetched = "it cannot be fetched";
export const answered = (status: number): string => `the server answered ${status}`;
/** What complaints about the text of a preset begin with. */
export const it = "it";
export const neither = "it is neither JSON nor a file of this site";
export const tooLong = (most: number): string => `it is longer than ${most} characters`;

/** What complaints about its content begin with. */
export const preset = "preset";
export const unknownMember = (name: string, known: readonly string[]): string => `preset has "${name}", which is none of ${known.join(", ")}`;
/** What a complaint about one of a list of hosts begins with. */
export const hostOf = (list: string): string => `a host of "${list}"`;
export const tooMuch = (host: string): string => `"confirm" names too much: ${host}`;

const listed = (hosts: readonly string[]): string => hosts.join(", ") || "nothing";

/** @param only null: no restriction */
export const summary = (title: string, only: readonly string[] | null, denied: readonly string[]): string => {
  const name = title === "" ? "The preset of this page" : `The preset “${title}”`;
  const restriction = only === null ? [] : [`lets requests go to ${listed(only)} only`];
  const parts = [...restriction, ...(denied.length === 0 ? [] : [`denies ${listed(denied)}`])];
  return `${name} ${parts.join(", and ") || "restricts nothing"}.`;
};
