import type { SlackPlan } from '../mapping/inventory/cost.ts';
import type { Counterpart } from '../mapping/inventory/integrations.ts';
import type { ServerWarning } from '../mapping/inventory/server-state.ts';
import type { HealthCode, IntegrationKind } from '../model/inventory.ts';
import { INVENTORY_TEXTS_EN } from './en/inventory.ts';
import { INVENTORY_TEXTS_JA } from './ja/inventory.ts';

/** Every sentence and word of the inventory's reports in one language. */
export interface InventoryTexts {
  readonly title: string;
  readonly figuresHeading: string;
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
  /** What was found, and what a migration does about it. */
  readonly health: Readonly<Record<HealthCode, { readonly says: string; readonly does: string }>>;
  readonly plans: Readonly<Record<SlackPlan['keeps' | 'imports' | 'extras'], string>>;
  /** `{monthly}`, `{yearly}` */
  readonly planPrice: string;
  readonly free: string;
  readonly priceUnknown: string;
  /** `{percent}` */
  readonly taxFree: string;
  /** `{days}` */
  readonly age: string;
  /** `{newer}`, `{newest}` */
  readonly releasesAfter: string;
  readonly notLooked: string;
  readonly useUnknown: string;
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
  | 'plans'
  | 'plugins'
  | 'health'
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
  | 'use'
  | 'todo'
  | 'warning'
  | 'price'
  | 'tax'
  | 'keeps'
  | 'imports'
  | 'extras'
  | 'age'
  | 'behind'
  | 'does'
  | 'samples';

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
