/** `npm test` and `npm run bench`. */
export async function test(_args: readonly string[]): Promise<void> {}
export async function bench(_args: readonly string[]): Promise<void> {}
