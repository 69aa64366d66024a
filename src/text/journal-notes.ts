/** What the journal itself says in what it shows, copies and saves: the names of secrets that have none of their own, and what is missing. */

/** Where a secret becomes a variable of the shell, its name's letters from A to Z are that variable's. */
export const privateKey = "private key";
export const token = "token";
export const accessKey = "access key";
export const password = "password";
export const authorization = "authorization";
export const firstArgument = "first argument";
export const form = "form";
export const secret = "secret";

/** In one line: it is a comment above a command. */
export const bodyMissing = 'The journal does not have the whole body: put it into a file named "body".';
export const onlyBeginning = "only the beginning was kept";
export const binary = "not text";
export const forgotten = "no longer kept";
