/** Why a request may not leave the tab, and how destinations are written. */

export const presetForbids = (destination: string): string => `The preset of this page does not let requests go to ${destination}.`;
export const neverAllowed = (host: string): string => `You never allow requests to ${host}. The button Access revokes that.`;
export const notAllowed = (destination: string): string => `You did not allow requests to ${destination}.`;
export const tooManyQuestions = (most: number, destination: string): string =>
  `This statement has asked about ${most} destinations. It cannot ask about ${destination}, too: enter another statement for that.`;

/** Behind a destination: what its Host header names, where that is somebody else. */
export const namedAs = (host: string): string => `as ${host}`;

/** @param what the complaint begins with */
export const noHost = (what: string): string => `${what} is no host like "api.example.com", "*.example.com" or "https://example.com:443"`;
export const noPort = (what: string): string => `${what} has a port that does not exist`;
