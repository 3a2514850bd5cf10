import type { CONFIG_NOTICES } from '../../errors/notices.ts';

/** What is wrong with the settings. */
export const configNotices: Readonly<Record<keyof typeof CONFIG_NOTICES, string>> = {
  'work-empty': 'work: 空です。フォルダーを指定してください',
};
