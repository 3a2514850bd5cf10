import type { doctor as en } from '../en/doctor.ts';

export const doctor: typeof en = {
  states: { ok: '正常', warning: '警告', failure: '失敗', skipped: '省略' },
  manifest:
    'すべてのスコープを持つアプリ: これを https://api.slack.com/apps に貼り付けてください (From a manifest)',
};
