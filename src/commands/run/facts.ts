import type { Line } from '../../errors/errors.ts';

/** What a line of the log says beside its event: numbers, codes and names of flags; never a text or a name of data. */
export type Facts = Readonly<
  Record<string, number | boolean | string | readonly string[] | object>
>;

/** The code of a line and the numbers in it. */
export function factsOfLine(line: Line): Facts {
  if (typeof line === 'string') return { code: 'text' };
  const numbers = Object.entries(line.values).filter(([, value]) => typeof value === 'number');
  const inner = Object.entries(line.values).flatMap(([name, value]) =>
    typeof value === 'object' && 'code' in value ? [[name, factsOfLine(value)] as const] : [],
  );
  return { code: line.code, ...Object.fromEntries([...numbers, ...inner]) };
}

/** Figures of a report: its numbers and flags, its account, and how long its lists are, which may name people. */
export function figuresOf(report: Readonly<Record<string, unknown>>): Facts {
  const plain = Object.entries(report).filter(
    (entry): entry is [string, number | boolean] =>
      typeof entry[1] === 'number' || typeof entry[1] === 'boolean',
  );
  const lists = Object.entries(report).flatMap(([name, value]) =>
    Array.isArray(value) ? [[name, value.length] as const] : [],
  );
  const { account } = report;
  return {
    ...Object.fromEntries(plain),
    ...(typeof account === 'object' && account !== null ? { account } : {}),
    ...(lists.length === 0 ? {} : { lists: Object.fromEntries(lists) }),
  };
}
