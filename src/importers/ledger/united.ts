import type { Action, Ledger } from './ledger.ts';

/** What a comparison reads of a ledger. */
export type LedgerReading = Pick<
  Ledger,
  'get' | 'ofChannel' | 'ofKind' | 'losses' | 'bindToSource' | 'isDirectImported'
>;

/**
 * Reads several ledgers of one workspace as one, for a move whose parts were made on several machines. Of actions with
 * one key, one that is done comes before others, and one of an earlier ledger before those of later ones.
 */
export function uniteLedgers(ledgers: readonly [LedgerReading, ...LedgerReading[]]): LedgerReading {
  const [first, ...others] = ledgers;
  if (others.length === 0) return first;
  const get = (key: string): Action | undefined => {
    const found = ledgers.flatMap((ledger) => ledger.get(key) ?? []);
    return found.find(({ state }) => state === 'done') ?? found[0];
  };
  return {
    get,
    *ofChannel(channelId) {
      for (const ledger of ledgers) yield* ledger.ofChannel(channelId);
    },
    ofKind: (kind, channelId) => ledgers.flatMap((ledger) => ledger.ofKind(kind, channelId)),
    *losses() {
      for (const ledger of ledgers) yield* ledger.losses();
    },
    isDirectImported: () => ledgers.some((ledger) => ledger.isDirectImported()),
    bindToSource(kind) {
      for (const ledger of ledgers) ledger.bindToSource(kind);
    },
  };
}
