/* Where marks close. What is not found is remembered, so that many openings cost no more than one. */

/** What searches in one text have found out. */
export interface Searches {
  /** Closing marks that do not occur from here on; made when the first one is missing. */
  exhausted?: Set<string>;
  /** Closing bracket or parenthesis by the position of the opening one; made when it is first asked for. */
  pairs?: Int32Array;
  /** Starts of the runs of backticks by their length, the last one first; made when it is first asked for. */
  backticks?: Map<number, number[]>;
}

/** Searches from a position on; undefined for none, which is remembered under the name. */
export function search(searches: Searches, name: string, find: () => number): number | undefined {
  if (searches.exhausted?.has(name) === true) return undefined;
  const found = find();
  if (found >= 0) return found;
  searches.exhausted ??= new Set();
  searches.exhausted.add(name);
  return undefined;
}

const isSpace = (source: string, at: number): boolean =>
  at >= 0 && at < source.length && /\s/.test(source.charAt(at));

/** Position behind `**bold**` or `__bold__`: the next two marks, moved to the end of their run. */
export function strongEnd(source: string, at: number, searches: Searches): number | undefined {
  const sign = source.charAt(at);
  if ((sign !== '*' && sign !== '_') || source.charAt(at + 1) !== sign) return undefined;
  const marks = sign + sign;
  const close = search(searches, marks, () => source.indexOf(marks, at + 3));
  if (close === undefined) return undefined;
  let end = close + 2;
  while (source.charAt(end) === sign) end += 1;
  return end;
}

/** Position behind `~~struck~~`, which has no white space inside its marks. */
export function strikeEnd(source: string, at: number, searches: Searches): number | undefined {
  if (!source.startsWith('~~', at) || at + 2 >= source.length || isSpace(source, at + 2))
    return undefined;
  const close = search(searches, '~~', () =>
    nextOf(source, '~~', at + 3, (found) => !isSpace(source, found - 1)),
  );
  return close === undefined ? undefined : close + 2;
}

function nextOf(
  source: string,
  mark: string,
  from: number,
  isCloser: (at: number) => boolean,
): number {
  let at = source.indexOf(mark, from);
  while (at !== -1 && !isCloser(at)) at = source.indexOf(mark, at + 1);
  return at;
}

/** What may stand behind a closing `_`: white space, ASCII punctuation but backticks and `]`, or nothing. */
const BEHIND_UNDERSCORE = /[\s!"#$%&'()*+,\-./:;<=>?@\\[^{|}~]/;

/**
 * Position behind `*italic*` or `_italic_`: one character, else up to a single mark, else up to the last mark of a
 * run. No white space is inside the marks, and no `"` or `<` behind an opening `*`.
 */
export function emphasisEnd(source: string, at: number, searches: Searches): number | undefined {
  const sign = source.charAt(at);
  if (sign !== '*' && sign !== '_') return undefined;
  const first = source.charAt(at + 1);
  if (first === '' || isSpace(source, at + 1)) return undefined;
  if (sign === '*' && (first === '"' || first === '<')) return undefined;
  const isOne = first !== sign && source.charAt(at + 2) === sign && source.charAt(at + 3) !== sign;
  if (isOne) return at + 3;
  const isCloser = (found: number): boolean => {
    if (isSpace(source, found - 1)) return false;
    const next = source.charAt(found + 1);
    return sign === '*' ? next !== '*' : next === '' || BEHIND_UNDERSCORE.test(next);
  };
  const isSingle = (found: number): boolean => source.charAt(found - 1) !== sign && isCloser(found);
  const single = search(searches, `${sign} single`, () => nextOf(source, sign, at + 3, isSingle));
  if (single !== undefined) return single + 1;
  if (first === sign) return undefined;
  const last = search(searches, `${sign} last`, () => nextOf(source, sign, at + 3, isCloser));
  return last === undefined ? undefined : last + 1;
}
