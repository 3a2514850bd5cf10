import { LIST_INDENT } from '../../../slack/limits.ts';
import { pushSource, type SourceRules } from './expected-inline.ts';
import { expectedTable } from './expected-tables.ts';
import { markdownBlocks } from './markdown-blocks.ts';
import type { SourceBlock } from './markdown-tree.ts';
import type { Block, ItemBlock, Run } from './tree.ts';
import { BOLD, pushText } from './tree.ts';

/*
 * What Slack should show of a text: its Markdown after the stated losses (docs/verify.md). A heading is bold, a rule
 * is a line, a quote in a quote has `> ` before its lines, text below code in an item stands outside the list.
 */

/** Reads a Markdown text of the source. */
export function expectedBlocks(markdown: string, rules: SourceRules): readonly Block[] {
  const text = markdown.replace(/\r\n?/g, '\n').replaceAll('\0', '\ufffd');
  const flow: Flow = { blocks: [], rules, quotes: 0, hasTable: false };
  for (const block of markdownBlocks(text, rules.definitions)) write(flow, block, undefined);
  return rules.context.tables === 'attachment' ? tableLast(flow.blocks) : flow.blocks;
}

/** An attachment stands below the text. */
function tableLast(blocks: readonly Block[]): readonly Block[] {
  const tables = blocks.filter(({ kind }) => kind === 'table');
  return tables.length === 0
    ? blocks
    : [...blocks.filter(({ kind }) => kind !== 'table'), ...tables];
}

interface Flow {
  readonly blocks: Block[];
  readonly rules: SourceRules;
  /** Number of quotes around the current block. */
  quotes: number;
  hasTable: boolean;
}

/** A list whose items are being written. */
interface OpenList {
  readonly indent: number;
  /** Number of the next item; undefined for bullets. */
  number: number | undefined;
  /** The current item; undefined before its first block. */
  item: ItemBlock | undefined;
}

const RULE = '─'.repeat(20);

function write(flow: Flow, block: SourceBlock, list: OpenList | undefined): void {
  switch (block.kind) {
    case 'text':
      writeText(flow, block, list);
      return;
    case 'rule':
      writeRuns(flow, [{ kind: 'text', text: RULE, marks: 0 }], list);
      return;
    case 'code':
      writeCode(flow, block, list);
      return;
    case 'quote':
      openItem(flow, list);
      flow.quotes += 1;
      for (const inner of block.blocks) write(flow, inner, undefined);
      flow.quotes -= 1;
      return;
    case 'list':
      writeList(flow, block, list);
      return;
    default:
      writeTable(flow, block);
  }
}

type Of<Kind extends SourceBlock['kind']> = Extract<SourceBlock, { kind: Kind }>;

const TASK = /^\[([ |xX])\] /;

/** Slack's lists have no check boxes; a character stands for one. */
function writeText(
  flow: Flow,
  { source, isHeading }: Of<'text'>,
  list: OpenList | undefined,
): void {
  const isFirstOfItem = list !== undefined && list.item === undefined;
  const [box = '', sign] = (isFirstOfItem ? TASK.exec(source) : null) ?? [];
  const runs: Run[] = [];
  if (sign !== undefined) pushText(runs, sign === ' ' ? '☐ ' : '☑ ', 0);
  pushSource(runs, source.slice(box.length), isHeading ? BOLD : 0, flow.rules);
  writeRuns(flow, runs, list);
}

function writeRuns(flow: Flow, runs: Run[], list: OpenList | undefined): void {
  if (list === undefined) writeParagraph(flow, runs);
  else if (list.item === undefined) beginItem(flow, list, runs);
  else if (flow.blocks.at(-1) === list.item) list.item.runs.push(LINE_FEED, ...runs);
  else writeParagraph(flow, runs);
}

const LINE_FEED: Run = Object.freeze({ kind: 'text', text: '\n', marks: 0 });

function writeParagraph(flow: Flow, runs: readonly Run[]): void {
  if (runs.length === 0) return;
  const prefix = '> '.repeat(Math.max(0, flow.quotes - 1));
  const isQuoted = flow.quotes > 0;
  flow.blocks.push({ kind: 'text', isQuoted, runs: prefix === '' ? runs : prefixed(runs, prefix) });
}

/** Writes a prefix before each line. */
function prefixed(runs: readonly Run[], prefix: string): readonly Run[] {
  const lines = runs.map((run) =>
    run.kind === 'text' ? { ...run, text: run.text.replaceAll('\n', `\n${prefix}`) } : run,
  );
  return [{ kind: 'text', text: prefix, marks: 0 }, ...lines];
}

function writeCode(flow: Flow, { language, text }: Of<'code'>, list: OpenList | undefined): void {
  openItem(flow, list);
  flow.blocks.push({
    kind: 'code',
    isQuoted: flow.quotes > 0,
    language: language.toLowerCase(),
    text: text === '' ? ' ' : text,
  });
}

function writeList(flow: Flow, block: Of<'list'>, outer: OpenList | undefined): void {
  openItem(flow, outer);
  const indent = Math.min(LIST_INDENT, outer === undefined ? 0 : outer.indent + 1);
  const first = block.firstNumber === undefined ? undefined : Math.max(1, block.firstNumber);
  const list: OpenList = { indent, number: first, item: undefined };
  for (const item of block.items) {
    list.item = undefined;
    for (const inner of item) write(flow, inner, list);
    openItem(flow, list);
  }
}

/** An item that begins with code, a quote or a list has its own bullet or number. */
function openItem(flow: Flow, list: OpenList | undefined): void {
  if (list !== undefined && list.item === undefined) beginItem(flow, list, []);
}

function beginItem(flow: Flow, list: OpenList, runs: Run[]): void {
  const { indent, number } = list;
  list.item = { kind: 'item', isQuoted: flow.quotes > 0, indent, number, runs };
  if (number !== undefined) list.number = number + 1;
  flow.blocks.push(list.item);
}

/** Slack shows one table in a message and none in a quote; others are text in columns. */
function writeTable(flow: Flow, table: Of<'table'>): void {
  const isQuoted = flow.quotes > 0;
  const block = expectedTable(table, flow.rules, {
    mayBeTable: flow.rules.context.tables !== 'text' && !flow.hasTable && !isQuoted,
    isQuoted,
  });
  if (block.kind === 'table') flow.hasTable = true;
  flow.blocks.push(block);
}
