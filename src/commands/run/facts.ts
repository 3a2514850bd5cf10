import type { NoticeValue } from '../../errors/notices.ts';

/** What a line of the log says beside its event: numbers, codes and names of flags; never a text or a name of data. */
export type Facts = Readonly<
  Record<string, number | boolean | string | readonly string[] | object>
>;

/** A code and its values: a notice, or a note of a plan. */
interface Coded {
  readonly code: string;
  readonly values: Readonly<Record<string, NoticeValue>>;
}

/** A line of a problem or a warning; a text has no code. */
export type CodedLine = Coded | string;

/** The code of a line and the numbers in it. */
export function factsOfLine(line: CodedLine): Facts {
  if (typeof line === 'string') return { code: 'text' };
  const numbers = Object.entries(line.values).filter(([, value]) => typeof value === 'number');
  const inner = Object.entries(line.values).flatMap(([name, value]) =>
    typeof value === 'object' && 'code' in value ? [[name, factsOfLine(value)] as const] : [],
  );
  return { code: line.code, ...Object.fromEntries([...numbers, ...inner]) };
}

/**
 * Figures of a report: its numbers and flags, its account, its losses by code, and how long its lists are, which may
 * name people.
 */
export function figuresOf(report: Readonly<Record<string, unknown>>): Facts {
  const plain = Object.entries(report).filter(
    (entry): entry is [string, number | boolean] =>
      typeof entry[1] === 'number' || typeof entry[1] === 'boolean',
  );
  const lists = Object.entries(report).flatMap(([name, value]) =>
    Array.isArray(value) ? [[name, value.length] as const] : [],
  );
  const { account } = report;
  const losses = lossCounts(report['losses']);
  return {
    ...Object.fromEntries(plain),
    ...(typeof account === 'object' && account !== null ? { account } : {}),
    ...(losses.length === 0 ? {} : { losses: Object.fromEntries(losses) }),
    ...(lists.length === 0 ? {} : { lists: Object.fromEntries(lists) }),
  };
}

/** Codes of losses with their counts. */
function lossCounts(losses: unknown): readonly (readonly [code: string, count: number])[] {
  if (!Array.isArray(losses)) return [];
  return losses.flatMap((loss: unknown) => {
    if (typeof loss !== 'object' || loss === null) return [];
    // Of what stays in a database not every row is counted.
    if (!('code' in loss && 'count' in loss)) return [];
    const { code, count } = loss;
    return typeof code === 'string' && typeof count === 'number' ? [[code, count] as const] : [];
  });
}
