import type { Env } from 'markdown-it';
import type { BlockNode, InlineNode } from './nodes.ts';

export interface LinkDefinition {
  readonly url: string;
  readonly title: string;
}

/** What the rules share during the parse of one text. */
export interface DialectEnv extends Env {
  readonly kind: 'mattermost';
  readonly definitions: Map<string, LinkDefinition>;
  readonly inlineLatex: boolean;
  /** Where the rules put what they find: the list of the block or span that is being read. */
  blocks: BlockNode[];
  inlines: InlineNode[];
  /** False inside a list item, where Mattermost knows no tables, definitions or paragraphs. */
  top: boolean;
  inQuote: boolean;
  /** True inside a link's label, where no address becomes a link of its own. */
  inLink: boolean;
  blockDepth: number;
  inlineDepth: number;
}

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

/** The dialect's own environment; the rules run under no other. */
export function dialectEnv(env: Env): DialectEnv {
  if (!isDialectEnv(env))
    throw new TypeError('a Mattermost rule ran outside the Mattermost dialect');
  return env;
}
