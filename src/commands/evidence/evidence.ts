import { type WrittenBundle, writeBundle } from '../../importers/archive/bundle-writer.ts';
import { makeArchiveAlias } from '../../mapping/evidence/kinds.ts';
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
  return { command: 'evidence', file: out, isRedacted, leftOut, ...bundle };
}
