import type { Env } from 'markdown-it';

/*
 * Nodes of a parsed text. Inline text of blocks stays unparsed, because a link may be defined below its use: the
 * inline rules run after all blocks are parsed.
 */

export interface TextBlock {
  readonly kind: 'text';
  /** 0 for a paragraph, 1 to 6 for a heading. */
  readonly level: number;
  readonly source: string;
  /** Line feeds and blank lines between the preceding block and this one; empty at the start. */
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

export interface LinkDefinition {
  readonly url: string;
  readonly title: string;
}

/** State that the rules share while parsing one text. */
export interface DialectEnv extends Env {
  readonly kind: 'mattermost';
  readonly definitions: Map<string, LinkDefinition>;
  readonly inlineLatex: boolean;
  /** List of the current block or span, to which rules append nodes. */
  blocks: BlockNode[];
  inlines: InlineNode[];
  /** False inside a list item, where Mattermost has no tables, definitions or paragraphs. */
  top: boolean;
  inQuote: boolean;
  /** True inside a link's label, where addresses do not become links. */
  inLink: boolean;
  blockDepth: number;
  inlineDepth: number;
}

/** Environment of the parsing of one text, which the rules of the dialect share. */
export function newDialectEnv(inlineLatex: boolean): DialectEnv {
  return {
    kind: 'mattermost',
    definitions: new Map(),
    inlineLatex,
    blocks: [],
    inlines: [],
    top: true,
    inQuote: false,
    inLink: false,
    blockDepth: 0,
    inlineDepth: 0,
  };
}

const isDialectEnv = (env: Env): env is DialectEnv => env['kind'] === 'mattermost';

/** Narrows the environment to the dialect's own; the rules run with no other. */
export function dialectEnv(env: Env): DialectEnv {
  if (!isDialectEnv(env))
    throw new TypeError('a Mattermost rule ran outside the Mattermost dialect');
  return env;
}
