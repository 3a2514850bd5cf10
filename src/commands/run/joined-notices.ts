import { type Notice, notice } from '../../errors/notices.ts';

/** Joins notices into one, for a value of another notice; undefined for none. */
export function joinedNotices(
  code: 'joined-by-comma' | 'joined-by-semicolon',
  notices: readonly Notice[],
): Notice | undefined {
  const [first, ...others] = notices;
  if (first === undefined) return undefined;
  return others.reduce((joined, second) => notice(code, { first: joined, second }), first);
}
