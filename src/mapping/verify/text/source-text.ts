import type { TextContext } from '../../rendered-text.ts';
import type { AttachmentPlace } from './attachment-lines.ts';
import { canonicalText, tidyLines } from './canonical.ts';
import { expectedBlocks } from './expected.ts';
import { mrkdwnOf } from './mrkdwn.ts';
import type { Block, Run, TableBlock, TargetNames } from './tree.ts';
import { pushText } from './tree.ts';

/** What texts of a post are looked up in; the names are those of the target. */
export interface SourceTexts {
  readonly context: TextContext;
  readonly names: TargetNames;
  readonly place: AttachmentPlace;
}

/**
 * Characters and beginnings that a rule may take for something else than text. A text without any is its own canonical
 * text, which a property of the tests holds; most posts are such texts.
 */
const MARKUP = new RegExp(
  [
    String.raw`[\\*_~${'`'}[\]|@$&<>#\0\r\t\u00a0⟦⟧]`,
    // A time of the day is text, as is a colon before Japanese.
    String.raw`[:;](?![\s\d\u3000-\uffff]|$)|:\d[\w+-]*:|(?:http|https|ftp|mailto|tel|mattermost):`,
    String.raw`www|x-d|\.\p{L}{2,4}\/`,
    String.raw`(?:^|\n)[^\S\n]*(?:[-+=]|\d+\.[^\S\n])`,
    String.raw`(?:^|\n) {4}`,
  ].join('|'),
  'iu',
);

/** True for a text that no rule reads as anything but text; may be false for others. */
export const isPlain = (text: string): boolean => !MARKUP.test(text);

/** Blocks that the target should show of a Markdown text. */
export const sourceBlocks = (
  markdown: string,
  { context, names }: Pick<SourceTexts, 'context' | 'names'>,
): readonly Block[] =>
  expectedBlocks(markdown, {
    context,
    names,
    definitions: new Map(),
    hasLatex: context.latex.inline,
  });

/** The canonical text of a Markdown text. */
export const sourceText = (markdown: string, texts: SourceTexts): string =>
  isPlain(markdown) ? tidyLines(markdown) : canonicalText(sourceBlocks(markdown, texts));

const TABLE_PLACES = ['block', 'attachment', 'text'] as const;

/** The canonical text with its table in the other places where a table may stand. */
export const sourceTextsOtherwise = (markdown: string, texts: SourceTexts): readonly string[] =>
  TABLE_PLACES.filter((tables) => tables !== texts.context.tables).map((tables) =>
    canonicalText(sourceBlocks(markdown, { ...texts, context: { ...texts.context, tables } })),
  );

/** A Markdown text as mrkdwn, in the form of `readMrkdwn`. */
export const sourceMrkdwn = (markdown: string, texts: SourceTexts): string =>
  mrkdwnOf(sourceBlocks(markdown, texts));

/** The canonical text with the rows of its tables as lines. */
export const sourceTextWithoutTables = (markdown: string, texts: SourceTexts): string =>
  canonicalText(
    sourceBlocks(markdown, texts).map((block) =>
      block.kind === 'table' ? { kind: 'text', isQuoted: false, runs: lineRuns(block) } : block,
    ),
  );

/** Runs of a table's rows: ` | ` between cells, of which an empty one is a blank, and a line feed between rows. */
function lineRuns({ rows }: TableBlock): Run[] {
  const runs: Run[] = [];
  for (const [at, row] of rows.entries()) {
    if (at > 0) pushText(runs, '\n', 0);
    for (const [column, cell] of row.entries()) {
      if (column > 0) pushText(runs, ' | ', 0);
      if (cell.length === 0) pushText(runs, ' ', 0);
      for (const run of cell) runs.push(run);
    }
  }
  return runs;
}
