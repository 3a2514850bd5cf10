/*
 * What the parser makes of a text. Inline text stays unparsed in the blocks: a link may be defined below its
 * use, so the inline rules run when every block is known.
 */

export interface TextBlock {
  readonly kind: 'text';
  /** 0 for a paragraph, 1 to 6 for a heading. */
  readonly level: number;
  readonly source: string;
  /** Line feeds and blank lines between the block before it and this one; empty at the start. */
  readonly gap: string;
}

export interface RuleBlock {
  readonly kind: 'rule';
  readonly gap: string;
}

export interface CodeBlock {
  readonly kind: 'code';
  readonly language: string;
  readonly text: string;
}

export interface QuoteBlock {
  readonly kind: 'quote';
  readonly blocks: readonly BlockNode[];
}

export interface ListBlock {
  readonly kind: 'list';
  readonly isOrdered: boolean;
  /** Number of the first item. */
  readonly start: number;
  readonly items: readonly (readonly BlockNode[])[];
}

export type Alignment = 'none' | 'left' | 'center' | 'right';

export interface TableNode {
  readonly kind: 'table';
  readonly alignments: readonly Alignment[];
  /** Source of each cell; rows may differ in length. */
  readonly rows: readonly (readonly string[])[];
}

export type BlockNode = TextBlock | RuleBlock | CodeBlock | QuoteBlock | ListBlock | TableNode;

export interface TextNode {
  readonly kind: 'text';
  text: string;
}

export interface SpanNode {
  readonly kind: 'strong' | 'em' | 'del';
  readonly children: readonly InlineNode[];
}

export interface CodeNode {
  readonly kind: 'code' | 'latex';
  readonly text: string;
}

export interface LinkNode {
  readonly kind: 'link';
  readonly url: string;
  readonly title: string;
  readonly children: readonly InlineNode[];
}

export interface ImageNode {
  readonly kind: 'image';
  readonly url: string;
  readonly title: string;
  readonly alternative: string;
}

export type InlineNode = TextNode | SpanNode | CodeNode | LinkNode | ImageNode;
