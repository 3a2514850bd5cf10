import type { LeftOutReason } from '../account.ts';
import type { LossCode } from '../losses.ts';
import type { PendingKind } from '../manual-changes.ts';
import { FORMER, TABLE_LINES } from './compare.ts';
import type { Difference } from './facts.ts';
import { FILE_LINES } from './text/file-lines.ts';

/** Names what differs: `message.text`, `file.missing`. */
export const aspectOf = ({
  thing,
  field,
  kind,
}: Pick<Difference, 'thing' | 'field' | 'kind'>): string =>
  `${thing}.${field === '' ? kind : field}`;

/**
 * Differences that each recorded loss explains. A loss without an entry explains none, because it changes no compared
 * fact: a heading that became bold has the same letters.
 */
const EXPLAINED_BY_LOSS: Readonly<Partial<Record<LossCode, readonly string[]>>> = {
  thread_root_lost: ['message.thread'],
  reply_older_than_root: ['message.thread'],
  thread_root_sent_again: ['message.thread'],
  topic_cut: ['channel.topic', 'channel.purpose'],
  channel_unknown: ['message.missing'],
  legacy_files: ['file.size', 'file.missing', 'file.unexpected'],
  file_missing: ['file.missing', 'file.sha256', 'message.text'],
  file_path_refused: ['file.missing', 'file.sha256', 'message.text'],
  file_holds_secret: ['file.missing', 'file.sha256', 'message.text'],
  file_over_limit: ['file.missing', 'file.sha256', 'message.text'],
  file_not_delivered: ['file.missing', 'message.text'],
  file_message_missing: ['file.missing'],
  account_missing: ['user.missing'],
  file_size_differs: ['file.size', 'file.sha256', 'message.text'],
  file_too_large_or_empty: ['file.missing', 'message.text'],
  table_refused: ['message.text'],
  blocks_refused: ['message.attachments'],
  attachments_over_limit: ['message.attachments'],
  text_cut: ['message.text'],
  edit_refused: ['message.text', 'message.attachments'],
  edit_mark_dropped: ['message.edited'],
  reactions_dropped: ['message.reactions'],
  channel_name_changed: ['channel.name'],
  refused_by_slack: [
    'message.missing',
    'message.reactions',
    'message.pinned',
    'file.missing',
    'channel.topic',
    'channel.purpose',
    'channel.members',
    'channel.archived',
  ],
};

const WHOLE_MESSAGE = [
  'message.author',
  'message.text',
  'message.attachments',
  'message.edited',
  'message.reactions',
  'message.pinned',
  'message.deleted',
  'message.unexpected',
  'file.unexpected',
];

/** Differences that each pending change explains. */
const EXPLAINED_BY_PENDING: Readonly<Record<PendingKind, readonly string[]>> = {
  posted: ['message.missing', 'file.missing'],
  edited: ['message.text', 'message.attachments', 'message.edited'],
  deleted: WHOLE_MESSAGE,
  reactions: ['message.reactions'],
  pinned: ['message.pinned', 'channel.pins'],
  unpinned: ['message.pinned', 'channel.pins'],
  files: ['file.missing', 'file.unexpected', 'file.name', 'file.size'],
  thread: ['message.thread', 'message.replies'],
  'channel-renamed': ['channel.name'],
  'channel-archived': ['channel.archived'],
  'channel-restored': ['channel.archived'],
  'channel-removed': ['channel.unexpected', 'message.unexpected'],
  'channel-made-public': ['channel.visibility'],
  // What everybody can read against the will of its people stays a difference until it is private.
  'channel-made-private': [],
  // What is still there against the will of its people stays a difference until it is removed.
  'consent-withdrawn': [],
  topic: ['channel.topic'],
  purpose: ['channel.purpose'],
  bookmarks: ['channel.bookmarks'],
  'member-joined': ['channel.members'],
  'member-left': ['channel.members'],
  'person-renamed': ['user.name', 'user.real-name', 'user.display-name', 'user.email'],
  'person-deactivated': ['user.deactivated'],
  'person-restored': ['user.deactivated'],
  'emoji-added': ['emoji.missing'],
};

/** Differences that a reason of the account explains. */
const EXPLAINED_BY_REASON: Readonly<Partial<Record<LeftOutReason, readonly string[]>>> = {
  'not-in-a-replay': ['emoji.missing'],
};

const EXPLAINED_BY: Readonly<Record<string, readonly string[]>> = {
  ...EXPLAINED_BY_LOSS,
  ...EXPLAINED_BY_PENDING,
  ...EXPLAINED_BY_REASON,
};

const aspectsOf = (cause: string): readonly string[] =>
  Object.hasOwn(EXPLAINED_BY, cause) ? (EXPLAINED_BY[cause] ?? []) : [];

/** What a record is about; '' where it does not say. */
export interface RecordedPlace {
  readonly postId: string;
  readonly channelId: string;
  readonly ts: string;
  /** Name of a person or an emoji. */
  readonly name: string;
  /** What the record says is lost or refused; absent where it does not say. */
  readonly what?: string | undefined;
  /** What the target was given instead; absent where the record does not say. */
  readonly given?: string | undefined;
}

/** Losses and pending changes that earlier commands recorded; they make differences expected. */
export interface Explanations {
  /** Adds a record. `cause` is a loss code or a pending change; one that explains nothing is ignored. */
  add(cause: string, place: RecordedPlace): void;
  /** Returns the recorded cause of a difference; '' for none. */
  causeOf(difference: Difference): string;
  /** True when a loss of a post is recorded. */
  has(cause: LossCode, postId: string): boolean;
  /** Messages whose deletion is recorded as pending. */
  readonly deleted: ReadonlySet<DeletedMessage>;
}

/** A message by its channel in Mattermost and its `ts`, with a blank between. */
export type DeletedMessage = `${string} ${string}`;

/** Makes the store of recorded losses and pending changes, by the post and field that they explain. */
export function makeExplanations(): Explanations {
  const causes = new Map<string, ReadonlySet<string>>();
  const deleted = new Set<DeletedMessage>();
  const names = new Map<string, Set<string>>();
  const refusals = new Map<string, Set<string>>();
  const withCause = makeSharedSets();
  const at = (key: string): ReadonlySet<string> => causes.get(key) ?? NOTHING;
  return {
    add(cause, place) {
      if (aspectsOf(cause).length === 0) return;
      if (cause === NAME_CHANGED) addOf(names, place.channelId, place.given);
      if (cause === 'deleted' && place.ts !== '') deleted.add(`${place.channelId} ${place.ts}`);
      for (const key of keysOf(place)) {
        causes.set(key, withCause(at(key), cause));
        if (cause === REFUSED) addOf(refusals, key, place.what ?? ANYTHING);
      }
    },
    causeOf(difference) {
      const aspect = aspectOf(difference);
      for (const key of placesOf(difference)) {
        const refused = refusals.get(key) ?? NOTHING;
        const fitting = [...at(key)].filter((cause) => aspectsOf(cause).includes(aspect));
        if (aspect === 'channel.members' && !areExplained(difference, fitting, refused)) continue;
        for (const cause of fitting) {
          if (!isConsistent(cause, difference)) continue;
          if (cause === NAME_CHANGED && !isGivenName(names, difference)) continue;
          if (cause === REFUSED && !isRefused(refused, difference)) continue;
          return cause;
        }
      }
      return '';
    },
    has: (cause, postId) => at(`post ${postId}`).has(cause),
    deleted,
  };
}

const NAME_CHANGED = 'channel_name_changed' satisfies LossCode;

const REFUSED = 'refused_by_slack' satisfies LossCode;

function addOf(sets: Map<string, Set<string>>, id: string, value: string | undefined): void {
  if (value === undefined) return;
  const known = sets.get(id);
  if (known === undefined) sets.set(id, new Set([value]));
  else known.add(value);
}

/** What a record of a refusal says that does not name what was refused. */
const ANYTHING = '';

/** What the record of a refusal says of a field of a channel or message (`refusal`, `markCalls`). */
const REFUSED_AS: Readonly<Record<string, string>> = {
  'channel.topic': 'topic',
  'channel.purpose': 'purpose',
  'channel.archived': 'archive',
  'message.reactions': 'reaction',
  'message.pinned': 'pin',
};
const MARKS: ReadonlySet<string> = new Set(['reaction', 'pin']);

/** True for what Slack refused to take: by the field, by the ids of people and posts, and of the files of a post any. */
function isRefused(refused: ReadonlySet<string>, difference: Difference): boolean {
  if (refused.has(ANYTHING)) return true;
  const aspect = aspectOf(difference);
  if (aspect === 'channel.members') return listed(difference.source).every((id) => refused.has(id));
  if (aspect === 'message.missing') return refused.has(difference.postId);
  if (aspect === 'file.missing') return [...refused].some((what) => !MARKS.has(what));
  return refused.has(REFUSED_AS[aspect] ?? ANYTHING);
}

/**
 * True where somebody who is missing was to be added by hand or was refused, and somebody who is there too many was to be
 * removed by hand.
 */
function areExplained(
  difference: Difference,
  causes: readonly string[],
  refused: ReadonlySet<string>,
): boolean {
  const { source, target } = difference;
  const isMissingKnown =
    source === '' ||
    causes.includes('member-joined') ||
    (causes.includes(REFUSED) && isRefused(refused, difference));
  return isMissingKnown && (target === '' || causes.includes('member-left'));
}

const listed = (items: string): readonly string[] => items.split(', ').filter(Boolean);

/** True for a name that a record says; and for any where none says one. */
function isGivenName(
  names: ReadonlyMap<string, ReadonlySet<string>>,
  { channelId, target }: Difference,
): boolean {
  return names.get(channelId)?.has(target) !== false;
}

/**
 * Makes the union of a set and one more cause; equal ones are one object, because there is one for each recorded loss.
 */
function makeSharedSets(): (set: ReadonlySet<string>, cause: string) => ReadonlySet<string> {
  const shared = new Map<string, ReadonlySet<string>>();
  return (set, cause) => {
    if (set.has(cause)) return set;
    const all = [...set, cause].sort();
    const key = all.join(' ');
    const known = shared.get(key) ?? new Set(all);
    shared.set(key, known);
    return known;
  };
}

/** What the source says of a message, channel or person by a change of one of two values. */
const SAID_BY: Readonly<Record<string, string>> = {
  pinned: 'true',
  unpinned: 'false',
  'channel-archived': 'true',
  'channel-restored': 'false',
  'person-deactivated': 'true',
  'person-restored': 'false',
};

/**
 * A cut explains only a text that ends early, a missing file only its line behind the whole text, a refused table only
 * its lines, a refused edit only what the post said before, refused blocks and dropped reactions only that there are
 * none, and somebody to be added only that people are missing.
 */
function isConsistent(cause: string, difference: Difference): boolean {
  const { source, target, name } = difference;
  if (cause === 'table_refused') return name === TABLE_LINES;
  const says = SAID_BY[cause];
  if (says !== undefined && (source === 'true' || source === 'false')) return source === says;
  if (cause === 'member-joined') return source !== '';
  if (cause === 'member-left') return target !== '';
  if (cause === 'edit_refused') return name === FORMER;
  if (cause === 'blocks_refused' || cause === 'reactions_dropped') return target === '';
  if (cause.endsWith('_cut')) return source.startsWith(target.replace(/…$/, ''));
  if (!cause.startsWith('file_') || aspectOf(difference) !== 'message.text') return true;
  return name === FILE_LINES;
}

const NOTHING: ReadonlySet<string> = new Set();

/** Keys of a record: the narrowest one it has, and its message in the target. */
function keysOf({ postId, channelId, ts, name }: RecordedPlace): readonly string[] {
  const message = ts === '' ? [] : [`ts ${channelId} ${ts}`];
  if (postId !== '') return [`post ${postId}`, ...message];
  if (message.length > 0) return message;
  return [channelId === '' ? `name ${name}` : `channel ${channelId}`];
}

function placesOf({ thing, postId, channelId, ts, name }: Difference): readonly string[] {
  if (thing === 'channel') return [`channel ${channelId}`];
  if (thing === 'user' || thing === 'emoji') return [`name ${name}`];
  return [`post ${postId}`, `ts ${channelId} ${ts}`];
}
