import { isUncheckedObject } from '../../model/json.ts';

/*
 * The properties of blocks and of what is in attachments of an archive (src/slack/shapes.ts). Their readers pass over a
 * property that they do not know and take one of another type for absent, so a comparison of what blocks say would not
 * see it.
 */

type IsRight = (value: unknown) => boolean;
type Fields = Readonly<Record<string, unknown>>;

/** What an object may have, by name; a list of objects has their shapes by `type`. */
interface Shape {
  readonly properties: Readonly<Record<string, IsRight>>;
  readonly inner?: Readonly<Record<string, Shapes>>;
}

/** Shapes by `type`; an object of no such type is compared as a whole. */
type Shapes = ReadonlyMap<string, Shape>;

/** A property of another type than it should have, or one that no object of its kind has. */
export interface ForeignProperty {
  /** Kind of its object and its own name: `rich_text_section.color`. */
  readonly name: string;
  readonly value: unknown;
}

const isText: IsRight = (value) => typeof value === 'string';
const isNumber: IsRight = (value) => Number.isInteger(value);
const isTrue: IsRight = (value) => value === true;
const isFlag: IsRight = (value) => typeof value === 'boolean';

const isObjectOf =
  (properties: Readonly<Record<string, IsRight>>): IsRight =>
  (value) =>
    isUncheckedObject(value) && foreignKey(value, properties) === undefined;

const isStyle = isObjectOf({ bold: isTrue, italic: isTrue, strike: isTrue, code: isTrue });
const isColumn = isObjectOf({ align: isText, is_wrapped: isFlag });
const isListOf =
  (isItem: IsRight): IsRight =>
  (value) =>
    Array.isArray(value) && value.every(isItem);

/** An element of running text, with one value of its own. */
const inline = (...names: readonly string[]): Shape => ({
  properties: {
    type: isText,
    style: isStyle,
    ...Object.fromEntries(names.map((name) => [name, isText])),
  },
});

const INLINES: Shapes = new Map<string, Shape>([
  ['text', inline('text')],
  ['link', inline('url', 'text')],
  ['emoji', { properties: { ...inline('name', 'unicode').properties, skin_tone: isNumber } }],
  ['user', inline('user_id')],
  ['channel', inline('channel_id')],
  ['usergroup', inline('usergroup_id')],
  ['broadcast', inline('range')],
]);

const holder = (inner: Shapes, properties: Shape['properties'] = {}): Shape => ({
  properties: { type: isText, elements: Array.isArray, ...properties },
  inner: { elements: inner },
});

const SECTION: Shape = holder(INLINES);
const SECTIONS: Shapes = new Map([['rich_text_section', SECTION]]);

const ELEMENTS: Shapes = new Map([
  ...SECTIONS,
  ['rich_text_quote', holder(INLINES, { border: isNumber })],
  ['rich_text_preformatted', holder(INLINES, { border: isNumber, language: isText })],
  [
    'rich_text_list',
    holder(SECTIONS, { style: isText, indent: isNumber, offset: isNumber, border: isNumber }),
  ],
]);

const CELLS: Shapes = new Map<string, Shape>([
  ['raw_text', { properties: { type: isText, text: isText } }],
  ['rich_text', holder(SECTIONS)],
]);

const BLOCKS: Shapes = new Map<string, Shape>([
  ['rich_text', holder(ELEMENTS)],
  [
    'table',
    {
      properties: { type: isText, rows: Array.isArray, column_settings: isListOf(isColumn) },
      inner: { rows: CELLS },
    },
  ],
]);

/** Finds the first property in blocks that none of their kind has; undefined where there is none. */
export const foreignInBlocks = (blocks: unknown): ForeignProperty | undefined =>
  foreignIn(blocks, BLOCKS);

const isField = isObjectOf({ title: isText, value: isText, short: isFlag });
const IN_ATTACHMENTS: readonly (readonly [name: string, isRight: IsRight])[] = [
  ['fields', isListOf(isField)],
  ['mrkdwn_in', isListOf(isText)],
];

/** Finds the first value in attachments of another type than it should have; undefined where there is none. */
export function foreignInAttachments(attachments: unknown): ForeignProperty | undefined {
  if (!Array.isArray(attachments)) return undefined;
  for (const each of attachments) {
    if (!isUncheckedObject(each)) continue;
    for (const [name, isRight] of IN_ATTACHMENTS) {
      const value = each[name];
      if (value !== undefined && !isRight(value)) return { name, value };
    }
    const found = foreignInBlocks(each['blocks']);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `isRow`: in one of the rows of a table, whose cells are no lists; others are compared as a whole. */
function foreignIn(list: unknown, shapes: Shapes, isRow = false): ForeignProperty | undefined {
  if (!Array.isArray(list)) return undefined;
  for (const each of list) {
    const isInner = shapes === CELLS && !isRow;
    const found = isInner ? foreignIn(each, shapes, true) : foreignInObject(each, shapes);
    if (found !== undefined) return found;
  }
  return undefined;
}

function foreignInObject(value: unknown, shapes: Shapes): ForeignProperty | undefined {
  if (!isUncheckedObject(value)) return undefined;
  const { type } = value;
  const shape = typeof type === 'string' ? shapes.get(type) : undefined;
  if (shape === undefined) return undefined;
  const key = foreignKey(value, shape.properties);
  if (key !== undefined) return { name: `${type}.${key}`, value: value[key] };
  for (const name in shape.inner) {
    const found = foreignIn(value[name], shape.inner[name] ?? BLOCKS);
    if (found !== undefined) return found;
  }
  return undefined;
}

function foreignKey(
  value: Fields,
  properties: Readonly<Record<string, IsRight>>,
): string | undefined {
  for (const key in value) {
    if (!Object.hasOwn(properties, key) || properties[key]?.(value[key]) !== true) return key;
  }
  return undefined;
}
