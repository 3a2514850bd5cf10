import { describe, expect, it } from 'vitest';
import { HOSTILE_TEXTS, PLAIN_TEXTS } from '../../../../../fixtures/hostile-texts.ts';
import { renderText } from '../../../../../src/mapping/markdown/render-text.ts';
import { notEmpty } from '../../../../support/not-empty.ts';
import { textContext } from '../../markdown/text-context.ts';
import { difference } from './both-sides.ts';

/** Far above the milliseconds that a text of the greatest length takes, far below what a quadratic rule would. */
const MOST_MS = 1_500;

const context = textContext();

/** Processor time of reading both sides: what else the machine does at the moment does not count. */
function readingMs(text: string): number {
  const { parts } = renderText(text, context);
  const start = process.cpuUsage();
  difference(text, parts, context);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

describe('reading both sides of a text', () => {
  it.each(notEmpty(HOSTILE_TEXTS))('takes no long time for %s', (_kind, text) => {
    expect(readingMs(text)).toBeLessThan(MOST_MS);
  });

  it('takes time in proportion to the length', () => {
    const [plain = ''] = PLAIN_TEXTS;
    for (const text of [
      plain,
      '<@'.repeat(8_000),
      `<${'@'.repeat(16_000)}`,
      '[a](b '.repeat(2_700),
    ]) {
      const times = 4;
      const one = Math.max(5, readingMs(text));
      expect(readingMs(text.repeat(times))).toBeLessThan(one * times * 6);
    }
  });
});
