import { outsideSurrogatePair } from '../../text.ts';

/** Characters before and after the difference. */
const SHOWN_CHARACTERS = 60;

/** Cuts out of two texts what is around their first difference; never splits a surrogate pair. */
export function aroundDifference(
  source: string,
  target: string,
): { readonly source: string; readonly target: string } {
  let same = 0;
  while (same < source.length && source[same] === target[same]) same += 1;
  const from = Math.max(0, same - SHOWN_CHARACTERS);
  const part = (text: string): string =>
    text.slice(
      outsideSurrogatePair(text, from),
      outsideSurrogatePair(text, same + SHOWN_CHARACTERS),
    );
  return { source: part(source), target: part(target) };
}
