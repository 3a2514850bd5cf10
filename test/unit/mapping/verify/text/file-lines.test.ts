import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderText } from '../../../../../src/mapping/markdown/render-text.ts';
import { withFileLines } from '../../../../../src/mapping/messages/files.ts';
import type { RenderedPart } from '../../../../../src/mapping/rendered-text.ts';
import { addsOnlyFileLines } from '../../../../../src/mapping/verify/text/file-lines.ts';
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
const RULES = { hasSlackLimits: true, areNamedInText: true };

interface Case {
  readonly source: string;
  readonly target: string;
  readonly files: Parameters<typeof addsOnlyFileLines>[2];
}

/** A text with the lines that the migration adds, as both sides are compared. */
function written(text: string, given: readonly Partial<FileInfo>[]): Case {
  const rendered = renderText(text, textContext()).parts;
  const infos = given.map((file) => aFile(file));
  const parts: readonly RenderedPart[] = [
    ...rendered.slice(0, -1),
    ...rendered.slice(-1).map((part) => withFileLines(part, infos, RULES)),
  ];
  const sides = comparableTexts(formsOf(text, textContext()), archiveText(parts, NAMES));
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
        (text, given) => {
          const { source, target, files } = written(text, given);
          expect(target).not.toBe(source);
          expect([source, target, addsOnlyFileLines(source, target, files)]).toEqual([
            source,
            target,
            true,
          ]);
        },
      ),
    );
  });

  it('are nothing else: a letter more, fewer or another one is a difference', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...TEXTS),
        fc.constantFrom('report.pdf', '図表 1.png'),
        fc.constantFrom(...STORED),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        fc.constantFrom('replace', 'insert', 'delete'),
        (text, name, bytes, at, how) => {
          const { source, target, files } = written(text, [{ name, ...bytes }]);
          const letters = [...target.matchAll(/[\p{L}\p{N}()[\]:.,](?![^⟦]*⟧)/gu)];
          const behind = letters.filter(({ index }) => index >= source.trimEnd().length);
          const index = behind[Math.floor(at * behind.length)]?.index ?? 0;
          const put = how === 'delete' ? '' : 'Z';
          const changed =
            target.slice(0, index) + put + target.slice(index + (how === 'insert' ? 0 : 1));
          expect(addsOnlyFileLines(source, changed, files)).toBe(false);
        },
      ),
    );
  });

  it('do not hide what is written behind them, or before them', () => {
    const { source, target, files } = written('text', [
      { name: 'a.pdf', stored: { state: 'missing' } },
    ]);
    expect(addsOnlyFileLines(source, `${target}\nmore`, files)).toBe(false);
    expect(addsOnlyFileLines(source, target.replace('text', 'next'), files)).toBe(false);
    expect(addsOnlyFileLines(source, target, [])).toBe(false);
  });
});
