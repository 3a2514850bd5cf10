import { basename } from 'node:path';

/* The names of what runs record in the work directory, for those that read it again; see FORMATS.md. */

/** Losses of a workspace, and of its files. */
export const LOSS_FILES = { replay: 'replay-losses.jsonl', files: 'files-losses.jsonl' } as const;

/** The list of differences that `verify` writes into the work directory, and what it belongs to. */
export const DIFFERENCE_FILES = {
  differences: 'differences.jsonl',
  head: 'differences.head.json',
} as const;

/** Reports of `verify`. */
export const COMPARISON_FILES = {
  markdown: 'verify.md',
  html: 'verify.html',
  json: 'verify.json',
} as const;

/** Reports of the last comparison with the other kind of target, which the last one of all would have replaced. */
export const keptComparison = (kind: 'zip' | 'workspace') =>
  ({
    markdown: `verify-${kind}.md`,
    html: `verify-${kind}.html`,
    json: `verify-${kind}.json`,
  }) as const;

/** What `evidence` packed last. */
export const EVIDENCE_RECORD = 'evidence.json';

/** Messages of an import that are not for certain the source's. */
export const ADOPTED_FILE = 'adopt-ambiguous.csv';

/** The page of the work directory. */
export const INDEX_FILE = 'index.html';

/** Folder of the logs of runs. */
export const LOG_FOLDER = 'log';

/** How to import an archive. */
export const CHECKLIST_FILE = 'import-checklist.md';

/** What `serve-files` has sent. */
export const SERVED_FILE = 'served-files.jsonl';

/** End of the names of files with the losses of archives. */
export const ARCHIVE_LOSSES = '.losses.jsonl';

/** End of the names of manifests. */
export const MANIFEST_END = '.manifest.jsonl';

/** Losses of the last archive, in work directories of older versions. */
export const OLD_LOSS_FILE = 'losses.jsonl';

/** Records of the archives of one run, which stay for as long as the archives: each run has its own. */
export function archiveRecords(out: string) {
  const name = basename(out);
  return {
    manifest: `${name}${MANIFEST_END}`,
    losses: `${name}${ARCHIVE_LOSSES}`,
    postIndex: `${name}.post-index.csv`,
  } as const;
}

/**
 * Returns the names of what a run may have been told to write when it wrote this archive: its own name, and that of the
 * whole that it is a part of. `NAME-public.zip` is part of `NAME.zip`.
 */
export function wholesOf(path: string): readonly string[] {
  const name = basename(path);
  const parts = name.replace(/\.zip$/i, '').split('-');
  const wholes = parts.map((_part, index) => `${parts.slice(0, index + 1).join('-')}.zip`);
  return [...new Set([name, ...wholes])];
}
