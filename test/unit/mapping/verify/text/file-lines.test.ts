import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderText } from '../../../../../src/mapping/markdown/render-text.ts';
import { withFileLines } from '../../../../../src/mapping/messages/files.ts';
import type { RenderedPart } from '../../../../../src/mapping/rendered-text.ts';
import { fileLinesBehind } from '../../../../../src/mapping/verify/text/file-lines.ts';
import {
  archiveText,
  comparableTexts,
} from '../../../../../src/mapping/verify/text/target-text.ts';
import type { FileInfo } from '../../../../../src/model/model.ts';
import { aFile } from '../../../../support/builders/builders.ts';
import { textContext } from '../../markdown/text-context.ts';
import { formsOf, NAMES } from './both-sides.ts';

const TEXTS = [
  '',
  'plain',
  '*italic*',
  '**b** _i_',
  '```\ncode\n```',
  '- item',
  '> quote',
  '| a |\n|--|\n| b |',
];
const STORED: readonly Pick<FileInfo, 'stored'>[] = [
  {},
  { stored: { state: 'missing' } },
  { stored: { state: 'refused' } },
  { stored: { state: 'secret', sizeBytes: 3 } },
  { stored: { state: 'there', sizeBytes: 0 } },
  { stored: { state: 'there', sizeBytes: 4321 } },
];
const anyFile = fc
  .record({
    name: fc.oneof(
      fc.constantFrom(
        'a_b*c~`.txt',
        '図 表.png',
        'x ⟦y⟧ (1).pdf',
        '<&>.html',
        ':smile:.png',
        'a.example.com',
      ),
      fc.string({ minLength: 1, unit: 'grapheme' }),
    ),
    bytes: fc.constantFrom(...STORED),
    sizeBytes: fc.nat(5_000_000),
  })
  .map(({ bytes, ...file }) => ({ ...file, ...bytes }));
const PLACES = ['later', 'names'] as const;

interface Case {
  readonly source: string;
  readonly target: string;
  readonly files: Parameters<typeof fileLinesBehind>[2];
}

/** True for lines that say why, or the size that one of both sides has. */
const areRight = ({ source, target, files }: Case): boolean =>
  fileLinesBehind(source, target, files)?.every(({ says }) => says !== 'other-size') === true;

/** A text with the lines that the migration adds, as both sides are compared. */
function written(
  text: string,
  given: readonly Partial<FileInfo>[],
  place: (typeof PLACES)[number] = 'names',
  { hasBlocks } = { hasBlocks: true },
): Case {
  const rendered = renderText(text, textContext()).parts;
  const infos = given.map((file) => aFile(file));
  const parts: readonly RenderedPart[] = [
    ...rendered.slice(0, -1),
    ...rendered
      .slice(-1)
      .map((part) => withFileLines(part, infos, { hasSlackLimits: true, place })),
  ];
  const shown = hasBlocks ? parts : parts.map((part) => ({ text: part.text, blocks: [] }));
  const sides = comparableTexts(formsOf(text, textContext()), archiveText(shown, NAMES));
  const files = infos.map(({ name, sizeBytes, stored }) => ({
    name,
    sizeBytes,
    storedBytes: stored?.state === 'there' ? stored.sizeBytes : undefined,
  }));
  return { ...sides, files };
}

describe('lines about files that were not moved', () => {
  it('are what the migration writes, whatever the files are called', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...TEXTS),
        fc.array(anyFile, { minLength: 1, maxLength: 3 }),
        fc.constantFrom(...PLACES),
        (text, given, place) => {
          const { source, target, files } = written(text, given, place);
          expect(target).not.toBe(source);
          const right = areRight({ source, target, files });
          expect([source, target, right]).toEqual([source, target, true]);
          expect(fileLinesBehind(source, target, files)).toHaveLength(files.length);
        },
      ),
    );
  });

  it('are found in a message that has no blocks', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...TEXTS),
        fc.array(anyFile, { minLength: 1, maxLength: 3 }),
        (text, given) => {
          const { source, target, files } = written(text, given, 'later', { hasBlocks: false });
          const right = areRight({ source, target, files });
          expect([source, target, right]).toEqual([source, target, true]);
        },
      ),
    );
  });

  it.each([
    'word '.repeat(3000),
    '}'.repeat(13_000),
    '<@'.repeat(4000),
    '- an item\n'.repeat(1500),
    `> ${'quoted '.repeat(2000)}`,
    `\`\`\`\n${'code\n'.repeat(3000)}\`\`\``,
    '*slanted* **bold** '.repeat(700),
  ])('stand behind a text of several messages (%#)', (text) => {
    for (const place of PLACES) {
      const { source, target, files } = written(
        text,
        [{ name: 'a.pdf' }, { name: '図.png' }],
        place,
      );
      expect(target).not.toBe(source);
      expect(fileLinesBehind(source, target, files)).toHaveLength(2);
      const changed = target.replace(/\S(?=\S*$)/, '');
      expect(areRight({ source, target: changed, files })).toBe(false);
      expect(
        areRight({ source: `${source.slice(0, 5000)}X${source.slice(5001)}`, target, files }),
      ).toBe(false);
    }
  });

  it('are nothing else: a letter more, fewer or another one is a difference', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...TEXTS),
        fc.constantFrom('report.pdf', '図表 1.png'),
        fc.constantFrom(...STORED),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        fc.constantFrom('replace', 'insert', 'delete'),
        fc.constantFrom(...PLACES),
        (text, name, bytes, at, how, place) => {
          const { source, target, files } = written(text, [{ name, ...bytes }], place);
          const letters = [...target.matchAll(/[\p{L}\p{N}()[\]:.,](?![^⟦]*⟧)/gu)];
          const behind = letters.filter(({ index }) => index >= source.trimEnd().length);
          const index = behind[Math.floor(at * behind.length)]?.index ?? 0;
          const put = how === 'delete' ? '' : 'Z';
          const changed =
            target.slice(0, index) + put + target.slice(index + (how === 'insert' ? 0 : 1));
          expect(areRight({ source, target: changed, files })).toBe(false);
        },
      ),
    );
  });

  it('say the size of the row or of the store, and of no other number', () => {
    // Of an empty file, and of one over 1 GB, the line says that.
    const sizes = fc.integer({ min: 1, max: 1024 ** 3 });
    fc.assert(
      fc.property(sizes, sizes, (sizeBytes, storedBytes) => {
        const { source, target, files } = written('text', [{ name: 'a.pdf', sizeBytes }]);
        const [file] = files;
        if (file === undefined) throw new Error('a text with a file has one');
        const isRight = (others: object): boolean =>
          areRight({ source, target, files: [{ ...file, ...others }] });
        expect(isRight({ sizeBytes: storedBytes })).toBe(sizeBytes === storedBytes);
        expect(isRight({ sizeBytes: storedBytes, storedBytes: sizeBytes })).toBe(true);
      }),
    );
  });

  it('say that the size of a file without a row is not known', () => {
    const legacy = { name: 'a.pdf', sizeBytes: 0, isLegacy: true } as const;
    for (const place of PLACES) expect(areRight(written('text', [legacy], place))).toBe(true);
  });

  it('do not hide what is written behind them, or before them', () => {
    const { source, target, files } = written('text', [
      { name: 'a.pdf', stored: { state: 'missing' } },
    ]);
    expect(areRight({ source, target: `${target}\nmore`, files })).toBe(false);
    expect(areRight({ source, target: target.replace('text', 'next'), files })).toBe(false);
    expect(areRight({ source, target, files: [] })).toBe(false);
  });
});
