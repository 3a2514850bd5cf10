import type { FileCopy } from '../../mapping/plugins/board-files.ts';
import type { BlockFacts, CardFacts } from '../../mapping/plugins/cards.ts';
import { isTemplate } from '../../mapping/plugins/places.ts';
import type { CardProperty } from '../../mapping/plugins/properties.ts';
import { momentText, objectOf, own, textIn, timeIn } from '../../mapping/plugins/values.ts';
import type { ViewFacts } from '../../mapping/plugins/views.ts';
import type { BlockFile, PluginRow } from '../../model/plugin-rows.ts';
import { fill } from '../figures.ts';
import { blocks, factLines, literal, literalLines, quoted } from './literal.ts';
import { type PluginPage, placeFacts } from './shown-place.ts';

/** The beginning of a board's page, up to the heading above its cards. */
export function boardHead(
  { board, members, views }: BoardHead,
  page: PluginPage,
): readonly string[] {
  const { facts, boards, untitled } = page.texts;
  const description =
    textIn(board, 'description') || textIn(objectOf(own(board, 'fields')), 'description');
  return blocks(
    `# ${literal(textIn(board, 'title')) || untitled}`,
    isTemplate(board) ? facts.isTemplate : undefined,
    literalLines(description),
    factLines([
      ...placeFacts(page),
      [facts.created, madeText(board, page)],
      [facts.members, members.map((member) => memberText(member, page)).join(', ')],
    ]),
    views.length === 0 ? undefined : `## ${boards.views}`,
    views.map((view) => `- ${viewText(view, page)}`),
    `## ${boards.cards}`,
  );
}

export interface BoardHead {
  readonly board: PluginRow;
  readonly members: readonly PluginRow[];
  readonly views: readonly ViewFacts[];
}

function madeText(row: PluginRow, { texts, personName }: PluginPage): string | undefined {
  const ms = timeIn(row, 'create_at');
  if (ms === undefined) return undefined;
  const by = textIn(row, 'created_by');
  if (by === '') return momentText(ms);
  const person = literal(personName(by));
  return fill(texts.facts.createdBy, { time: momentText(ms), person });
}

const ROLES = ['admin', 'editor', 'commenter', 'viewer'] as const;

function memberText(member: PluginRow, { texts, personName }: PluginPage): string {
  const name = literal(personName(textIn(member, 'user_id')));
  const role = ROLES.find((each) => member[`scheme_${each}`] === true);
  return role === undefined ? name : `${name} (${texts.roles[role]})`;
}

function viewText(view: ViewFacts, { texts }: PluginPage): string {
  const { boards, untitled } = texts;
  const sorted = view.sortedBy.map(({ name, isReversed }) =>
    isReversed ? fill(boards.reversed, { name: literal(name) }) : literal(name),
  );
  const name = literal(view.name) || untitled;
  return [
    view.type === '' ? name : `${name}: ${literal(view.type)}`,
    view.groupedBy === '' ? [] : fill(boards.groupedBy, { names: literal(view.groupedBy) }),
    sorted.length === 0 ? [] : fill(boards.sortedBy, { names: sorted.join(', ') }),
    view.hasFilter ? boards.filtered : [],
  ]
    .flat()
    .join(', ');
}

/** Types of properties that are shown as they are (Boards: webapp/src/blocks/board.ts, PropertyTypeEnum). */
const KNOWN_TYPES: ReadonlySet<string> = new Set([
  ...['text', 'number', 'select', 'multiSelect', 'date', 'person', 'multiPerson', 'file'],
  ...['checkbox', 'url', 'email', 'phone', 'createdTime', 'createdBy', 'updatedTime', 'updatedBy'],
]);

/** What the page of a board is written with. */
export interface BoardPage extends PluginPage {
  /** By the ids of files. */
  readonly copies: ReadonlyMap<string, FileCopy>;
}

/** A card with its properties, content and comments. */
export function cardPage(card: CardFacts, page: BoardPage): readonly string[] {
  const { texts } = page;
  const { boards, facts, untitled } = texts;
  return blocks(
    `### ${literal(textIn(card.card, 'title')) || untitled}`,
    card.isTemplate ? facts.isTemplate : undefined,
    factLines(
      card.properties.map((property) => [
        propertyName(property, page),
        literal(property.value) || undefined,
      ]),
    ),
    ...card.content.map((block) => blockLines(block, page)),
    card.comments.length === 0 ? undefined : `**${boards.comments}**`,
    ...card.comments.map((comment) => commentLines(comment, page)),
  );
}

function propertyName({ name, type }: CardProperty, { texts }: PluginPage): string {
  const { unknownProperty, undefinedProperty } = texts.boards;
  if (type === '') return fill(undefinedProperty, { name: literal(name) });
  if (KNOWN_TYPES.has(type)) return literal(name);
  return fill(unknownProperty, { name: literal(name), type: literal(type) });
}

function commentLines(comment: PluginRow, { texts, personName }: PluginPage): readonly string[] {
  const ms = timeIn(comment, 'create_at');
  const by = textIn(comment, 'created_by') || textIn(comment, 'modified_by');
  const person = by === '' ? texts.nobody : literal(personName(by));
  const time = ms === undefined ? '?' : momentText(ms);
  return quoted([`${person}, ${time}`, '', ...literalLines(textIn(comment, 'title'))]);
}

const HEADINGS: ReadonlySet<string> = new Set(['h1', 'h2', 'h3']);

/** The lines of a block of a card or a board; one of a type that is not known is named with it. */
export function blockLines(
  { type, text, isChecked, file }: BlockFacts,
  page: BoardPage,
): readonly string[] {
  const { image, attachment, unknownBlock } = page.texts.boards;
  const line = literal(text);
  const name = fileText(literal(file?.name || file?.id || text), file, page);
  if (type === 'text') return literalLines(text);
  if (type === 'checkbox') return [`- [${isChecked ? 'x' : ' '}] ${line}`];
  if (type === 'divider') return ['---'];
  if (type === 'image') return [`- ${fill(image, { name })}`];
  if (type === 'attachment') return [`- ${fill(attachment, { name })}`];
  if (type === 'list-item') return [`- ${line}`];
  if (type === 'quote') return quoted(literalLines(text));
  if (HEADINGS.has(type)) return line === '' ? [] : [`**${line}**`];
  return [`- ${fill(unknownBlock, { type: literal(type) || '?', text: line })}`];
}

/** The name of a file with the place of its copy, or with why there is none. */
function fileText(name: string, file: BlockFile | undefined, { texts, copies }: BoardPage): string {
  const copy = file && copies.get(file.id);
  if (copy === undefined) return name;
  const { copied, noCopy } = texts.boards;
  if (copy.state === 'copied') return fill(copied, { name, path: literal(copy.path) });
  return fill(noCopy, { name, reason: texts.counts.reasons[copy.state] });
}

/** Blocks that belong to no card, under a heading of their own. */
export const otherBlocksHead = ({ texts }: PluginPage): readonly string[] =>
  blocks(`## ${texts.boards.others}`);
