import type { FileStore } from './file-store.ts';

/**
 * Makes a store find a path in either Unicode form: the database holds names as they were uploaded, mostly composed
 * (NFC), and a Mac that copied the store may have written them decomposed (NFD). A name without such letters costs no
 * further look.
 */
export function inEitherForm(store: FileStore): FileStore {
  const { presign } = store;
  const placeOf = async (path: string): Promise<string> => {
    const forms = formsOf(path);
    if (forms.length === 1) return path;
    for (const form of forms) if ((await store.look(form)).state === 'there') return form;
    return path;
  };
  return {
    look: async (path) => await store.look(await placeOf(path)),
    open: async (path, range) => await store.open(await placeOf(path), range),
    async *chunks(path) {
      yield* store.chunks(await placeOf(path));
    },
    presign:
      presign === undefined
        ? undefined
        : async (path, wishes) => await presign(await placeOf(path), wishes),
    close: () => store.close(),
  };
}

/** The path as it is, then its other forms. */
const formsOf = (path: string): readonly string[] => [
  ...new Set([path, path.normalize('NFC'), path.normalize('NFD')]),
];
