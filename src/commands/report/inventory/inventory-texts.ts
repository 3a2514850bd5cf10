import type { Counterpart } from '../../../mapping/inventory/integrations.ts';
import type { ServerWarning } from '../../../mapping/inventory/server-state.ts';
import type { IntegrationKind } from '../../../model/inventory-facts.ts';
import { INVENTORY_TEXTS_EN } from './inventory-texts-en.ts';
import { INVENTORY_TEXTS_JA } from './inventory-texts-ja.ts';

/** Every sentence and word of the inventory's reports in one language. */
export interface InventoryTexts {
  readonly title: string;
  readonly asOf: string;
  readonly passOn: { readonly hidden: string; readonly shown: string };
  readonly sections: Readonly<
    Record<SectionId, { readonly heading: string; readonly lead: string }>
  >;
  readonly columns: Readonly<Record<ColumnId, string>>;
  readonly channelTypes: Readonly<Record<string, string>>;
  readonly kinds: Readonly<Record<IntegrationKind, string>>;
  readonly counterparts: Readonly<Record<Counterpart, string>>;
  readonly serverWarnings: Readonly<Record<ServerWarning, string>>;
  readonly figures: Readonly<Record<FigureId, string>>;
  readonly hidden: string;
  readonly unknown: string;
  readonly never: string;
  readonly over: string;
  readonly away: string;
  readonly deleted: string;
  readonly none: string;
}

export type SectionId =
  | 'holds'
  | 'people'
  | 'channels'
  | 'years'
  | 'months'
  | 'files'
  | 'quiet'
  | 'server'
  | 'cost'
  | 'inputs'
  | 'integrations'
  | 'warnings'
  | 'secrets'
  | 'secretChannels'
  | 'secretAuthors';

export type ColumnId =
  | 'what'
  | 'count'
  | 'type'
  | 'live'
  | 'archived'
  | 'posts'
  | 'year'
  | 'month'
  | 'written'
  | 'system'
  | 'other'
  | 'files'
  | 'size'
  | 'channel'
  | 'lastPost'
  | 'version'
  | 'ends'
  | 'source'
  | 'perMonth'
  | 'months12'
  | 'months36'
  | 'value'
  | 'kind'
  | 'owner'
  | 'author'
  | 'places'
  | 'posts30'
  | 'posts90'
  | 'todo'
  | 'warning';

export type FigureId =
  | 'teams'
  | 'posts'
  | 'threads'
  | 'emoji'
  | 'total'
  | 'active30'
  | 'active90'
  | 'active365'
  | 'deactivated'
  | 'guests'
  | 'bots'
  | 'withoutEmail'
  | 'seats'
  | 'seatPrice'
  | 'runningRate'
  | 'staying'
  | 'noRunning';

export const INVENTORY_TEXTS = { en: INVENTORY_TEXTS_EN, ja: INVENTORY_TEXTS_JA } as const;
