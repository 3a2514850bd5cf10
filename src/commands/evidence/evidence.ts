import { basename, join } from 'node:path';
import { KnownError, type Line } from '../../errors/errors.ts';
import { type Notice, notice } from '../../errors/notices.ts';
import { type WrittenBundle, writeBundle } from '../../importers/archive/bundle-writer.ts';
import { makeArchiveAlias } from '../../mapping/evidence/kinds.ts';
import { writeWhole } from '../../system/atomic-file.ts';
import { EVIDENCE_RECORD } from '../run/record-files.ts';
import { redactedContent, wholeContent } from './content.ts';
import { type LeftOutFile, listEvidence } from './files.ts';

export interface EvidenceOptions {
  /** The ZIP to write. */
  readonly out: string;
  readonly isForced: boolean;
  /** True for evidence without names, addresses and texts. */
  readonly isRedacted: boolean;
  readonly workDirectories: readonly string[];
  /** Passwords and tokens that no log may hold. */
  readonly secrets: readonly string[];
}

/** Report of `evidence`. */
export interface EvidenceReport extends WrittenBundle {
  readonly command: 'evidence';
  readonly file: string;
  readonly isRedacted: boolean;
  /** Files that are not in it; they may have names that others should not see. */
  readonly leftOut: readonly LeftOutFile[];
  readonly warnings: readonly Line[];
}

/**
 * Packs what a migration left in its work directories, for the company's records or for a support case. Files of an
 * unknown kind are left out and named. Errors as those of `listEvidence` and `writeBundle`.
 */
export async function evidenceCommand(options: EvidenceOptions): Promise<EvidenceReport> {
  const { out, isForced, isRedacted, workDirectories, secrets } = options;
  const aliasOf = makeArchiveAlias();
  const { files, leftOut } = await listEvidence(workDirectories, isRedacted, aliasOf);
  const bundle = await writeBundle(
    out,
    files.map(({ name, path, kind }) => ({
      name,
      content: () =>
        isRedacted
          ? redactedContent(path, kind.redacted, aliasOf)
          : wholeContent(path, kind, secrets),
    })),
    isForced,
  );
  const warnings = isRedacted ? [] : await recordPacking(workDirectories, out, bundle);
  return { command: 'evidence', file: out, isRedacted, leftOut, warnings, ...bundle };
}

/**
 * Notes in the work directories that their records are packed, for `status`. A directory that can only be read has no
 * note, and its warning.
 */
async function recordPacking(
  workDirectories: readonly string[],
  out: string,
  { sizeBytes, sha256 }: WrittenBundle,
): Promise<readonly Notice[]> {
  const record = { kind: 'mm2slack-evidence', version: 1, file: basename(out), sizeBytes, sha256 };
  const warnings: Notice[] = [];
  for (const folder of workDirectories) {
    try {
      await writeWhole(join(folder, EVIDENCE_RECORD), `${JSON.stringify(record)}\n`);
    } catch (error) {
      if (!(error instanceof KnownError)) throw error;
      warnings.push(notice('evidence-not-noted', { folder }));
    }
  }
  return warnings;
}
