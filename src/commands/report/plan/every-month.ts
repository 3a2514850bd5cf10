/** Older than any Mattermost; a clock that was wrong would draw decades of nothing. */
const MONTHS_SHOWN = 240;

/** The months from the first to the last, so that a quiet time shows. A list with larger gaps stays as it is. */
export function everyMonth<Counts extends { readonly month: string }>(
  months: readonly Counts[],
  emptyMonth: (month: string) => Counts,
): readonly Counts[] {
  const first = months[0];
  const last = months.at(-1);
  if (first === undefined || last === undefined) return [];
  const start = monthNumber(first.month);
  const length = monthNumber(last.month) - start + 1;
  if (!(length > months.length && length <= MONTHS_SHOWN)) return months;
  const known = new Map(months.map((month) => [month.month, month]));
  return Array.from({ length }, (_unused, index) => {
    const month = monthText(start + index);
    return known.get(month) ?? emptyMonth(month);
  });
}

function monthNumber(month: string): number {
  const [year = '', ofYear = ''] = month.split('-');
  return Number(year) * 12 + Number(ofYear) - 1;
}

function monthText(number: number): string {
  const year = String(Math.floor(number / 12)).padStart(4, '0');
  return `${year}-${String((number % 12) + 1).padStart(2, '0')}`;
}
