import type { Inventory } from '../../../mapping/inventory/inventory.ts';
import type { FigureId } from './inventory-texts.ts';
import { dayText, type Rows, type SectionWords, typeName } from './section-words.ts';

export function holdsRows(inventory: Inventory, { texts, count }: SectionWords): Rows {
  const ids = ['teams', 'posts', 'threads', 'emoji'] as const;
  return ids.map((id) => [texts.figures[id], count(inventory[id])]);
}

const PEOPLE = [
  ...(['total', 'active30', 'active90', 'active365', 'deactivated', 'guests', 'bots'] as const),
  'withoutEmail',
] as const satisfies readonly FigureId[];

export function peopleRows({ people }: Inventory, { texts, count }: SectionWords): Rows {
  return PEOPLE.map((id) => [texts.figures[id], count(people[id])]);
}

export function channelRows({ channels }: Inventory, { texts, count }: SectionWords): Rows {
  return channels.map(({ type, live, archived, posts }) => [
    typeName(type, texts) ?? `${texts.unknown} (${type})`,
    ...[live, archived, posts].map(count),
  ]);
}

export function quietRows({ quiet }: Inventory, { texts, count }: SectionWords): Rows {
  return quiet.map(({ name, type, posts, lastPostMs }) => [
    name ?? texts.hidden,
    typeName(type, texts) ?? type,
    count(posts),
    lastPostMs === undefined ? texts.never : dayText(lastPostMs),
  ]);
}
