import { SourceError } from '../../errors.ts';
import type { FoundSecret } from '../../model/secrets.ts';
import type { FileInfo } from '../../model.ts';
import type { FileStore } from '../file-store.ts';
import { lint } from './lint.ts';

/** What a search in a file came to: it is no text, too large to be searched, not to be read, or searched. */
export type ScannedFile =
  | { readonly state: 'other' | 'large' | 'unread' }
  | {
      readonly state: 'scanned';
      readonly text: string;
      readonly found: readonly FoundSecret[];
    };

/** Larger text files are dumps and logs, which would be searched for longer than all posts. */
const MOST_BYTES = 1024 * 1024;

const TEXT_TYPE = /^(?:text\/|application\/(?:json|(?:x-)?(?:yaml|pem-file|sh|sql|toml)|xml)\b)/i;
const TEXT_NAME =
  /(?:^|[./])(?:txt|md|log|csv|tsv|jsonl?|ya?ml|toml|ini|conf|cfg|config|env|properties|pem|key|crt|ppk|sh|bash|zsh|ps1|bat|py|jsx?|tsx?|rb|go|java|php|sql|tf|tfvars|xml|html?|npmrc|netrc|pgpass|gitconfig|credentials|id_(?:rsa|dsa|ecdsa|ed25519))$/i;

/** Searches a small text file whose bytes are there. */
export async function scanFile(
  store: FileStore,
  { path, name, mimeType }: Pick<FileInfo, 'path' | 'name' | 'mimeType'>,
  sizeBytes: number,
): Promise<ScannedFile> {
  if (!TEXT_TYPE.test(mimeType) && !TEXT_NAME.test(name)) return { state: 'other' };
  if (sizeBytes > MOST_BYTES) return { state: 'large' };
  const bytes = await readAll(store, path);
  if (bytes === undefined) return { state: 'unread' };
  const text = textOf(bytes);
  const isJson = /\.json$/i.test(name) || text.trimStart().startsWith('{');
  return { state: 'scanned', text, found: await lint(text, isJson ? '.json' : '.txt') };
}

async function readAll(store: FileStore, path: string): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of await store.open(path)) chunks.push(Buffer.from(chunk));
  } catch (error) {
    if (error instanceof SourceError || isSystemError(error)) return undefined;
    throw error;
  }
  return Buffer.concat(chunks);
}

const isSystemError = (error: unknown): boolean => error instanceof Error && 'code' in error;

/** Editors of Windows write UTF-16 with a mark. What is no UTF-8 has its ASCII letters all the same. */
function textOf(bytes: Buffer): string {
  const isWide = bytes[0] === 0xff && bytes[1] === 0xfe;
  return bytes.toString(isWide ? 'utf16le' : 'utf8').replace(/^\ufeff/, '');
}
