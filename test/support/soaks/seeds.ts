/** Seeds in a row, from the first. */
export function seedsFrom(first: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => first + index);
}

/** As many seeds as a soak tries, or as MM2SLACK_SEEDS says, from MM2SLACK_FIRST_SEED, which repeats one. */
export function soakSeeds(count: number): readonly number[] {
  const first = Number(process.env['MM2SLACK_FIRST_SEED'] ?? 1);
  return seedsFrom(first, Number(process.env['MM2SLACK_SEEDS'] ?? count));
}
