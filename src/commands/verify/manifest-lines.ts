import { join } from 'node:path';
import { z } from 'zod';
import { errorCode } from '../../errors/error-code.ts';
import { UsageError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { MANIFEST_VERSION } from '../../importers/archive/manifest.ts';
import { jsonLinesOf } from '../../system/lines.ts';
import { archiveRecords, wholesOf } from '../run/record-files.ts';

const head = z.looseObject({
  kind: z.literal('manifest'),
  version: z.number(),
  options: z.record(z.string(), z.unknown()).catch({}),
  shape: z.number().optional(),
  seenToMs: z.number().optional(),
});
const line = z.discriminatedUnion('kind', [
  head,
  z.looseObject({
    kind: z.literal('entry'),
    archive: z.string(),
    name: z.string(),
    sha256: z.string(),
  }),
  z.looseObject({
    kind: z.literal('archive'),
    file: z.string(),
    sizeBytes: z.number().optional(),
    sha256: z.string(),
  }),
  z.looseObject({ kind: z.literal('tie'), postId: z.string(), ts: z.string() }),
  z.looseObject({ kind: z.literal('account') }),
]);

export type ManifestHead = z.infer<typeof head>;

/** Paths of the manifests that may describe the archives, each once. */
export function manifestPaths(
  paths: readonly string[],
  workDirectories: readonly string[],
): ReadonlySet<string> {
  const names = new Set(paths.flatMap(manifestNames));
  return new Set(workDirectories.flatMap((folder) => [...names].map((name) => join(folder, name))));
}

/** File names of the manifests that may describe an archive; a split archive's manifest is named after the whole. */
const manifestNames = (path: string): readonly string[] =>
  wholesOf(path).map((whole) => archiveRecords(whole).manifest);

/** There is one for each entry of an archive; only an archive whose checksum differs is compared by them. */
const ENTRY_LINES = '{"kind":"entry",';

/** The lines of a manifest; without those of entries, where they are not asked for. */
export async function* readManifest(
  path: string,
  { withEntries }: { readonly withEntries: boolean } = { withEntries: false },
): AsyncGenerator<z.infer<typeof line>> {
  const lines = jsonLinesOf(path, {
    shape: line,
    complaint: (place) => notice('manifest-line-unreadable', place),
    ...(withEntries ? {} : { except: ENTRY_LINES }),
  });
  try {
    for await (const read of lines) {
      if (read.kind === 'manifest' && read.version !== MANIFEST_VERSION) {
        const versions = { version: String(read.version), known: String(MANIFEST_VERSION) };
        throw new UsageError(notice('manifest-version-unknown', { path, ...versions }));
      }
      yield read;
    }
  } catch (error) {
    const code = errorCode(error);
    if (code === '') throw error;
    throw new UsageError(notice('file-unreadable', { path, code }), { cause: error });
  }
}
