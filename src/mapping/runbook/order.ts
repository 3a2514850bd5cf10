import type { MovePath } from '../plan/plan.ts';

/** Steps of a move, of all ways. */
export const RUNBOOK_STEPS = [
  'look',
  'ask',
  'rehearse',
  'freeze',
  'archive',
  'import',
  'link',
  'fill',
  'follow',
  'finish',
  'prove',
  'announce',
  'back',
  'keep',
] as const;
export type RunbookStepId = (typeof RUNBOOK_STEPS)[number];

/** Who does a step. */
export const ROLES = ['lead', 'database', 'owner', 'integrations'] as const;
export type Role = (typeof ROLES)[number];

/**
 * Order of the steps: the archive is built behind the freeze, before it, or not at all. `ask` needs a list of consent.
 */
export const STEPS_OF: Readonly<Record<MovePath, readonly RunbookStepId[]>> = {
  zip: [
    ...(['look', 'ask', 'rehearse', 'freeze', 'archive', 'import', 'link'] as const),
    ...(['finish', 'prove', 'announce', 'back', 'keep'] as const),
  ],
  'zip-then-sync': [
    ...(['look', 'ask', 'rehearse', 'archive', 'import', 'link', 'follow', 'freeze'] as const),
    ...(['finish', 'prove', 'announce', 'back', 'keep'] as const),
  ],
  replay: [
    ...(['look', 'ask', 'fill', 'follow', 'freeze', 'finish'] as const),
    ...(['prove', 'announce', 'back', 'keep'] as const),
  ],
};

/** Who does each step. */
export const ROLE_OF: Readonly<Record<RunbookStepId, Role>> = {
  look: 'lead',
  ask: 'lead',
  rehearse: 'owner',
  freeze: 'lead',
  archive: 'database',
  import: 'owner',
  link: 'database',
  fill: 'database',
  follow: 'database',
  finish: 'database',
  prove: 'lead',
  announce: 'lead',
  back: 'lead',
  keep: 'lead',
};
