import { CLEAN_UP_KINDS } from '../../mapping/inventory/clean-up.ts';
import type { Inventory } from '../../mapping/inventory/inventory.ts';
import { countText, sizeText } from '../figures.ts';
import { moneyText } from './money.ts';
import { dayText, type InventoryTexts, type Rows } from './rows.ts';

/** Rows of the proposals by kind, each with what it saves; kinds of which nothing was found have none. */
export function cleanUpRows({ cleanUp, cost }: Inventory, texts: InventoryTexts): Rows {
  const { proposals, largeFiles } = cleanUp;
  const { seatPrice, currency } = cost.inputs;
  const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);
  const byKind = CLEAN_UP_KINDS.flatMap((kind) => {
    const own = proposals.filter((proposal) => proposal.kind === kind);
    const { what, proposal } = texts.cleanUp[kind];
    if (own.length === 0) return [];
    if (kind === 'inactive-person') {
      const saved =
        seatPrice === undefined ? texts.unknown : moneyText(own.length * seatPrice, currency);
      return [[what, countText(own.length), '', '', saved, proposal]];
    }
    const posts = countText(sum(own.map((one) => one.posts)));
    const size = sizeText(sum(own.map(({ fileBytes }) => fileBytes)));
    return [[what, countText(own.length), posts, size, '', proposal]];
  });
  if (largeFiles.count === 0) return byKind;
  const { what, proposal } = texts.largeFiles;
  const { count, sizeBytes } = largeFiles;
  return [...byKind, [what, countText(count), '', sizeText(sizeBytes), '', proposal]];
}

/** Rows of the channels that may be doubles of another. */
export function doubledRows({ cleanUp }: Inventory, texts: InventoryTexts): Rows {
  return cleanUp.proposals
    .filter(({ kind }) => kind === 'doubled-channel')
    .map(({ name, twin, posts, lastUsedMs }) => [
      name ?? texts.hidden,
      twin ?? texts.hidden,
      countText(posts),
      lastUsedMs === undefined ? texts.never : dayText(lastUsedMs),
    ]);
}

/** Rows of the largest files. */
export function largeFileRows({ cleanUp }: Inventory, texts: InventoryTexts): Rows {
  return cleanUp.largeFiles.largest.map(({ name, channel, sizeBytes, createAtMs }) => [
    name ?? texts.hidden,
    channel ?? texts.hidden,
    sizeText(sizeBytes),
    createAtMs === undefined ? texts.unknown : dayText(createAtMs),
  ]);
}
