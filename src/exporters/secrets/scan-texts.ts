import type { FoundSecret } from '../../model/secrets.ts';
import { lint } from './lint.ts';

/** No rule matches across it: a NUL is neither white space nor part of any token, and no text of the source has one. */
const BETWEEN = '\n\0\n';

/** One call does well with much text; more than this at once would only be held. */
const MAX_CHARACTERS = 1_000_000;

/** The credentials of each text, in the order of the texts. Many texts a call: a call has its price. */
export async function scanTexts(
  texts: readonly string[],
): Promise<readonly (readonly FoundSecret[])[]> {
  const found: (readonly FoundSecret[])[] = [];
  for (const some of batches(texts)) found.push(...(await scanTogether(some)));
  return found;
}

function* batches(texts: readonly string[]): Generator<readonly string[]> {
  let some: string[] = [];
  let characters = 0;
  for (const text of texts) {
    if (some.length > 0 && characters + text.length > MAX_CHARACTERS) {
      yield some;
      some = [];
      characters = 0;
    }
    some.push(text);
    characters += text.length;
  }
  if (some.length > 0) yield some;
}

async function scanTogether(
  texts: readonly string[],
): Promise<readonly (readonly FoundSecret[])[]> {
  // It stands before the first too, which may begin with a byte order mark.
  const found = await lint(texts.map((text) => `${BETWEEN}${text}`).join(''), '.txt');
  const each: FoundSecret[][] = texts.map(() => []);
  let index = 0;
  let startsAt = BETWEEN.length;
  for (const { kind, start, end } of found) {
    while (index < texts.length && start >= startsAt + (texts[index] ?? '').length) {
      startsAt += (texts[index] ?? '').length + BETWEEN.length;
      index += 1;
    }
    const text = texts[index] ?? '';
    // What reaches beyond its text is no credential of anybody's.
    if (start < startsAt || end > startsAt + text.length) continue;
    each[index]?.push({ kind, start: start - startsAt, end: end - startsAt });
  }
  return each;
}
