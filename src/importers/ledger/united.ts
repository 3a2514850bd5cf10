import type { Action, Ledger, OfMove } from './ledger.ts';

/** What a comparison reads of a ledger. */
export interface LedgerReading
  extends Pick<Ledger, 'get' | 'ofChannel' | 'ofKind' | 'counts' | 'losses'>,
    OfMove<'bindToSource' | 'isDirectImported'> {}

/**
 * Reads several ledgers of one workspace as one, for a move whose parts were made on several machines. `get` gives of
 * actions with one key the first that is done, in the order of the ledgers, or else the first. `ofChannel` and `ofKind`
 * give the actions of one ledger after another, those with one key too.
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
    counts: () => ledgers.flatMap((ledger) => ledger.counts()),
    *losses() {
      for (const ledger of ledgers) yield* ledger.losses();
    },
    move: {
      isDirectImported: () => ledgers.some(({ move }) => move.isDirectImported()),
      bindToSource(kind) {
        for (const { move } of ledgers) move.bindToSource(kind);
      },
    },
  };
}
