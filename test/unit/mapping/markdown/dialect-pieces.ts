import { parseBlocks, parseInline } from '../../../../src/mapping/markdown/dialect.ts';
import { decodeEntities } from '../../../../src/mapping/markdown/escape.ts';
import {
  type BlockNode,
  type DialectEnv,
  type InlineNode,
  newDialectEnv,
} from '../../../../src/mapping/markdown/nodes.ts';
import { normalisedPieces, type Piece } from './piece.ts';

/** A text's structure as our parser sees it. */
export function dialectPieces(markdown: string): Piece[] {
  const env = newDialectEnv(false);
  const blocks = parseBlocks(markdown.replace(/\r\n?/g, '\n'), env);
  return normalisedPieces(blocks.flatMap((block) => blockPieces(block, '', env)));
}

function blockPieces(block: BlockNode, path: string, env: DialectEnv): Piece[] {
  const plain = (kind: string, text: string): Piece[] => [
    { path: path + kind, text, styles: '', target: '' },
  ];
  if (block.kind === 'rule') return plain('hr', '');
  if (block.kind === 'code') return plain(`code:${block.language}`, block.text);
  if (block.kind === 'quote')
    return block.blocks.flatMap((inner) => blockPieces(inner, `${path}quote/`, env));
  if (block.kind === 'list') {
    const list = `${path}${block.isOrdered ? `ol${block.start}` : 'ul'}/`;
    return block.items.flatMap((item, at) =>
      item.flatMap((inner) => blockPieces(inner, `${list}${at}/`, env)),
    );
  }
  if (block.kind === 'table') {
    return block.rows.flatMap((row, rowAt) =>
      row.flatMap((cell, at) => textPieces(cell, `${path}cell${rowAt}.${at}`, env)),
    );
  }
  return textPieces(block.source, `${path}${block.level === 0 ? 'p' : `h${block.level}`}`, env);
}

const textPieces = (source: string, path: string, env: DialectEnv): Piece[] =>
  inlinePieces(parseInline(source, env), { path, text: '', styles: '', target: '' });

const STYLES: Readonly<Record<string, string>> = {
  strong: 'b',
  em: 'i',
  del: 's',
  code: 'c',
  latex: 'c',
};

function inlinePieces(nodes: readonly InlineNode[], around: Piece): Piece[] {
  return nodes.flatMap((node) => {
    if (node.kind === 'text') return [{ ...around, text: decodeEntities(node.text) }];
    if (node.kind === 'image')
      return [{ ...around, text: node.alternative, target: `!${node.url}` }];
    if (node.kind === 'link')
      return inlinePieces(node.children, { ...around, target: around.target || node.url });
    const styles = addStyle(around.styles, STYLES[node.kind] ?? '');
    if ('children' in node) return inlinePieces(node.children, { ...around, styles });
    return [{ ...around, styles, text: node.text }];
  });
}

/** Adds a style's letter once, in order. */
export const addStyle = (styles: string, style: string): string =>
  [...new Set([...styles, style])].sort().join('');
