import { unescapeText } from '../../../slack/shapes.ts';
import { plainPiece, tag, tidyLines } from './canonical.ts';
import { withEmojiNames } from './emoji-shown.ts';
import type { Block, Run, TargetNames } from './tree.ts';
import { BOLD, CODE, ITALIC, STRIKE, UNDERLINE } from './tree.ts';

/*
 * Text in Slack's mrkdwn, in which `*`, `_`, `~` and backticks cannot be told from marks: it is compared as it is
 * written. Links and mentions are marks of their own, as in a canonical text.
 */

/** Reads mrkdwn of the target: what stands between `<` and `>` becomes a mark, and escapes characters. */
export function readMrkdwn(given: string, names: TargetNames): string {
  const mrkdwn = names.emoji === undefined ? given : withEmojiNames(given, names.emoji);
  if (!isControlled(mrkdwn)) return tidyMrkdwn(mrkdwn);
  let out = '';
  let done = 0;
  for (const match of mrkdwn.matchAll(CONTROL)) {
    out += written(mrkdwn.slice(done, match.index)) + controlText(match[1] ?? '', names);
    done = match.index + match[0].length;
  }
  return tidyMrkdwn(out + written(mrkdwn.slice(done)));
}

/** False for mrkdwn without links, mentions and escapes, and without marks of a canonical text. */
export const isControlled = (mrkdwn: string): boolean => SPECIAL.test(mrkdwn);

const SPECIAL = /[<>&⟦⟧]/;
const CONTROL = /<([^<>]*)>/g;
const written = (text: string): string => plainPiece(unescapeText(text));

function controlText(inner: string, names: TargetNames): string {
  const bar = inner.indexOf('|');
  const target = bar === -1 ? inner : inner.slice(0, bar);
  const label = bar === -1 ? '' : inner.slice(bar + 1);
  if (target.startsWith('@')) return tag(`@${names.user(target.slice(1))}`);
  if (target.startsWith('#')) return channelText(target.slice(1), label, names);
  if (target.startsWith('!date^')) return written(label);
  if (target.startsWith('!')) return tag(`@${target}`);
  return linkText(unescapeText(target), unescapeText(label));
}

/** A link to a channel; a label that is not the name of this public channel is shown. */
function channelText(id: string, label: string, names: TargetNames): string {
  const name = names.channel(id);
  if (names.areChannelsText) return plainPiece(`~${name}`);
  const shown = unescapeText(label);
  const publicName = names.publicChannel(id);
  const isRight = label === '' ? !names.areWhole || publicName === undefined : shown === publicName;
  const wasRight = !isRight && names.isFormerChannel?.(id, shown) === true;
  return tag(isRight || wasRight ? `#${name}` : `#${name}|${shown}`);
}

const linkText = (url: string, label: string): string =>
  label === '' ? tag(`<${url}>`) : `${tag(`→ ${url}`)}${plainPiece(label)}⟦/⟧`;

/** Removes white space at the end of lines, blank lines, and lines of quote marks alone inside a quote. */
export function tidyMrkdwn(text: string): string {
  if (!LOOSE.test(text)) return text;
  const kept: string[] = [];
  for (const source of text.split('\n')) {
    const line = source.trimEnd();
    const isInQuote = kept.at(-1)?.startsWith('>') === true && QUOTE_MARKS.test(line);
    if (line !== '' && !isInQuote) kept.push(line);
  }
  return kept.join('\n');
}

const LOOSE = /\s$|\s\n|^\n|\n[> ]*(?:\n|$)/;
const QUOTE_MARKS = /^[> ]*$/;

const TOPIC_LINK = /<((?:https?:|mailto:)[^<>|]*)(?:\|[^<>]*)?>/g;

/** A topic or purpose of either side: Slack returns it escaped, with addresses as links. */
export const topicText = (topic: string): string =>
  tidyLines(unescapeText(topic.replace(TOPIC_LINK, '$1')));

const INDENT = '    ';

/** Writes blocks as mrkdwn, in the form of `readMrkdwn`. */
export const mrkdwnOf = (blocks: readonly Block[]): string =>
  tidyMrkdwn(blocks.map(blockText).join('\n'));

function blockText(block: Block): string {
  if (block.kind === 'table') {
    const cell = (runs: readonly Run[]): string => inlineText(runs).trim();
    return block.rows.map((row) => row.map(cell).join(' | ').trimEnd()).join('\n');
  }
  if (block.kind === 'foreign') return tag(`?${block.content}`);
  const text = plainBlockText(block);
  return block.isQuoted ? `> ${text.replaceAll('\n', '\n> ')}` : text;
}

function plainBlockText(block: Exclude<Block, { kind: 'table' | 'foreign' }>): string {
  if (block.kind === 'text') return inlineText(block.runs);
  if (block.kind === 'code') return `\`\`\`\n${plainPiece(block.text)}\n\`\`\``;
  const indent = INDENT.repeat(block.indent);
  const marker = block.number === undefined ? '•' : `${block.number}.`;
  const text = inlineText(block.runs).replace(/\n(?=[^\n])/g, `\n${indent}${INDENT}`);
  return `${indent}${marker} ${text}`;
}

/** Runs of the same marks share their signs. */
function inlineText(runs: readonly Run[]): string {
  let out = '';
  let marks = 0;
  let same = '';
  for (const run of runs) {
    if (run.marks !== marks) {
      out += marked(same, marks);
      same = '';
      marks = run.marks;
    }
    same += runText(run);
  }
  return out + marked(same, marks);
}

function runText(run: Run): string {
  if (run.kind === 'text') return plainPiece(run.text);
  if (run.kind === 'emoji') return plainPiece(`:${run.name}:`);
  if (run.kind === 'mention') return tag(run.name);
  if (run.kind === 'foreign') return tag(`?${run.content}`);
  return linkText(inControl(run.url), run.label.replaceAll('\n', ' '));
}

/** Characters that cannot stand in an address between `<` and `>`. */
const inControl = (url: string): string =>
  url.replace(/[<>|\n]/g, (character) =>
    character === '\n' ? '%0A' : encodeURIComponent(character),
  );

const SIGNS: readonly (readonly [bit: number, sign: string])[] = [
  [BOLD, '*'],
  [ITALIC, '_'],
  [STRIKE, '~'],
  [CODE, '`'],
];

/** Signs of each combination of marks, before and after a text. */
const AROUND: readonly (readonly [open: string, close: string])[] = Array.from(
  { length: 2 * UNDERLINE },
  (_, marks) => {
    const signs = SIGNS.map(([bit, sign]) => ((marks & bit) === 0 ? '' : sign));
    return [signs.join(''), [...signs].reverse().join('')];
  },
);

/** Signs around the text of each line: Slack does not format across lines or next to white space. */
function marked(text: string, marks: number): string {
  if (marks === 0 || text === '') return text;
  if (text.includes('\n'))
    return text
      .split('\n')
      .map((line) => marked(line, marks))
      .join('\n');
  const inner = text.trim();
  if (inner === '') return text;
  const [open, close] = AROUND[marks] ?? ['', ''];
  const start = text.indexOf(inner);
  return text.slice(0, start) + open + inner + close + text.slice(start + inner.length);
}
