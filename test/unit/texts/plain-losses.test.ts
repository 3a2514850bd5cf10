import { expect, it } from 'vitest';
import { TEXTS } from '../../../src/texts/texts.ts';

it.each(['en', 'ja'] as const)(
  'what is said of a loss has no signs of Markdown, because pages and terminals show it too, in %s',
  (lang) => {
    expect(JSON.stringify(TEXTS[lang].losses)).not.toMatch(/`|\*\*|\]\(/);
  },
);
