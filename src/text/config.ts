/** What is wrong with the files that whoever serves the site may change. */

export const notFetched = (file: string): string => `${file} cannot be fetched`;
/** What a complaint about a member of `config.json` begins with. */
export const member = (name: string): string => `config.json: ${name}`;
export const noRelay = (value: string): string => `config.json: relay is no http(s) URL: ${value}`;
export const noOrigin = (value: string): string => `config.json: direct names what is no origin: ${value}`;
