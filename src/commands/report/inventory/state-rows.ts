import type { Integration } from '../../../mapping/inventory/integrations.ts';
import type { Inventory } from '../../../mapping/inventory/inventory.ts';
import { filledIn } from '../filled-in.ts';
import type { InventoryTexts } from './inventory-texts.ts';
import { dayText, type Rows, type SectionWords } from './section-words.ts';

export function warningRows(
  { serverWarnings, sourceWarnings }: Inventory,
  { texts }: SectionWords,
): Rows {
  return [...serverWarnings.map((code) => texts.serverWarnings[code]), ...sourceWarnings].map(
    (warning) => [warning],
  );
}

export function serverRows({ server }: Inventory, { texts, count }: SectionWords): Rows {
  return server.map(({ product, version, ageDays, releasesAfter, endsOn, isOver, source }) => [
    product === 'system' ? version : product,
    product === 'system' ? '' : version,
    ageDays === undefined ? '' : filledIn(texts.age, { days: count(ageDays) }),
    releasesAfter === undefined
      ? ''
      : filledIn(texts.releasesAfter, {
          newer: count(releasesAfter.newer),
          newest: releasesAfter.newest,
        }),
    endsOn === undefined ? texts.unknown : `${endsOn}${isOver ? ` (${texts.over})` : ''}`,
    source ?? '',
  ]);
}

export function integrationRow(
  integration: Integration,
  { texts, count }: SectionWords,
): readonly string[] {
  const { kind, name, owner, isOwnerActive, places, isDeleted } = integration;
  const { posts, posts30, posts90, hosts, triggers } = integration;
  const calls = [...triggers, ...hosts];
  return [
    `${name === '' ? texts.unknown : name}${isDeleted ? ` (${texts.deleted})` : ''}`,
    texts.kinds[kind],
    owner === '' ? texts.unknown : `${owner}${isOwnerActive ? '' : ` (${texts.away})`}`,
    [...places, ...calls].join(', '),
    [posts, posts90, posts30].map(count).join(' / '),
    lastUse(integration, texts),
    isDeleted ? '' : texts.counterparts[integration.counterpart],
  ];
}

function lastUse({ lastPostMs, isUseKnown }: Integration, texts: InventoryTexts): string {
  if (lastPostMs !== undefined) return dayText(lastPostMs);
  return isUseKnown ? texts.never : texts.useUnknown;
}

/** What was found comes first; a search that found nothing stays, because that is good news. */
export function healthRows({ health }: Inventory, { texts, count }: SectionWords): Rows {
  const sorted = [...health].sort(
    (a, b) => Number((b.count ?? 0) > 0) - Number((a.count ?? 0) > 0),
  );
  return sorted.map(({ code, count: found, samples }) => [
    texts.health[code].says,
    found === undefined ? texts.notLooked : count(found),
    samples.join(', '),
    found === undefined || found === 0 ? '' : texts.health[code].does,
  ]);
}
