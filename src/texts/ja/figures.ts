import type { figures as en } from '../en/figures.ts';

export const figures: typeof en = {
  day: { one: '{count} 日', many: '{count} 日' },
  hour: { one: '{count} 時間', many: '{count} 時間' },
  minute: { one: '{count} 分', many: '{count} 分' },
  second: { one: '{count} 秒', many: '{count} 秒' },
};
