import { plainPiece } from './canonical.ts';
import { isPlain, type SourceTexts, sourceBlocks } from './source-text.ts';
import type { Block, Run } from './tree.ts';

/** What one line without markup should say of a Markdown text: its words, with names as they were typed. */
export function plainLine(markdown: string, { context, names }: SourceTexts): string {
  if (isPlain(markdown)) return oneLine(markdown);
  const asTyped = { ...context, mentions: 'text', channel: () => undefined } as const;
  const blocks = sourceBlocks(markdown, { context: { ...asTyped, tables: 'block' }, names });
  return plainPiece(oneLine(blocks.map(blockWords).join('\n')));
}

const oneLine = (text: string): string => text.trim().replace(/\s+/g, ' ');

function blockWords(block: Block): string {
  switch (block.kind) {
    case 'table':
      return block.rows.map((row) => row.map(wordsOf).join(' | ')).join('\n');
    case 'code':
      return block.text;
    case 'item': {
      const marker = block.number === undefined ? '•' : `${block.number}.`;
      return `${marker} ${wordsOf(block.runs)}`;
    }
    case 'text':
      return wordsOf(block.runs);
    case 'foreign':
      return '';
  }
}

const wordsOf = (runs: readonly Run[]): string => runs.map(runWords).join('');

function runWords(run: Run): string {
  if (run.kind === 'text') return run.text;
  if (run.kind === 'link') return run.label === '' ? run.url : run.label;
  return run.kind === 'emoji' ? `:${run.name}:` : '';
}
