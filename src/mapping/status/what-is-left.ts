import type { WorkState } from './next-step.ts';

/** What people have left to do when no command is, in its order. */
export const LEFT_TASKS = [
  'import',
  'sign',
  'keep-archives',
  'keep-source',
  'delete-personal',
  'revoke-token',
  'switch-off',
] as const;
export type LeftTask = (typeof LEFT_TASKS)[number];

const ALWAYS = (): boolean => true;

const IS_LEFT: Readonly<Record<LeftTask, (state: WorkState) => boolean>> = {
  // The program never learns of the import of texts: nothing in it can be found again.
  import: ({ workspace }) => workspace === 'none',
  sign: ALWAYS,
  'keep-archives': ({ archives }) => archives !== 'none',
  'keep-source': ALWAYS,
  'delete-personal': ALWAYS,
  'revoke-token': ({ workspace }) => workspace !== 'none',
  'switch-off': ALWAYS,
};

/** Decides what people have left to do at the end of a move. */
export const whatIsLeft = (state: WorkState): readonly LeftTask[] =>
  LEFT_TASKS.filter((task) => IS_LEFT[task](state));
