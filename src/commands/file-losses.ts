import type { FileStore } from '../exporters/file-store.ts';
import { FILE_BYTES } from '../mapping/limits.ts';
import type { LossNote } from '../mapping/losses.ts';
import type { Post } from '../model.ts';

/** Files whose bytes are not as the database says; they stay in the message by name. */
export async function fileLosses(
  store: FileStore | undefined,
  post: Post,
): Promise<readonly LossNote[]> {
  if (post.files.length === 0) return [];
  const losses: LossNote[] = post.files
    .filter(({ sizeBytes }) => sizeBytes > FILE_BYTES)
    .map(({ sizeBytes }) => ({ code: 'file_over_limit', old: `${sizeBytes} bytes` }));
  if (store === undefined) return losses;
  for (const file of post.files) {
    const stored = await store.look(file.path);
    if (stored.state === 'missing') losses.push({ code: 'file_missing', old: file.name });
    if (stored.state === 'refused') losses.push({ code: 'file_path_refused', old: file.name });
    if (stored.state !== 'there' || stored.sizeBytes === file.sizeBytes) continue;
    const sizes = { old: `${file.sizeBytes} bytes`, new: `${stored.sizeBytes} bytes` };
    losses.push({ code: 'file_size_differs', ...sizes });
  }
  return losses;
}
