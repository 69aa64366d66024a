/** Something that only the person who runs the build can put right. The message is one sentence that says how. */
export class UserError extends Error {
  override readonly name = "UserError";
}
