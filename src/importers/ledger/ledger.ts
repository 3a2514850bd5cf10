import type { LossNote } from '../../mapping/losses.ts';
import type { RepairEncoding } from '../../model/encoding.ts';
import type { SourceKind } from '../../model/source-kind.ts';

/** The ledger's name in a work directory. */
export const LEDGER_FILE = 'ledger.db';
/** Key of the workspace's address in the table `meta`. */
export const WORKSPACE_URL = 'workspace_url';
/** Key in the table `meta`: `yes` after a `sync` whose last pass compared all ids and found nothing to do. */
export const IN_SYNC = 'in_sync';

/** Key in the table `meta`: `yes` while an `adopt` is under way, or after one that did not come to its end. */
export const ADOPTING = 'adopting';

/** The kinds of action that the ledger records. */
export const ACTION_KINDS = [
  'channel',
  'topic',
  'purpose',
  'message',
  'upload',
  'emoji',
  'reaction',
  'pin',
  'bookmark',
  'canvas',
  'canvas-edit',
  'user-group',
  'invite',
  'archive',
  'name',
  'update',
] as const;
export type ActionKind = (typeof ACTION_KINDS)[number];

/** `intended`: a call may have been sent; `done`: it took effect; `failed`: Slack refused it for good. */
export type ActionState = 'intended' | 'done' | 'failed';

/** An action that is about to be sent to the workspace. */
export interface Intent {
  /** The same in every run, made by keys.ts: `message:<post id>:<part>`, `channel:<channel id>`. */
  readonly key: string;
  readonly kind: ActionKind;
  /** Mattermost's ids; '' where there is none. */
  readonly channelId: string;
  readonly postId: string;
  /** The channel in Slack; '' when it does not exist yet. */
  readonly slackChannel: string;
  /** `ts` of the root for a message in a thread; '' outside threads. */
  readonly threadTs: string;
  /** Slack's id of a file that is about to be shared; '' otherwise. */
  readonly fileId: string;
  /** Digest of what is sent, to detect later changes of the source; '' where nothing can change. */
  readonly digest: string;
  /** The name that a channel is asked for by, of those that are tried; absent where nothing else is looked up by it. */
  readonly detail?: string;
  /** Milliseconds since the epoch. */
  readonly atMs: number;
  /** Losses that the call causes, on the disk with its intent: they survive a kill at any moment. */
  readonly losses?: readonly IntendedLoss[];
}

/**
 * When a loss counts: `read` at once, because reading the source tells it; `done` once the call took effect; `failed`
 * once Slack refused it, and then Slack's word is its new value.
 */
export type LossMoment = 'read' | 'done' | 'failed';

export interface IntendedLoss extends LossNote {
  readonly when: LossMoment;
}

/** What a loss is about. */
export interface LossOwner {
  /** The action with which the loss is forgotten. */
  readonly key: string;
  readonly channelId: string;
  /** '' for a loss of a channel itself. */
  readonly postId: string;
}

/** A loss, with the link to its place where that is not the owner's. */
export interface PlacedLoss extends LossNote {
  readonly link?: string;
}

/** A loss in the ledger; `number` grows with every loss that is entered. */
export interface LedgerLoss extends PlacedLoss, Omit<LossOwner, 'key'> {
  readonly number: number;
}

/** `app`: the app made it and may change it; `import`: a Slack import made it, and the app can only find it. */
export type ActionOrigin = 'app' | 'import';

/** Makes an intent from the fields that apply; the others are ''. */
export function intentOf(
  about: Pick<Intent, 'key' | 'kind'> & Partial<Omit<Intent, 'atMs'>>,
): Omit<Intent, 'atMs'> {
  return { ...NOTHING_ELSE, ...about };
}

const NOTHING_ELSE = {
  channelId: '',
  postId: '',
  slackChannel: '',
  threadTs: '',
  fileId: '',
  digest: '',
} as const;

/** The result of a call. */
export interface Effect {
  /** The channel in Slack, for an action that made one. */
  readonly slackChannel?: string;
  /** `ts` of the message in Slack. */
  readonly ts?: string;
  readonly fileId?: string;
  /** The name that was used in place of another, the ids of the pages on a canvas, or Slack's error code. */
  readonly detail?: string;
}

export interface Action extends Omit<Intent, 'atMs' | 'losses' | 'detail'> {
  readonly state: ActionState;
  readonly origin: ActionOrigin;
  readonly ts: string;
  readonly detail: string;
  readonly intendedAtMs: number;
  readonly doneAtMs: number | undefined;
}

/** How far a conversation is in sync. */
export interface SyncMark {
  /** Changes up to this time are in the workspace; milliseconds by Mattermost's clock. */
  readonly syncedToMs: number;
  /** When the ids of both sides were last compared, to find permanently deleted rows; milliseconds, 0 for never. */
  readonly comparedAtMs: number;
}

/** The workspace and app that a ledger is bound to. */
export interface LedgerOwner {
  readonly teamId: string;
  readonly botUserId: string;
}

/** What a ledger knows of the move as a whole: whose it is, with what it was made, and how far it is. */
export interface MoveRecord {
  /** Sync marks by Mattermost's channel id; none for a channel that was not migrated completely. */
  syncMarks(): ReadonlyMap<string, SyncMark>;
  /** The sync mark of one channel; undefined for one that was not migrated completely. */
  syncMark(channelId: string): SyncMark | undefined;
  setSyncMark(channelId: string, mark: SyncMark): void;
  forgetSyncMarks(): void;
  /** Records whether the last pass of a `sync` compared all ids and found nothing to do. */
  setInSync(isInSync: boolean): void;
  /** True from the entry of the first channel of an `adopt` until it has looked for the messages of all channels. */
  isAdopting(): boolean;
  setAdopting(isAdopting: boolean): void;
  /** True once an import was adopted that had direct and group messages, which no app sees; never reset. */
  isDirectImported(): boolean;
  setDirectImported(): void;
  /** Binds a new ledger to a workspace and app. TargetError when it is bound to others. */
  bindTo(owner: LedgerOwner): void;
  /** Binds a new ledger to a kind of source. TargetError when its posts are of the other kind: their ids differ. */
  bindToSource(kind: SourceKind): void;
  /** True once texts were written into the workspace with their credentials redacted, until it is empty again. */
  isRedacted(): boolean;
  setRedacted(isRedacted: boolean): void;
  /** What the last writing run remembered of the people whose messages it sent; '' for none. */
  peopleRecord(): string;
  setPeopleRecord(record: string): void;
  /** The repair of texts with which the workspace was filled; undefined before a run recorded it. */
  repairEncoding(): RepairEncoding | undefined;
  setRepairEncoding(repair: RepairEncoding): void;
  /** Digest of the direct and group messages whose people agreed, as the last writing run followed it; '' for none. */
  consent(): string;
  setConsent(digest: string): void;
  /** Address of the workspace, as Slack gave it to the last run that wrote links to messages. */
  setWorkspaceUrl(url: string): void;
  /** The mark of the last run that began to write into the workspace; '' for none. */
  writingRun(): string;
  setWritingRun(mark: string): void;
}

/** A ledger of which some of that is needed. */
export interface OfMove<Names extends keyof MoveRecord> {
  readonly move: Pick<MoveRecord, Names>;
}

/**
 * Records what was done in the workspace, so that nothing is done twice: the intent is on the disk before a
 * call, its effect after it. Every write throws StoppedError when the disk is full; the same command resumes.
 */
export interface Ledger {
  /** Writes the intent with its losses; replaces an earlier entry of the same key. */
  intend(intent: Intent): void;
  /** Records the effect of an intended call. Error when the key was never intended; so in `fail`. */
  complete(key: string, effect: Effect, atMs: number): void;
  /** Records that Slack refused permanently; the run continues without it. */
  fail(key: string, detail: string, atMs: number): void;
  /** Records an imported message that was found in the workspace: done, and not the app's to change. */
  adopt(found: Intent & { readonly ts: string }): void;
  /** Records an imported message that was not found, as failed, so that nothing is sent in its place. */
  recordMissing(sought: Intent, detail: string): void;
  /** Carries out all of the writes inside, or none. */
  transaction(write: () => void): void;
  /** Removes an action and its losses: its call was not carried out, or it was undone. */
  forget(key: string): void;
  get(key: string): Action | undefined;
  /** Intents without an outcome, oldest first. */
  unclear(): readonly Action[];
  /**
   * The app's actions of posts that have no outcome, were refused, or whose removal was (a `detail` of what is done), in
   * the order of their first intents, a page of rows at a time; the ledger may be written while they are read.
   */
  unfinished(): Iterable<Action>;
  /**
   * All actions of one of Mattermost's channels in the order of their first intents, a page of rows at a time; the
   * ledger may be written while they are read.
   */
  ofChannel(channelId: string): Iterable<Action>;
  /**
   * The `ts` of the app's newest message in the same channel that was sent before an intended message; '' for none. Slack
   * gave it, so it is no guess of a clock.
   */
  sentBefore(key: string): string;
  /** All actions of one of Mattermost's posts, oldest first. */
  ofPost(postId: string): readonly Action[];
  /** Actions of a kind, oldest first, of one of Mattermost's channels or of all. Holds them all: not for messages. */
  ofKind(kind: ActionKind, channelId?: string): readonly Action[];
  /** Done actions of a kind that the app made, newest first: `limit` at most, after the first `skipped`. */
  newest(kind: ActionKind, limit: number, skipped?: number): readonly Action[];
  /** Counts of the app's own actions. */
  counts(): readonly { kind: ActionKind; state: ActionState; rows: number }[];
  /** Replaces the losses that reading told of an owner by these; equal ones keep their numbers. */
  setLosses(owner: LossOwner, losses: readonly PlacedLoss[]): void;
  /** Losses that count, in the order of their numbers, after one of them; the ledger may be written meanwhile. */
  losses(afterNumber?: number): Iterable<LedgerLoss>;
  /** The number of the newest loss; 0 for none. */
  newestLoss(): number;
  /** A number that grows with every write of this run that may change the losses. */
  lossChanges(): number;
  /** True for a ledger of an older version, whose losses are only in replay-losses.jsonl, until they are entered. */
  lacksLosses(): boolean;
  /** Enters the losses of that file, all or none. Nothing else may be written meanwhile. */
  enterOldLosses(losses: AsyncIterable<LossOwner & PlacedLoss>): Promise<void>;
  /** True for a ledger that knows of nothing in the workspace, by the app or by an import. */
  isUnused(): boolean;
  /** What it knows of the move as a whole. */
  readonly move: MoveRecord;
  close(): void;
}
