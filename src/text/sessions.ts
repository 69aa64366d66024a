/** What sessions are called, and who wants something where a question comes up. */

export const session = (position: number): string => `Session ${position}`;
/** @param name the one that a person gave it */
export const namedSession = (position: number, name: string): string => `Session ${position}, ${name}`;

/** Who asks, where there is one session. */
export const python = "Python";
/** Who asks, where there are several. @param title the session's */
export const pythonIn = (title: string): string => `Python in ${title}`;

/** Why a request is refused that Python sends from a page inside another one. */
export const sealed = "This shell is embedded in another page, so nothing leaves it: open it in a tab of its own (the link is above the terminal) to send requests.";
