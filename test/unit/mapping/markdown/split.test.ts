import { describe, expect, it } from 'vitest';
import { renderText } from '../../../../src/mapping/markdown/render-text.ts';
import { BLOCK_CHARACTERS } from '../../../../src/slack/limits.ts';
import type { RichTextElement } from '../../../../src/slack/shapes.ts';
import { textContext } from './text-context.ts';
import { inlineShown, inlinesOf } from './visible-text.ts';

const LONGEST_POST = 16_383;

const partsOf = (markdown: string) => renderText(markdown, textContext()).parts;

const shownParts = (markdown: string): string[] =>
  partsOf(markdown).map((part) => inlinesOf(part.blocks).map(inlineShown).join(''));

const elementsOf = (markdown: string): RichTextElement[][] =>
  partsOf(markdown).map((part) =>
    part.blocks.flatMap((block) => (block.type === 'rich_text' ? block.elements : [])),
  );

describe('a long text', () => {
  it('is one part up to the limit of the blocks', () => {
    expect(partsOf('あ'.repeat(BLOCK_CHARACTERS - 100))).toHaveLength(1);
  });

  it('is cut between paragraphs where it can be', () => {
    const paragraph = 'これは段落です。'.repeat(100);
    const text = Array.from({ length: 20 }, () => paragraph).join('\n\n');
    const parts = shownParts(text);
    expect(parts.length).toBe(2);
    expect(parts.join('\n\n')).toBe(text);
  });

  it('is cut between lines when a paragraph is too long', () => {
    const text = Array.from({ length: 500 }, (_, line) => `line ${line} of a long log`).join('\n');
    const parts = shownParts(`${text}\n${text}`);
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.join('\n')).toBe(`${text}\n${text}`);
  });

  it('is cut between words when a line is too long', () => {
    const text = 'word '.repeat(LONGEST_POST / 5).trim();
    const parts = shownParts(text);
    expect(parts.length).toBe(2);
    expect(parts[0]?.endsWith('word ')).toBe(true);
    expect(parts.join('')).toBe(text);
  });

  it('is cut after a Japanese sentence when it has no spaces', () => {
    const text = '確認をお願いします。'.repeat(1_600);
    const parts = shownParts(text);
    expect(parts[0]?.endsWith('。')).toBe(true);
    expect(parts.join('')).toBe(text);
  });

  it('is cut anywhere when it is one word, but not inside a surrogate pair', () => {
    const text = `a${'😀'.repeat(8_000)}`;
    const parts = shownParts(text);
    expect(parts.length).toBe(2);
    expect(parts[0]?.endsWith('😀')).toBe(true);
    expect(parts.join('')).toBe(text);
  });

  it('keeps code as code with its language in each part', () => {
    const code = Array.from({ length: 700 }, (_, line) => `const value${line} = ${line};`).join(
      '\n',
    );
    const parts = elementsOf(`\`\`\`ts\n${code}\n\`\`\``);
    expect(parts.length).toBe(2);
    for (const elements of parts) {
      expect(elements.map((element) => element.type)).toEqual(['rich_text_preformatted']);
      expect(elements[0]).toMatchObject({ language: 'ts' });
    }
    expect(shownParts(`\`\`\`ts\n${code}\n\`\`\``).join('\n')).toBe(code);
  });

  it('keeps the numbers of a list going', () => {
    const items = Array.from({ length: 300 }, (_, at) => `${at + 1}. ${'item '.repeat(10)}`).join(
      '\n',
    );
    const [first, second] = elementsOf(items);
    const counted = first?.[0]?.elements.length ?? 0;
    expect(counted).toBeGreaterThan(100);
    expect(second?.[0]).toMatchObject({
      type: 'rich_text_list',
      style: 'ordered',
      offset: counted,
    });
    expect(counted + (second?.[0]?.elements.length ?? 0)).toBe(300);
  });

  it('continues an item that is too long for a message without a second bullet', () => {
    const [first, second] = elementsOf(`- ${'word '.repeat(3_000)}\n- next`);
    expect(first?.map((element) => element.type)).toEqual(['rich_text_list']);
    expect(second?.map((element) => element.type)).toEqual(['rich_text_section', 'rich_text_list']);
  });

  it('keeps a quote a quote in each part', () => {
    const lines = Array.from({ length: 600 }, (_, line) => `> quoted line number ${line}`).join(
      '\n',
    );
    const types = elementsOf(lines).flatMap((elements) => elements.map((element) => element.type));
    expect(types.length).toBeGreaterThan(1);
    expect(new Set(types)).toEqual(new Set(['rich_text_quote']));
  });

  it('keeps bold bold and a link a link where they are cut', () => {
    const bold = partsOf(`**${'重要な連絡。'.repeat(2_500)}**`);
    expect(bold.length).toBe(2);
    for (const part of bold) {
      expect(inlinesOf(part.blocks).every((inline) => inline.style?.bold === true)).toBe(true);
    }
    const link = partsOf(`[${'label '.repeat(2_600)}](https://example.com)`);
    expect(link.flatMap((part) => inlinesOf(part.blocks)).map((inline) => inline.type)).toEqual([
      'link',
      'link',
    ]);
  });

  it('is cut earlier when its mrkdwn would be over the limit', () => {
    const parts = partsOf('&'.repeat(LONGEST_POST));
    expect(parts.map((part) => part.text).join('')).toBe('&amp;'.repeat(LONGEST_POST));
    expect(Math.max(...parts.map((part) => part.text.length))).toBeLessThanOrEqual(40_000);
  });

  it('gives a table over 100 rows as aligned text in as many parts as it needs', () => {
    const rows = Array.from({ length: 1_000 }, (_, row) => `| row ${row} | 値 |`).join('\n');
    const { parts, losses } = renderText(`| a | b |\n|---|---|\n${rows}`, textContext());
    expect(losses).toEqual([{ code: 'table_as_text' }]);
    const types = parts.flatMap((part) => part.blocks.map((block) => block.type));
    expect(new Set(types)).toEqual(new Set(['rich_text']));
    expect(parts.length).toBeGreaterThan(1);
  });
});
