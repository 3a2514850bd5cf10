import { z } from 'zod';
import { errorCode } from '../../errors/error-code.ts';
import { UsageError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { REPAIRS } from '../../model/encoding.ts';
import { jsonLinesOf, jsonOfLine, linesOf, linesThatBegin } from '../../system/lines.ts';
import { MANIFEST_VERSION } from './manifest.ts';

/** What shaped the archives; an option that is absent or unreadable has the value that it has where it is not set. */
const options = z.looseObject({
  source: z.enum(['database', 'bulk']).catch('database'),
  repairEncoding: z.enum(REPAIRS).catch('none'),
  redactSecrets: z.boolean().catch(false),
  bookmarks: z.string().catch('none'),
  /** The domain of a trial. */
  rehearsal: z.string().optional().catch(undefined),
  /** `csv` for text imports. */
  format: z.string().optional().catch(undefined),
  csvQuoting: z.enum(['backslash', 'doubled']).optional().catch(undefined),
  consent: z.looseObject({ digest: z.string() }).optional().catch(undefined),
  /** Whose further accounts are: the person's by that of the account. */
  sameAs: z.record(z.string(), z.string()).catch({}),
});

const head = z.looseObject({
  kind: z.literal('manifest'),
  version: z.number(),
  /** Absent in archives of 0.1.0. */
  shape: z.number().optional(),
  seenToMs: z.number().optional(),
  options: z.record(z.string(), z.unknown()).catch({}).pipe(options),
  /** SHA-256 of the archives before; absent where a chain begins, and in archives of 0.1.0. */
  follows: z.array(z.string()).optional().catch(undefined),
});

const archive = z.looseObject({
  kind: z.literal('archive'),
  file: z.string(),
  sizeBytes: z.number().optional(),
  sha256: z.string(),
});

const line = z.discriminatedUnion('kind', [
  head,
  archive,
  z.looseObject({
    kind: z.literal('entry'),
    archive: z.string(),
    name: z.string(),
    sha256: z.string(),
  }),
  z.looseObject({ kind: z.literal('tie'), postId: z.string(), ts: z.string() }),
  z.looseObject({
    kind: z.literal('account'),
    /** Absent in archives of earlier versions. */
    losses: z.looseObject({ sha256: z.string() }).optional(),
  }),
]);

/** The first line of a manifest: what its archives were made from, and how. */
export type ManifestHead = z.infer<typeof head>;

/** There is one for each entry of an archive; only an archive whose checksum differs is compared by them. */
const ENTRY_LINES = '{"kind":"entry",';
const ARCHIVE_LINES = '{"kind":"archive",';

/**
 * Reads the lines of a manifest, without those of entries where they are not asked for; none when there is no file.
 * UsageError for one that cannot be read or has a version that is not known.
 */
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

/** Reads the first line of a manifest alone; undefined for a file that is cut off, broken or not there. */
export async function readManifestHead(path: string): Promise<ManifestHead | undefined> {
  for await (const text of linesOf(path)) return head.safeParse(jsonOfLine(text)).data;
  return undefined;
}

/** What a manifest says of its archives as a whole. */
export interface ManifestSummary {
  readonly head: ManifestHead;
  readonly archives: readonly z.infer<typeof archive>[];
}

/** Reads the first line of a manifest and those of its archives that are whole; undefined as of `readManifestHead`. */
export async function readManifestSummary(path: string): Promise<ManifestSummary | undefined> {
  const archives: z.infer<typeof archive>[] = [];
  let first: ManifestHead | undefined;
  for await (const text of linesThatBegin(path, ARCHIVE_LINES)) {
    const value = jsonOfLine(text);
    if (first === undefined) {
      first = head.safeParse(value).data;
      if (first === undefined) return undefined;
    } else {
      const listed = archive.safeParse(value).data;
      if (listed !== undefined) archives.push(listed);
    }
  }
  return first === undefined ? undefined : { head: first, archives };
}
