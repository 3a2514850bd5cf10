import type { RUN_NOTICES } from '../../errors/notices.ts';

/** What a command has to say beside its report. */
export const runNotices: Readonly<Record<keyof typeof RUN_NOTICES, string>> = {
  interrupted: 'interrupted',
  'name-not-selected': "no channel or team is called '{name}': nothing was done",
};
