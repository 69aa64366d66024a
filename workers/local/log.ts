/** Progress for a person at a terminal: each line says what is being done, and since when. */

const started = performance.now();

export function log(line: string): void {
  const seconds = ((performance.now() - started) / 1000).toFixed(1).padStart(5);
  console.log(`${seconds} s  ${line}`);
}
