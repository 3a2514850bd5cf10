import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { FileStore } from '../../exporters/files/file-store.ts';
import { picturePath } from '../../mapping/emoji/emoji.ts';
import { safeName } from '../../mapping/text.ts';
import type { User } from '../../model/model.ts';
import { writeWhole } from '../../system/atomic-file.ts';
import { makeFolder } from '../../system/write-place.ts';

/** More than any picture has; a larger file is not read into memory. */
const MAX_BYTES = 16 * 1024 * 1024;

/** Writes `pictures/<username>.png` for each user with a picture; returns their number. */
export async function exportPictures(
  store: FileStore,
  workDirectory: string,
  users: readonly User[],
): Promise<number> {
  await makeFolder(join(workDirectory, 'pictures'));
  let pictures = 0;
  for (const { id, username } of users) {
    const path = picturePath(id);
    const stored = await store.look(path);
    if (stored.state !== 'there' || stored.sizeBytes > MAX_BYTES) continue;
    const bytes = await buffer(await store.open(path));
    await writeWhole(join(workDirectory, 'pictures', `${safeName(username)}.png`), bytes);
    pictures += 1;
  }
  return pictures;
}
