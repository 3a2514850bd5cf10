import { isUncheckedObject } from '../../../model/json.ts';
import { LIST_INDENT } from '../../../slack/limits.ts';
import { shownJson } from '../shown-json.ts';
import { emojiWithTones } from './emoji-characters.ts';
import type { Block, ItemBlock, Run, TableBlock, TargetNames } from './tree.ts';
import { BOLD, CODE, ITALIC, pushChannel, pushText, STRIKE, UNDERLINE } from './tree.ts';

/* Slack's blocks, read loosely: a workspace returns more than was sent, and what is not known is shown as foreign. */

type Loose = Readonly<Record<string, unknown>>;

/** A list whose items nobody has checked; empty for a value that is none. */
export const looseList = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : [];

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const numberOf = (value: unknown): number =>
  typeof value === 'number' && Number.isFinite(value) ? value : 0;

/** A block's type; '' for anything that has none. */
export const typeOf = (block: unknown): string =>
  isUncheckedObject(block) ? textOf(block['type']) : '';

/** The text of blocks that is one plain run; undefined for others. Most posts have such a text. */
export function plainBlocksText(blocks: readonly unknown[]): string | undefined {
  const [block] = blocks;
  if (blocks.length !== 1 || !isUncheckedObject(block) || block['type'] !== 'rich_text')
    return undefined;
  const [section, ...sections] = looseList(block['elements']);
  if (sections.length > 0 || !isUncheckedObject(section) || section['type'] !== 'rich_text_section')
    return undefined;
  const [run, ...runs] = looseList(section['elements']);
  if (
    runs.length > 0 ||
    !isUncheckedObject(run) ||
    run['type'] !== 'text' ||
    run['style'] !== undefined
  )
    return undefined;
  return textOf(run['text']);
}

/** Reads the blocks of a message. */
export const slackBlocks = (blocks: readonly unknown[], names: TargetNames): readonly Block[] =>
  blocks.flatMap((block) => blocksOf(block, names));

function blocksOf(block: unknown, names: TargetNames): readonly Block[] {
  if (!isUncheckedObject(block)) return [foreign(block)];
  if (block['type'] === 'rich_text')
    return looseList(block['elements']).flatMap((element) => elementBlocks(element, names));
  if (block['type'] === 'table') return [tableOf(block, names)];
  return [foreign(block)];
}

const foreign = (content: unknown): Block => ({
  kind: 'foreign',
  content: shownJson(content),
});

function elementBlocks(element: unknown, names: TargetNames): readonly Block[] {
  if (!isUncheckedObject(element)) return [foreign(element)];
  const isQuoted = numberOf(element['border']) > 0;
  const elements = looseList(element['elements']);
  switch (element['type']) {
    case 'rich_text_section':
      return [{ kind: 'text', isQuoted: false, runs: runsOf(elements, names) }];
    case 'rich_text_quote':
      return [{ kind: 'text', isQuoted: true, runs: runsOf(elements, names) }];
    case 'rich_text_preformatted': {
      const text = elements.map((inline) => codeText(inline)).join('');
      return [{ kind: 'code', isQuoted, language: textOf(element['language']), text }];
    }
    case 'rich_text_list':
      if (!isList(element)) return [foreign(element)];
      return elements.map((item, at) => itemOf(element, item, at, names));
    default:
      return [foreign(element)];
  }
}

/** True for a list that Slack shows: of a style that it knows, with numbers where numbers belong, and no deeper. */
const isList = ({ style, indent, offset, border }: Loose): boolean =>
  (style === 'bullet' || style === 'ordered') &&
  [indent, offset, border].every((value) => value === undefined || Number.isInteger(value)) &&
  numberOf(indent) >= 0 &&
  numberOf(indent) <= LIST_INDENT;

/** Text of code; anything but plain text is shown as foreign. */
function codeText(inline: unknown): string {
  const isText =
    isUncheckedObject(inline) && inline['type'] === 'text' && inline['style'] === undefined;
  return isText ? textOf(inline['text']) : shownJson(inline);
}

function itemOf(list: Loose, item: unknown, at: number, names: TargetNames): ItemBlock {
  const isSection = isUncheckedObject(item) && item['type'] === 'rich_text_section';
  const runs = isSection ? runsOf(looseList(item['elements']), names) : [foreignRun(item)];
  return {
    kind: 'item',
    isQuoted: numberOf(list['border']) > 0,
    indent: numberOf(list['indent']),
    number: list['style'] === 'ordered' ? numberOf(list['offset']) + 1 + at : undefined,
    runs,
  };
}

const foreignRun = (content: unknown): Run => ({
  kind: 'foreign',
  content: shownJson(content),
  marks: 0,
});

function runsOf(inlines: readonly unknown[], names: TargetNames): Run[] {
  const runs: Run[] = [];
  for (const inline of inlines) pushInline(runs, inline, names);
  return runs;
}

function marksOf(style: unknown): number {
  if (!isUncheckedObject(style)) return 0;
  return (
    (style['bold'] === true ? BOLD : 0) |
    (style['italic'] === true ? ITALIC : 0) |
    (style['strike'] === true ? STRIKE : 0) |
    (style['code'] === true ? CODE : 0) |
    (style['underline'] === true ? UNDERLINE : 0)
  );
}

function pushInline(runs: Run[], inline: unknown, names: TargetNames): void {
  if (!isUncheckedObject(inline)) {
    runs.push(foreignRun(inline));
    return;
  }
  const marks = marksOf(inline['style']);
  switch (inline['type']) {
    case 'text':
      pushText(runs, textOf(inline['text']), marks);
      return;
    case 'link':
      runs.push({ kind: 'link', url: textOf(inline['url']), label: textOf(inline['text']), marks });
      return;
    case 'emoji':
      runs.push({ kind: 'emoji', name: emojiName(inline, names), marks });
      return;
    case 'user':
      runs.push({ kind: 'mention', name: `@${names.user(textOf(inline['user_id']))}`, marks });
      return;
    case 'channel':
      pushChannel(runs, names.channel(textOf(inline['channel_id'])), marks, names);
      return;
    case 'broadcast':
      runs.push({ kind: 'mention', name: `@!${textOf(inline['range'])}`, marks });
      return;
    case 'usergroup':
      runs.push({ kind: 'mention', name: `@!subteam^${textOf(inline['usergroup_id'])}`, marks });
      return;
    default:
      runs.push(foreignRun(inline));
  }
}

const emojiName = (
  { name, unicode, skin_tone: tone }: Loose,
  { emoji, areWhole }: TargetNames,
): string => {
  const given = textOf(name);
  return emojiWithTones(emoji?.(given) ?? given, { unicode: textOf(unicode), tone }, areWhole);
};

function tableOf(block: Loose, names: TargetNames): TableBlock {
  const rows = looseList(block['rows']).map((row) =>
    looseList(row).map((cell) => cellRuns(cell, names)),
  );
  const settings = looseList(block['column_settings']);
  const columns = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const aligned = Array.from({ length: columns }, (_, at) => alignmentOf(settings[at]));
  return { kind: 'table', aligned: aligned.join(''), rows };
}

const alignmentOf = (setting: unknown): string =>
  (isUncheckedObject(setting) ? textOf(setting['align']).charAt(0) : '') || 'l';

function cellRuns(cell: unknown, names: TargetNames): readonly Run[] {
  if (!isUncheckedObject(cell)) return [foreignRun(cell)];
  const runs: Run[] = [];
  if (cell['type'] === 'raw_text') {
    pushText(runs, textOf(cell['text']), 0);
    return runs;
  }
  if (cell['type'] !== 'rich_text') return [foreignRun(cell)];
  for (const element of looseList(cell['elements'])) {
    if (isUncheckedObject(element) && element['type'] === 'rich_text_section')
      for (const inline of looseList(element['elements'])) pushInline(runs, inline, names);
    else runs.push(foreignRun(element));
  }
  return runs;
}
