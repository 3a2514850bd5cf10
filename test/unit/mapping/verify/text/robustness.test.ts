import { describe, expect, it } from 'vitest';
import { HOSTILE_TEXTS } from '../../../../../fixtures/hostile-texts.ts';
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
  expect(difference(text, parts, context)).toBe('');
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

const TIMES = 4;

describe('reading both sides of a text', () => {
  it.each(notEmpty(HOSTILE_TEXTS))(
    'takes no long time and finds no difference: %s',
    (_kind, text) => {
      expect(readingMs(text)).toBeLessThan(MOST_MS);
    },
  );

  it.each(['<@', '@', '[a](b ', '- a\n', '# a\n', '> a\n\n', '`a', '**a', 'a@b.co ', '|a|\n|-|\n'])(
    'takes time in proportion to the length, for %j again and again',
    (fragment) => {
      const text = fragment.repeat(Math.ceil(8_000 / fragment.length));
      const one = Math.max(10, readingMs(text), readingMs(text));
      expect(readingMs(text.repeat(TIMES))).toBeLessThan(one * TIMES * 4);
    },
  );
});
