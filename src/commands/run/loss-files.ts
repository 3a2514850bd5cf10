import { basename } from 'node:path';

/** Files of losses in the work directory; those of archives are beside them, one for each. See FORMATS.md. */
export const LOSS_FILES = { replay: 'replay-losses.jsonl', files: 'files-losses.jsonl' } as const;

/** Name of the file with the losses of an archive, or of the archives that one run wrote as its parts. */
export const archiveLossFile = (out: string): string => `${basename(out)}.losses.jsonl`;
