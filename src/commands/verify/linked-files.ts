import { join } from 'node:path';
import type { ArchiveMessage } from '../../mapping/verify/archive-message.ts';
import { type Difference, differenceOf } from '../../mapping/verify/difference.ts';
import { pickedUpFiles, SERVED_FILE } from '../serve-files/picked-up.ts';
import { linkedFileId } from '../serve-files/signed-link.ts';
import { type DifferenceBook, NOT_FETCHED } from './difference-book.ts';

/** Files whose links lead to `serve-files`, and those of them that went out whole. */
export interface PickedUp {
  readonly linked: number;
  readonly fetched: number;
}

/** Tells of each linked file whether somebody has fetched it. */
export interface LinkedFiles {
  look(parts: readonly ArchiveMessage[], place: Partial<Difference>): Promise<void>;
  counts(): PickedUp;
}

/** By the log of `serve-files` in the work directory; what nobody fetched is an expected difference. */
export async function openLinkedFiles(
  workDirectory: string,
  book: DifferenceBook,
): Promise<LinkedFiles> {
  const pickedUp = await pickedUpFiles(join(workDirectory, SERVED_FILE));
  let linked = 0;
  let fetched = 0;
  return {
    counts: () => ({ linked, fetched }),
    async look(parts, place) {
      for (const { url_private: link } of parts.flatMap(({ files }) => files)) {
        const name = linkedFileId(link);
        if (name === undefined) continue;
        linked += 1;
        if (pickedUp.has(name)) {
          fetched += 1;
          continue;
        }
        const about = { kind: 'differs', thing: 'file', field: 'fetched', name } as const;
        await book.expect(differenceOf({ ...place, ...about }), NOT_FETCHED);
      }
    },
  };
}
