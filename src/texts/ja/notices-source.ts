import type { SOURCE_NOTICES } from '../../errors/notices.ts';

/** What is wrong with the database or the file store. */
export const sourceNotices: Readonly<Record<keyof typeof SOURCE_NOTICES, string>> = {
  'ids-collide':
    '移行元の 2 つの ID が Slack で衝突します: {collision}。不具合として報告してください',
};
