import MarkdownIt from 'markdown-it';
import { fence, indentedCode } from './block-rules/code.ts';
import { heading, underlinedHeading } from './block-rules/headings.ts';
import type { BlockRule } from './block-rules/lines.ts';
import { list } from './block-rules/list.ts';
import { paragraph } from './block-rules/paragraph.ts';
import { linkDefinition, quote } from './block-rules/quote.ts';
import { horizontalRule } from './block-rules/rule.ts';
import { table } from './block-rules/table.ts';
import { codeSpan, htmlTag, inlineLatex } from './inline-rules/code.ts';
import { emphasis, strike, strong } from './inline-rules/emphasis.ts';
import { angleLink, bareUrl, link, referenceLink } from './inline-rules/links.ts';
import type { InlineRule } from './inline-rules/pairs.ts';
import { backslashEscape, textRun } from './inline-rules/text.ts';
import type { BlockNode, DialectEnv, InlineNode } from './nodes.ts';

/*
 * markdown-it with Mattermost's rules instead of CommonMark's. Mattermost's web app uses its own fork of marked 0.3
 * (github.com/mattermost/marked, lib/marked.js). The order of the rules is that of the fork and matters: an
 * underlined heading comes before a list, a link before emphasis. Rules push nodes (see nodes.ts) into the
 * environment; markdown-it's tokens are meant for HTML and not used.
 */

const BLOCK_RULES: readonly (readonly [string, BlockRule])[] = [
  ['mm_indented_code', indentedCode],
  ['mm_fence', fence],
  ['mm_heading', heading],
  ['mm_table', table],
  ['mm_underlined_heading', underlinedHeading],
  ['mm_horizontal_rule', horizontalRule],
  ['mm_quote', quote],
  ['mm_list', list],
  ['mm_link_definition', linkDefinition],
  ['mm_paragraph', paragraph],
];

const INLINE_RULES: readonly (readonly [string, InlineRule])[] = [
  ['mm_backslash_escape', backslashEscape],
  ['mm_angle_link', angleLink],
  ['mm_bare_url', bareUrl],
  ['mm_html_tag', htmlTag],
  ['mm_link', link],
  ['mm_reference_link', referenceLink],
  ['mm_strong', strong],
  ['mm_emphasis', emphasis],
  ['mm_code_span', codeSpan],
  ['mm_strike', strike],
  ['mm_inline_latex', inlineLatex],
  ['mm_text_run', textRun],
];

function mattermostDialect() {
  const markdownIt = new MarkdownIt('zero');
  for (const [name, rule] of BLOCK_RULES) markdownIt.block.ruler.push(name, rule);
  for (const [name, rule] of INLINE_RULES) markdownIt.inline.ruler.push(name, rule);
  markdownIt.block.ruler.enableOnly(BLOCK_RULES.map(([name]) => name));
  markdownIt.inline.ruler.enableOnly(INLINE_RULES.map(([name]) => name));
  markdownIt.inline.ruler2.enableOnly([]);
  return markdownIt;
}

const dialect = mattermostDialect();

/**
 * Parses the blocks of a text and stores its link definitions in `env`. Line feeds must be `
 * `.
 */
export function parseBlocks(markdown: string, env: DialectEnv): readonly BlockNode[] {
  env.blocks = [];
  dialect.block.parse(markdown, dialect, env, []);
  return env.blocks;
}

/** Parses the text of a block; all blocks must have been parsed. */
export function parseInline(text: string, env: DialectEnv): readonly InlineNode[] {
  env.inlines = [];
  dialect.inline.parse(text, dialect, env, []);
  return env.inlines;
}
