import { describe, expect, it } from 'vitest';
import { HOSTILE_TEXTS, PLAIN_TEXTS } from '../../../../fixtures/hostile-texts.ts';
import { renderText } from '../../../../src/mapping/markdown/render-text.ts';
import { textContext } from './text-context.ts';
import { shownText } from './visible-text.ts';

const TIMES_PLAIN = 50;
const RUNS = 9;

const context = textContext({ latex: { block: true, inline: true } });

/** Processor time of this process: what else the machine does at the moment does not count. */
function milliseconds(text: string): number {
  const start = process.cpuUsage();
  renderText(text, context);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

const sortedTimes = (text: string): number[] =>
  Array.from({ length: RUNS }, () => milliseconds(text)).sort((a, b) => a - b);

const [PLAIN = ''] = PLAIN_TEXTS;

describe('a post of the greatest length', () => {
  it(`takes at most ${TIMES_PLAIN} times as long as plain text, whatever it holds`, () => {
    for (const text of [PLAIN, ...HOSTILE_TEXTS.map(([, text]) => text)]) milliseconds(text);
    const plain = sortedTimes(PLAIN)[Math.floor(RUNS / 2)] ?? 0;
    const slow = HOSTILE_TEXTS.map(([name, text]) => ({
      name,
      times: (sortedTimes(text)[0] ?? 0) / plain,
    })).filter(({ times }) => times > TIMES_PLAIN);
    expect(slow).toEqual([]);
  });

  it.each([
    ['quotes', '> '.repeat(8_000)],
    ['lists', '- '.repeat(8_000)],
    ['bold', '**'.repeat(8_000)],
    ['brackets', '['.repeat(16_000)],
  ])('keeps the text within %s nested too deep', (_, markers) => {
    expect(shownText(renderText(`${markers}innermost`, context))).toContain('innermost');
  });
});
