import type { RUN_NOTICES } from '../../errors/notices.ts';

/** What a command has to say beside its report. */
export const runNotices: Readonly<Record<keyof typeof RUN_NOTICES, string>> = {
  interrupted: '中断しました',
  'name-not-selected': "'{name}' というチャンネルまたはチームはありません。何も実行していません",
};
