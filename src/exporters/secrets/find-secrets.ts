import type { FoundSecret } from '../../model/secrets.ts';
import { scanTexts } from './scan-texts.ts';

/** What is short holds no credential. */
const LEAST_CHARACTERS = 12;

/** The credentials of those texts that have some. */
export async function findSecrets(
  texts: Iterable<string>,
): Promise<ReadonlyMap<string, readonly FoundSecret[]>> {
  const all = [...new Set(texts)].filter(({ length }) => length >= LEAST_CHARACTERS);
  const found = await scanTexts(all);
  return new Map(
    all.flatMap((text, index) => {
      const own = found[index] ?? [];
      return own.length === 0 ? [] : [[text, own] as const];
    }),
  );
}
