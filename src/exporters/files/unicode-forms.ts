import { SourceError } from '../../errors/errors.ts';
import type { FileStore, StoredFile } from './file-store.ts';

/**
 * Makes a store find a path in either Unicode form: the database holds names as they were uploaded, mostly composed
 * (NFC), and a Mac that copied the store may have written them decomposed (NFD). A file that has the name of the database
 * costs no further look; a link to one costs one, where its name has such letters.
 */
export function inEitherForm(store: FileStore): FileStore {
  const { presign } = store;
  return {
    async look(path) {
      const stored = await store.look(path);
      if (stored.state === 'there') return stored;
      return (await otherForm(store, path))?.stored ?? stored;
    },
    async open(path, range) {
      try {
        return await store.open(path, range);
      } catch (error) {
        return await store.open(await placeAfter(store, path, error), range);
      }
    },
    async *chunks(path) {
      try {
        yield* store.chunks(path);
      } catch (error) {
        yield* store.chunks(await placeAfter(store, path, error));
      }
    },
    presign:
      presign === undefined
        ? undefined
        : async (path, wishes) => await presign(await placeOf(store, path), wishes),
    close: () => store.close(),
  };
}

interface OtherForm {
  readonly path: string;
  readonly stored: StoredFile;
}

/** Finds the file under another form of its path. */
async function otherForm(store: FileStore, path: string): Promise<OtherForm | undefined> {
  for (const form of otherForms(path)) {
    const stored = await store.look(form);
    if (stored.state === 'there') return { path: form, stored };
  }
  return undefined;
}

/** Finds the place of a file that the store does not have under its path; throws the error when there is none. */
async function placeAfter(store: FileStore, path: string, error: unknown): Promise<string> {
  const other = isNotInStore(error) ? await otherForm(store, path) : undefined;
  if (other === undefined) throw error;
  return other.path;
}

const isNotInStore = (error: unknown): boolean =>
  error instanceof SourceError && error.notices.some(({ code }) => code === 'file-not-in-store');

/** Finds the place of a file; the path itself when it is nowhere. */
async function placeOf(store: FileStore, path: string): Promise<string> {
  if (otherForms(path).length === 0) return path;
  if ((await store.look(path)).state === 'there') return path;
  return (await otherForm(store, path))?.path ?? path;
}

/** The forms of a path that it does not have. */
const otherForms = (path: string): readonly string[] =>
  [...new Set([path.normalize('NFC'), path.normalize('NFD')])].filter((form) => form !== path);
