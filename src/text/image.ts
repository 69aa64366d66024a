/** Why a file of the interpreter's image does not come. */

export const failed = (file: string, reason: string): string => `${file}: ${reason}`;
export const notFetched = "it cannot be fetched";
export const answered = (status: number): string => `the server answered ${status}`;
export const noRoom = "the browser has no room for it";
export const notAsBuilt = "its content is not what was built (SHA-256 differs)";
