import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RenderedPart } from '../../../../src/mapping/rendered-text.ts';
import { plainText, withoutLinkTargets } from '../../../../src/mapping/verify/plain-text.ts';
import {
  blocksText,
  mrkdwnText,
  type TargetNames,
} from '../../../../src/mapping/verify/slack-text.ts';
import { notEmpty } from '../../../support/not-empty.ts';
import { textContext } from '../markdown/text-context.ts';

const FOLDER = join(import.meta.dirname, '../../../../fixtures/markdown');
const USERS: Readonly<Record<string, string>> = {
  U00ALICE: 'alice',
  U000BOB: 'bob',
  U00SMITH: 'bob.smith',
};
const CHANNELS: Readonly<Record<string, string>> = { C00TOWN: 'town-square', C000DEV: 'dev' };
const NAMES: TargetNames = {
  user: (id) => USERS[id] ?? id,
  channel: (id) => CHANNELS[id] ?? id,
};
const context = textContext();
const emoji = (name: string): string => context.emoji(name) ?? name;
const plain = (text: string): string => plainText(withoutLinkTargets(text), emoji);
const ofBlocks = (parts: readonly RenderedPart[]): string =>
  plain(
    parts
      .map(({ text, blocks }) =>
        blocks.length === 0 ? mrkdwnText(text, NAMES) : blocksText(blocks, NAMES),
      )
      .join('\n'),
  );
const ofText = (parts: readonly RenderedPart[]): string =>
  plain(parts.map(({ text }) => mrkdwnText(text, NAMES)).join('\n'));

const names = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.md') && file !== 'link-permalink.md')
  .map((file) => file.slice(0, -'.md'.length));

describe('a text without its markup', () => {
  it.each(notEmpty(names))('is the same on both sides: %s', (name) => {
    const source = plain(readFileSync(join(FOLDER, `${name}.md`), 'utf8'));
    const { parts } = JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8'));
    expect(ofBlocks(parts)).toBe(source);
    expect(ofText(parts)).toBe(source);
  });

  it('is another one when a word is', () => {
    const word = fc.stringMatching(/^[a-zあ-ん]{1,8}$/u);
    const words = fc.array(word, { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(words, word, fc.nat(), (said, other, at) => {
        const index = at % said.length;
        fc.pre(said[index] !== other);
        const changed = said.with(index, other);
        expect(plain(changed.join(' '))).not.toBe(plain(said.join(' ')));
      }),
    );
  });

  it.each([
    ['a cut', 'one two three', 'one two'],
    ['swapped words', 'one two', 'two one'],
    ['another number', 'at 10:30', 'at 10:31'],
    ['another link', '[a](https://a.example.com)', '[a](https://b.example.com)'],
    ['another label', '[a](https://a.example.com)', '[b](https://a.example.com)'],
    ['another emoji', ':tada:', ':smile:'],
    ['another emoticon', 'well :)', 'well ;)'],
    ['another picture', 'well 🎉', 'well 🎊'],
    ['a question mark less', 'really?', 'really'],
    ['another mention', '@alice', '@bob'],
    ['another cell', '| a | b |\n|---|---|\n| 1 | 2 |', '| a | b |\n|---|---|\n| 1 | 3 |'],
    ['another line of code', '```\na = 1\n```', '```\na = 2\n```'],
  ])('tells %s', (_what, one, other) => {
    expect(plain(one)).not.toBe(plain(other));
  });
});
