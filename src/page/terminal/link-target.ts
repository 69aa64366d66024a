/** Where links lead. Their text is anybody's. */

/** Characters; nobody can check a longer one. */
const LONGEST = 2048;

/** @returns null where that is no web page */
export function targetOf(text: string): URL | null {
  if (text.length > LONGEST || !URL.canParse(text)) return null;
  const url = new URL(text);
  return ["http:", "https:"].includes(url.protocol) ? url : null;
}

export interface TargetParts {
  readonly before: string;
  /** Which tells whose page it is; a name before it may look like one. */
  readonly host: string;
  readonly after: string;
}

/** The three make the address when they are put together. */
export function partsOf({ href, protocol, username, password, host }: URL): TargetParts {
  const user = username === "" && password === "" ? 0 : href.indexOf("@") + 1 - `${protocol}//`.length;
  const start = `${protocol}//`.length + user;
  return { before: href.slice(0, start), host, after: href.slice(start + host.length) };
}
