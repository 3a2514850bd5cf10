/** What an action is about. */
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
  'user-group',
  'invite',
  'archive',
  'name',
  'update',
] as const;
export type ActionKind = (typeof ACTION_KINDS)[number];

/** `intended`: a call may have been sent; `done`: it took effect; `failed`: Slack refused it for good. */
export type ActionState = 'intended' | 'done' | 'failed';

/** Something that is about to be done in the workspace. */
export interface Intent {
  /** The same for the same thing in every run: `message:<post id>:<part>`, `channel:<channel id>`. */
  readonly key: string;
  readonly kind: ActionKind;
  /** Mattermost's ids; '' where there is none. */
  readonly channelId: string;
  readonly postId: string;
  /** The channel in Slack; '' when it does not exist yet. */
  readonly slackChannel: string;
  /** The thread that a message goes into; '' outside threads. */
  readonly threadTs: string;
  /** Slack's id of a file that is about to be shared; '' otherwise. */
  readonly fileId: string;
  /** Of what is sent, to tell later whether the source has changed; '' where nothing can change. */
  readonly digest: string;
  /** Milliseconds since the epoch. */
  readonly atMs: number;
}

/** `app`: our app made it and may change it; `import`: an import did, and the app can only find it. */
export type ActionOrigin = 'app' | 'import';

/** An intent of which most does not apply. */
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

/** What a call brought about. */
export interface Effect {
  /** The channel in Slack, for an action that made one. */
  readonly slackChannel?: string;
  /** The message in Slack. */
  readonly ts?: string;
  readonly fileId?: string;
  /** For a person who reads the ledger: a name taken instead of another, the error of a refusal. */
  readonly detail?: string;
}

export interface Action extends Omit<Intent, 'atMs'> {
  readonly state: ActionState;
  readonly origin: ActionOrigin;
  readonly ts: string;
  readonly detail: string;
  readonly intendedAtMs: number;
  readonly doneAtMs: number | undefined;
}

/** How far a conversation has been brought up to date. */
export interface SyncMark {
  /** Everything that Mattermost changed up to then is in the workspace; its own clock, milliseconds. */
  readonly syncedToMs: number;
  /** When the ids of both sides were last compared, for rows that are removed for good; 0 for never. */
  readonly comparedAtMs: number;
}

/** Which workspace and app a ledger belongs to; another one is refused. */
export interface LedgerOwner {
  readonly teamId: string;
  readonly botUserId: string;
}

/**
 * What has been done in the workspace, kept so that nothing is done twice: the intent is on the disk before a
 * call, its effect after it. StoppedError when the disk is full: nothing is lost, the same command continues.
 */
export interface Ledger {
  /** Writes the intent; replaces one whose outcome was found to be nothing. */
  intend(intent: Intent): void;
  /** An Error when the key was never intended: then the outcome would be lost. So too in `fail`. */
  complete(key: string, effect: Effect, atMs: number): void;
  /** Slack refused for good; the run goes on without it. */
  fail(key: string, detail: string, atMs: number): void;
  /** Enters what an import made and was found in the workspace: done, and not the app's to change. */
  adopt(found: Intent & { readonly ts: string }): void;
  /** Enters what an import should have made and nobody can find, so that nothing is sent in its place. */
  recordMissing(sought: Intent, detail: string): void;
  /** All of the writes inside, or none. */
  transaction(write: () => void): void;
  /** The intended call turned out not to have been carried out. */
  forget(key: string): void;
  get(key: string): Action | undefined;
  /** Intents without an outcome, oldest first. */
  unclear(): readonly Action[];
  /**
   * Everything of one of Mattermost's channels in the order of the first intents, a page of rows at a time; the
   * ledger may be written meanwhile.
   */
  ofChannel(channelId: string): Iterable<Action>;
  /** Everything about one of Mattermost's posts, oldest first. */
  ofPost(postId: string): readonly Action[];
  /** Actions of a kind, oldest first, about one of Mattermost's channels or all; not for messages, which are many. */
  ofKind(kind: ActionKind, channelId?: string): readonly Action[];
  /** Done actions of the app's own of a kind, the newest first without the first `skipped`, at most so many. */
  newest(kind: ActionKind, limit: number, skipped?: number): readonly Action[];
  /** Of what the app did itself. */
  counts(): readonly { kind: ActionKind; state: ActionState; rows: number }[];
  /** By Mattermost's channels; none for one that was not brought over whole. */
  syncMarks(): ReadonlyMap<string, SyncMark>;
  setSyncMark(channelId: string, mark: SyncMark): void;
  forgetSyncMarks(): void;
  /** Binds a new ledger to a workspace, or checks that it is this one's: TargetError otherwise. */
  bindTo(owner: LedgerOwner): void;
  /** Whether the workspace was brought texts without their credentials; for good, once it was. */
  isRedacted(): boolean;
  setRedacted(): void;
  close(): void;
}
