import type { NoticeCode } from '../../errors/notices.ts';

/** Problems of a move that the runbook says more about than their own line, in the order in which they are met. */
export const TROUBLE_CODES = [
  'database-refuses-user',
  'no-select-on-table',
  'connection-lost',
  'statement-too-slow',
  'texts-read-as-latin1',
  'charset-replaced',
  'files-differ',
  'no-space',
  'file-exists',
  'work-directory-locked',
  'consent-missing',
  'consent-differs',
  'slack-token-missing',
  'slack-token-fault',
  'slack-scope-missing',
  'app-not-in-channel',
  'channel-archived',
  'no-room-for-files',
  'ledger-of-other-workspace',
  'ledger-moved',
  'interrupted',
] as const satisfies readonly NoticeCode[];
export type TroubleCode = (typeof TROUBLE_CODES)[number];
