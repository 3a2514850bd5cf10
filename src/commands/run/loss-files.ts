/** Files of losses in the work directory; see FORMATS.md. */
export const LOSS_FILES = { replay: 'replay-losses.jsonl', files: 'files-losses.jsonl' } as const;
