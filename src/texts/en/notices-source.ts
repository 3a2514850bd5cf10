import type { SOURCE_NOTICES } from '../../errors/notices.ts';

/** What is wrong with the database or the file store. */
export const sourceNotices: Readonly<Record<keyof typeof SOURCE_NOTICES, string>> = {
  'ids-collide': 'two ids of the source collide in Slack: {collision}; please report this',
};
