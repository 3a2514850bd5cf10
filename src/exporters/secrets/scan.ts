import { SourceError } from '../../errors/errors.ts';
import type { FileInfo } from '../../model/model.ts';
import type { FoundSecret } from '../../model/secrets.ts';
import type { FileStore } from '../files/file-store.ts';
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

/** What is short holds no credential. */
const MIN_CHARACTERS = 12;

/** The credentials of those texts that have some. */
export async function findSecrets(
  texts: Iterable<string>,
): Promise<ReadonlyMap<string, readonly FoundSecret[]>> {
  const all = [...new Set(texts)].filter(({ length }) => length >= MIN_CHARACTERS);
  const found = await scanTexts(all);
  return new Map(
    all.flatMap((text, index) => {
      const own = found[index] ?? [];
      return own.length === 0 ? [] : [[text, own] as const];
    }),
  );
}

/** What a search in a file came to: it is no text, too large to be searched, not to be read, or searched. */
export type ScannedFile =
  | { readonly state: 'other' | 'large' | 'unread' }
  | {
      readonly state: 'scanned';
      readonly text: string;
      readonly found: readonly FoundSecret[];
    };

/** Larger text files are dumps and logs, which would be searched for longer than all posts. */
const MAX_BYTES = 1024 * 1024;

const TEXT_TYPE = /^(?:text\/|application\/(?:json|(?:x-)?(?:yaml|pem-file|sh|sql|toml)|xml)\b)/i;
const TEXT_NAME =
  /(?:^|[./])(?:txt|md|log|csv|tsv|jsonl?|ya?ml|toml|ini|conf|cfg|config|env|properties|pem|key|crt|ppk|sh|bash|zsh|ps1|bat|py|jsx?|tsx?|rb|go|java|php|sql|tf|tfvars|xml|html?|npmrc|netrc|pgpass|gitconfig|credentials|id_(?:rsa|dsa|ecdsa|ed25519))$/i;

/** True for a file whose type or name says text. */
export const mayHoldText = ({ name, mimeType }: Pick<FileInfo, 'name' | 'mimeType'>): boolean =>
  TEXT_TYPE.test(mimeType) || TEXT_NAME.test(name);

/** Searches a small text file whose bytes are there. */
export async function scanFile(
  store: FileStore,
  file: Pick<FileInfo, 'path' | 'name' | 'mimeType'>,
  sizeBytes: number,
): Promise<ScannedFile> {
  const { path, name } = file;
  if (!mayHoldText(file)) return { state: 'other' };
  if (sizeBytes > MAX_BYTES) return { state: 'large' };
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
