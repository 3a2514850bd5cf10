import type { FileInfo } from '../model.ts';
import { FILE_BYTES } from './limits.ts';

/** What is the matter with a file, in a word; the words are a contract (FORMATS.md). */
export const FILE_STATES = [
  'ok',
  'missing',
  'refused',
  'secret',
  'size differs',
  'over limit',
  'empty',
] as const;
export type FileState = (typeof FILE_STATES)[number];

/** The first that applies; a file that nobody looked up counts as missing. */
export function fileState({
  stored,
  sizeBytes,
}: Pick<FileInfo, 'stored' | 'sizeBytes'>): FileState {
  if (stored?.state === 'refused') return 'refused';
  if (stored?.state === 'secret') return 'secret';
  if (stored?.state !== 'there') return 'missing';
  if (stored.sizeBytes !== sizeBytes) return 'size differs';
  if (stored.sizeBytes > FILE_BYTES) return 'over limit';
  return stored.sizeBytes === 0 ? 'empty' : 'ok';
}
