/** The few numbers that a series of runs is told in. */

/** @throws RangeError for an empty series */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((first, second) => first - second);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  if (value === undefined) throw new RangeError("a series without values has no quantiles");
  return value;
}

/** Of an even count, the mean of the two in the middle. @throws RangeError for an empty series */
export function median(values: readonly number[]): number {
  const upper = quantile(values, 0.5);
  if (values.length % 2 === 1) return upper;
  const lower = values.toSorted((first, second) => first - second)[values.length / 2 - 1] ?? upper;
  return (lower + upper) / 2;
}

/** `second[i] / first[i]`, for runs that alternated: what else the machine did in the meantime weighs on both. */
export function ratios(first: readonly number[], second: readonly number[]): number[] {
  return second.map((value, index) => value / (first[index] ?? Number.NaN));
}
