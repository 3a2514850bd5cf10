import { figuresIn, type ReportLang } from '../plan/figures.ts';
import { INVENTORY_TEXTS, type InventoryTexts } from './inventory-texts.ts';

/** What rows are written with. */
export interface SectionWords {
  readonly texts: InventoryTexts;
  readonly count: (value: number) => string;
  readonly bytes: (sizeBytes: number) => string;
}

export type Rows = readonly (readonly string[])[];

export function sectionWords(lang: ReportLang): SectionWords {
  const { count, bytes } = figuresIn(lang);
  return { texts: INVENTORY_TEXTS[lang], count, bytes };
}

/** `2026-11-23`, UTC. */
export function dayText(ms: number): string {
  const date = new Date(ms);
  // A column can hold a number that no calendar knows.
  return Number.isNaN(date.getTime()) ? '?' : date.toISOString().slice(0, 10);
}

/** Undefined for a letter that Mattermost does not use; the database may hold any word. */
export function typeName(type: string, { channelTypes }: InventoryTexts): string | undefined {
  return Object.hasOwn(channelTypes, type) ? channelTypes[type] : undefined;
}
