import type { Scope } from './scope.ts';

/**
 * Begins to count all rows, and returns what gives the parts of a pass over the source meanwhile: nobody waits for the
 * counts before the first part. Where they fail, the pass fails with the next part, and not hours later.
 */
export function countBeside({
  counts,
}: Pick<Scope, 'counts'>): <Part>(parts: AsyncIterable<Part>) => AsyncGenerator<Part, void> {
  const failed: unknown[] = [];
  const counting = counts().catch((error: unknown) => failed.push(error));
  return async function* (parts) {
    for await (const part of parts) {
      if (failed.length > 0) break;
      yield part;
    }
    await counting;
    if (failed.length > 0) throw failed[0];
  };
}
