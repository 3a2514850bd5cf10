import type { TARGET_NOTICES } from '../../errors/notices.ts';

/** What is wrong with the archive, the workspace or the ledger. */
export const targetNotices: Readonly<Record<keyof typeof TARGET_NOTICES, string>> = {};
