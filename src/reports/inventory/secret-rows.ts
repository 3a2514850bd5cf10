import type { Inventory } from '../../mapping/inventory/inventory.ts';
import type { ChannelType } from '../../model/model.ts';
import { countText } from '../figures.ts';
import type { ColumnId, InventoryTexts, SectionId } from './rows.ts';

export interface SecretRows {
  readonly id: SectionId;
  readonly column: ColumnId;
  readonly rows: readonly (readonly string[])[];
}

/** Tables of the credentials found; none if there was no scan, one that says so if nothing was found. */
export function secretRows(
  { secretScan }: Inventory,
  texts: InventoryTexts,
): readonly SecretRows[] {
  if (secretScan === undefined) return [];
  const { kinds, channels, authors, inDeleted, filesSkipped } = secretScan;
  const beside = [
    ...(inDeleted === 0 ? [] : [[texts.secretsInDeleted, countText(inDeleted)]]),
    ...(filesSkipped === 0 ? [] : [[texts.secretsNotSearched, countText(filesSkipped)]]),
  ];
  const byKind = kinds.map(({ kind, found }) => [texts.secretKinds[kind], countText(found)]);
  const all: readonly SecretRows[] = [
    { id: 'secrets', column: 'kind', rows: [...byKind, ...beside] },
    {
      id: 'secretChannels',
      column: 'channel',
      rows: channels.map(({ name, type, found }) => [
        name ?? `${texts.hidden} (${texts.channelTypes[LETTERS[type]]})`,
        countText(found),
      ]),
    },
    {
      id: 'secretAuthors',
      column: 'author',
      rows: authors.map(({ name, found }) => [name, countText(found)]),
    },
  ];
  return all.filter(({ id, rows }) => id === 'secrets' || rows.length > 0);
}

/** Letters of Mattermost, which are the keys of the texts. */
const LETTERS: Readonly<Record<ChannelType, keyof InventoryTexts['channelTypes']>> = {
  public: 'O',
  private: 'P',
  direct: 'D',
  group: 'G',
};
