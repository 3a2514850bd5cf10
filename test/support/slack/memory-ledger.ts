import { TargetError } from '../../../src/errors/errors.ts';
import { notice } from '../../../src/errors/notices.ts';
import type {
  Action,
  ActionKind,
  ActionState,
  Effect,
  Intent,
  Ledger,
  LedgerLoss,
  LedgerOwner,
  LossMoment,
  LossOwner,
  PlacedLoss,
  SyncMark,
} from '../../../src/importers/ledger/ledger.ts';
import { shortLoss } from '../../../src/mapping/losses.ts';
import type { RepairEncoding } from '../../../src/model/encoding.ts';
import type { SourceKind } from '../../../src/model/source-kind.ts';

/** What a ledger holds, for the next one to go on with. */
export interface LedgerContents {
  /** By key, in the order of the first intents. */
  actions: Map<string, Action>;
  readonly marks: Map<string, SyncMark>;
  owner: LedgerOwner | undefined;
  isRedacted: boolean;
  repairEncoding: RepairEncoding | undefined;
  writingRun: string;
  isInSync: boolean;
  isAdopting: boolean;
  isDirectImported: boolean;
  sourceKind?: SourceKind;
  losses: readonly HeldLoss[];
  lossChanges: number;
}

/** A loss, and when it counts. */
interface HeldLoss extends LedgerLoss {
  readonly key: string;
  readonly when: LossMoment;
}

export const emptyLedger = (): LedgerContents => ({
  actions: new Map(),
  marks: new Map(),
  owner: undefined,
  isRedacted: false,
  repairEncoding: undefined,
  writingRun: '',
  isInSync: false,
  isAdopting: false,
  isDirectImported: false,
  losses: [],
  lossChanges: 0,
});

/** A ledger without a file; the contract of ledgers holds it to what the one in SQLite does. */
export function makeMemoryLedger(contents: LedgerContents = emptyLedger()): Ledger {
  const all = (isMeant: (action: Action) => boolean): readonly Action[] =>
    [...contents.actions.values()].filter(isMeant);

  function change(key: string, changes: Partial<Action>): void {
    const known = contents.actions.get(key);
    if (known === undefined) {
      throw new Error(`ledger: ${key} is ${changes.state}, but was never intended`);
    }
    contents.actions.set(key, { ...known, ...changes });
  }

  function end(key: string, state: ActionState, effect: Effect, doneAtMs: number): void {
    contents.lossChanges += 1;
    const { detail = '', ...found } = effect;
    change(key, { ...found, state, detail, doneAtMs });
  }

  function enter(intent: Intent, ended: Pick<Action, 'state' | 'ts' | 'detail'>): void {
    const { atMs, ...own } = intent;
    const known = contents.actions.get(intent.key);
    if (known === undefined) {
      const times = { intendedAtMs: atMs, doneAtMs: atMs };
      contents.actions.set(intent.key, { ...own, ...ended, ...times, origin: 'import' });
    } else if (known.origin === 'import' && known.state === 'failed') {
      const { digest, threadTs } = own;
      change(intent.key, { ...ended, digest, threadTs });
    }
  }

  function addLosses(
    { key, channelId, postId }: LossOwner,
    losses: readonly (PlacedLoss & { readonly when: LossMoment })[],
  ): void {
    for (const { code, link, when, ...values } of losses) {
      const number = 1 + contents.lossChanges;
      contents.lossChanges += 1;
      const short = { ...shortLoss({ code, ...values }), ...(link === undefined ? {} : { link }) };
      contents.losses = [...contents.losses, { number, key, when, channelId, postId, ...short }];
    }
  }
  function dropLosses(isMeant: (loss: HeldLoss) => boolean): void {
    contents.losses = contents.losses.filter((loss) => !isMeant(loss));
    contents.lossChanges += 1;
  }
  function* losses(afterNumber = 0): Generator<LedgerLoss> {
    for (const { key, when, ...loss } of contents.losses) {
      const action = contents.actions.get(key);
      if (loss.number <= afterNumber || (when !== 'read' && action?.state !== when)) continue;
      yield when === 'failed' ? { new: action?.detail ?? '', ...loss } : loss;
    }
  }

  let people = '';
  let consent = '';
  return {
    intend({ atMs, detail = '', losses: intendedLosses = [], ...own }) {
      dropLosses(({ key }) => key === own.key);
      addLosses(own, intendedLosses);
      const known = contents.actions.get(own.key);
      const fresh = { origin: 'app' as const, ts: '', doneAtMs: undefined };
      const intended = { state: 'intended' as const, detail, intendedAtMs: atMs };
      contents.actions.set(own.key, { ...fresh, ...known, ...own, ...intended });
    },
    complete: (key, effect, atMs) => end(key, 'done', effect, atMs),
    fail: (key, detail, atMs) => end(key, 'failed', { detail }, atMs),
    adopt: ({ ts, ...intent }) => enter(intent, { state: 'done', ts, detail: '' }),
    recordMissing: (sought, detail) => enter(sought, { state: 'failed', ts: '', detail }),
    transaction(write) {
      const before = new Map(contents.actions);
      const lossesBefore = contents.losses;
      try {
        write();
      } catch (error) {
        contents.actions = before;
        contents.losses = lossesBefore;
        throw error;
      }
    },
    forget(key) {
      contents.actions.delete(key);
      dropLosses((loss) => loss.key === key);
    },
    setLosses(owner, now) {
      const known = contents.losses.filter(({ key, when }) => key === owner.key && when === 'read');
      if (JSON.stringify(known.map(valuesOf)) === JSON.stringify(now.map(valuesOf))) return;
      dropLosses((loss) => known.includes(loss));
      addLosses(
        owner,
        now.map((loss) => ({ ...loss, when: 'read' })),
      );
    },
    losses,
    newestLoss: () => Math.max(0, ...contents.losses.map(({ number }) => number)),
    lossChanges: () => contents.lossChanges,
    lacksLosses: () => false,
    async enterOldLosses(old) {
      for await (const { key, channelId, postId, ...loss } of old) {
        addLosses({ key, channelId, postId }, [{ ...loss, when: 'read' }]);
      }
    },
    get: (key) => contents.actions.get(key),
    unclear: () => all(({ state }) => state === 'intended'),
    sentBefore(key) {
      const own = contents.actions.get(key);
      const earlier = [...contents.actions.values()].slice(
        0,
        [...contents.actions.keys()].indexOf(key),
      );
      const sent = earlier.findLast(
        ({ kind, state, origin, ts, channelId, slackChannel }) =>
          kind === 'message' &&
          state === 'done' &&
          origin === 'app' &&
          ts !== '' &&
          channelId === own?.channelId &&
          slackChannel === own.slackChannel,
      );
      return sent?.ts ?? '';
    },
    unfinished: () =>
      all(
        ({ origin, postId, state, detail }) =>
          origin === 'app' && postId !== '' && (state !== 'done' || detail !== ''),
      ),
    ofChannel: (channelId) => all((action) => action.channelId === channelId),
    ofPost: (postId) => all((action) => action.postId === postId),
    ofKind: (kind, channelId) =>
      all((action) => action.kind === kind && (channelId ?? action.channelId) === action.channelId),
    newest: (kind, limit, skipped = 0) =>
      all(({ origin, state, ...own }) => own.kind === kind && origin === 'app' && state === 'done')
        .toReversed()
        .slice(skipped, skipped + limit),
    counts: () => countsOf(all(({ origin }) => origin === 'app')),
    isUnused: () => all(() => true).length === 0,
    move: {
      setWorkspaceUrl: () => undefined,
      consent: () => consent,
      setConsent(digest) {
        consent = digest;
      },
      peopleRecord: () => people,
      setPeopleRecord(record) {
        people = record;
      },
      syncMarks: () => new Map(contents.marks),
      syncMark: (channelId) => contents.marks.get(channelId),
      setSyncMark: (channelId, mark) => void contents.marks.set(channelId, mark),
      forgetSyncMarks: () => contents.marks.clear(),
      bindTo(owner) {
        const { teamId: known, botUserId: bot } = contents.owner ?? owner;
        const { teamId, botUserId } = owner;
        const path = 'memory';
        if (known !== teamId) {
          throw new TargetError(notice('ledger-of-other-workspace', { path, known, teamId }));
        }
        if (bot !== botUserId) {
          throw new TargetError(notice('ledger-of-other-app', { path, bot, botUserId }));
        }
        contents.owner = owner;
      },
      bindToSource(kind) {
        const isUsed = contents.actions.size > 0;
        const known = contents.sourceKind ?? (isUsed ? 'database' : undefined);
        if (known !== undefined && known !== kind) {
          throw new TargetError(notice('ledger-of-other-source', { path: 'memory', known, kind }));
        }
        contents.sourceKind = known ?? kind;
      },
      isAdopting: () => contents.isAdopting,
      setAdopting(isAdopting) {
        contents.isAdopting = isAdopting;
      },
      isDirectImported: () => contents.isDirectImported,
      setDirectImported() {
        contents.isDirectImported = true;
      },
      setInSync(isInSync) {
        contents.isInSync = isInSync;
      },
      writingRun: () => contents.writingRun,
      setWritingRun(mark) {
        contents.writingRun = mark;
      },
      repairEncoding: () => contents.repairEncoding,
      setRepairEncoding(repair) {
        contents.repairEncoding = repair;
      },
      isRedacted: () => contents.isRedacted,
      setRedacted(isRedacted) {
        contents.isRedacted = isRedacted;
      },
    },
    close() {},
  };
}

function valuesOf(loss: PlacedLoss): readonly (string | undefined)[] {
  const { code, old, new: now } = shortLoss(loss);
  return [loss.link, code, old, now];
}

function countsOf(
  actions: readonly Action[],
): readonly { kind: ActionKind; state: ActionState; rows: number }[] {
  const counts = new Map<string, { kind: ActionKind; state: ActionState; rows: number }>();
  for (const { kind, state } of actions) {
    const count = counts.get(`${kind} ${state}`) ?? { kind, state, rows: 0 };
    count.rows += 1;
    counts.set(`${kind} ${state}`, count);
  }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, count]) => count);
}
