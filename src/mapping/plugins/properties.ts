import { isObject } from '../../model/json.ts';
import type { Json, JsonObject } from '../../model/model.ts';
import type { PluginRow } from '../../model/plugin-rows.ts';
import { displayText, isTrue, listOf, scalarText } from '../text.ts';
import { dayText, momentText, objectOf, own, textIn, timeIn, timeOf } from './values.ts';

/** How a board calls a property of its cards (Boards: webapp/src/blocks/board.ts, IPropertyTemplate). */
export interface PropertyDefinition {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  /** Names of options by id. */
  readonly options: ReadonlyMap<string, string>;
}

/** A property of a card with names in place of ids. */
export interface CardProperty {
  readonly id: string;
  /** The id of a property that the board does not define. */
  readonly name: string;
  /** '' for a property that the board does not define. */
  readonly type: string;
  readonly value: string;
}

/** Name of a person by id; the id of one without a row. */
export type PersonName = (id: string) => string;

/** Reads the properties of a board's cards in their order. An older board has them among its fields. */
export function propertyDefinitions(board: PluginRow): readonly PropertyDefinition[] {
  const old = objectOf(own(board, 'fields'));
  const columns = own(board, 'card_properties') ?? own(old, 'cardProperties');
  return listOf(columns).flatMap((each) => {
    if (!isObject(each)) return [];
    const options = listOf(own(each, 'options')).flatMap((option) =>
      isObject(option) ? [[textIn(option, 'id'), textIn(option, 'value')] as const] : [],
    );
    const { id, name, type } = {
      ...{ id: textIn(each, 'id'), name: textIn(each, 'name'), type: textIn(each, 'type') },
    };
    return [{ id, name: name === '' ? id : name, type, options: new Map(options) }];
  });
}

/** Properties of a card in the order of the board, then those that the board does not define; none without a value. */
export function cardProperties(
  card: PluginRow,
  definitions: readonly PropertyDefinition[],
  personName: PersonName,
): readonly CardProperty[] {
  const values = objectOf(own(objectOf(own(card, 'fields')), 'properties'));
  const known = definitions.map((definition) => ({
    ...{ id: definition.id, name: definition.name, type: definition.type },
    value: valueText(definition, own(values, definition.id), card, personName),
  }));
  const defined = new Set(definitions.map(({ id }) => id));
  const others = Object.entries(values)
    .filter(([id]) => !defined.has(id))
    .map(([id, value]) => ({ id, name: id, type: '', value: displayText(value) }));
  return [...known, ...others].filter(({ value }) => value !== '');
}

type ReadValue = (
  value: Json | undefined,
  definition: PropertyDefinition,
  names: { readonly card: PluginRow; readonly personName: PersonName },
) => string;

const optionNames: ReadValue = (value, { options }) =>
  texts(value)
    .map((id) => options.get(id) ?? id)
    .join(', ');
const personNames: ReadValue = (value, _definition, { personName }) =>
  texts(value).map(personName).join(', ');
const timeOfCard =
  (column: string): ReadValue =>
  (_value, _definition, { card }) => {
    const ms = timeIn(card, column);
    return ms === undefined ? '' : momentText(ms);
  };
const personOfCard =
  (column: string): ReadValue =>
  (_value, _definition, { card, personName }) => {
    const id = textIn(card, column);
    return id === '' ? '' : personName(id);
  };

/** Types whose values are no plain texts (Boards: webapp/src/blocks/board.ts, PropertyTypeEnum). */
const VALUES: ReadonlyMap<string, ReadValue> = new Map([
  ['select', optionNames],
  ['multiSelect', optionNames],
  ['person', personNames],
  ['multiPerson', personNames],
  ['date', (value) => dateText(value)],
  ['checkbox', (value) => (isTrue(value) ? '✓' : '')],
  ['createdTime', timeOfCard('create_at')],
  ['updatedTime', timeOfCard('update_at')],
  ['createdBy', personOfCard('created_by')],
  ['updatedBy', personOfCard('modified_by')],
]);

function valueText(
  definition: PropertyDefinition,
  value: Json | undefined,
  card: PluginRow,
  personName: PersonName,
): string {
  const read = VALUES.get(definition.type);
  return read === undefined
    ? value === null
      ? ''
      : displayText(value)
    : read(value, definition, { card, personName });
}

const texts = (value: Json | undefined): readonly string[] =>
  (Array.isArray(value) ? listOf(value) : [value ?? ''])
    .map((each) => (isObject(each) ? displayText(each) : each === null ? '' : scalarText(each)))
    .filter((each) => each !== '');

/**
 * A date, which is a number of milliseconds as text, or JSON as text with `from` and `to`; days are kept as noon in UTC
 * (Boards: webapp/src/properties/date). Anything else as it is.
 */
function dateText(value: Json | undefined): string {
  const single = timeOf(value);
  if (single !== undefined) return dayText(single);
  const range = typeof value === 'string' ? parsedObject(value) : objectOf(value);
  const ends = ['from', 'to'].map((end) => timeOf(own(range, end)));
  const shown = isTrue(own(range, 'includeTime')) ? momentText : dayText;
  const known = ends.flatMap((ms) => (ms === undefined ? [] : [shown(ms)]));
  return known.length > 0 ? known.join(' – ') : value === null ? '' : displayText(value);
}

function parsedObject(text: string): JsonObject {
  try {
    return objectOf(JSON.parse(text));
  } catch {
    return {};
  }
}
