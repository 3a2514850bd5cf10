import { type Notice, notice } from '../../errors/notices.ts';

/** Makes one notice of several, to be a value of another; undefined for none. */
export function joinedNotices(
  code: 'joined-by-comma' | 'joined-by-semicolon',
  notices: readonly Notice[],
): Notice | undefined {
  const [first, ...others] = notices;
  if (first === undefined) return undefined;
  return others.reduce((joined, second) => notice(code, { first: joined, second }), first);
}
