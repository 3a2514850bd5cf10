/** States of a file; the words are a contract (FORMATS.md). */
export const FILE_STATES = [
  'ok',
  'missing',
  'refused',
  'secret',
  'size differs',
  'over limit',
  'empty',
] as const;

export type FileState = (typeof FILE_STATES)[number];
