import type { Json } from '../../model/model.ts';
import type { BlockFile, CardRows, PluginRow } from '../../model/plugin-rows.ts';
import { isTrue, listOf, scalarText } from '../text.ts';
import {
  type CardProperty,
  cardProperties,
  type PersonName,
  type PropertyDefinition,
} from './properties.ts';
import { isDeleted, objectOf, own, textIn } from './values.ts';

/** A block of a card or a board. */
export interface BlockFacts {
  /** In small letters. */
  readonly type: string;
  readonly text: string;
  readonly isChecked: boolean;
  /** The file of an image or an attachment; undefined where there is none. */
  readonly file: BlockFile | undefined;
  readonly row: PluginRow;
}

/** A card as a person reads it. */
export interface CardFacts {
  readonly card: PluginRow;
  readonly isTemplate: boolean;
  readonly properties: readonly CardProperty[];
  /** In the card's own order, those that it does not name behind. */
  readonly content: readonly BlockFacts[];
  readonly comments: readonly PluginRow[];
  readonly files: readonly BlockFile[];
  /** Blocks that were deleted and have their rows still. */
  readonly deletedBlocks: number;
}

/** Reads a card; undefined for one that was deleted. */
export function cardFacts(
  { card, blocks }: CardRows,
  definitions: readonly PropertyDefinition[],
  files: ReadonlyMap<string, BlockFile>,
  personName: PersonName,
): CardFacts | undefined {
  if (isDeleted(card)) return undefined;
  const live = blocks.filter((block) => !isDeleted(block));
  const fields = objectOf(own(card, 'fields'));
  const places = new Map(contentOrder(own(fields, 'contentOrder')).map((id, at) => [id, at]));
  const placeOf = (block: PluginRow): number => places.get(textIn(block, 'id')) ?? places.size;
  const content = live.filter((block) => typeOf(block) !== 'comment');
  return {
    card,
    isTemplate: isTrue(own(fields, 'isTemplate')),
    properties: cardProperties(card, definitions, personName),
    content: content
      .toSorted((a, b) => placeOf(a) - placeOf(b))
      .map((block) => blockFacts(block, files)),
    comments: live.filter((block) => typeOf(block) === 'comment'),
    files: [...new Set(content.flatMap((block) => files.get(fileIdOf(block)) ?? []))],
    deletedBlocks: blocks.length - live.length,
  };
}

/** What is shown of a block of a card. */
export function blockFacts(block: PluginRow, files: ReadonlyMap<string, BlockFile>): BlockFacts {
  return {
    type: typeOf(block),
    text: textIn(block, 'title'),
    isChecked: isTrue(own(objectOf(own(block, 'fields')), 'value')),
    file: files.get(fileIdOf(block)),
    row: block,
  };
}

const typeOf = (block: PluginRow): string => textIn(block, 'type').toLowerCase();

function fileIdOf(block: PluginRow): string {
  const fields = objectOf(own(block, 'fields'));
  return scalarText(own(fields, 'fileId') ?? own(fields, 'attachmentId') ?? '');
}

/** Ids of blocks; those that lie side by side are a list of their own. */
const contentOrder = (value: Json | undefined): readonly string[] =>
  listOf(value).flatMap((each) =>
    (Array.isArray(each) ? listOf(each) : [each]).map((id) => scalarText(id ?? '')),
  );
