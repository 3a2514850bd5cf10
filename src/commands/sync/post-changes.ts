import {
  messageKey,
  parseKey,
  partOfKey,
  pinKey,
  reactionKey,
  updateKey,
  uploadKey,
} from '../../importers/ledger/keys.ts';
import type { Action } from '../../importers/ledger/ledger.ts';
import { hasSmallerFormsLeft } from '../../importers/workspace/message-forms.ts';
import { messageDigest, sourceDigest } from '../../importers/workspace/messages.ts';
import { isForgottenUpload } from '../../importers/workspace/uploads.ts';
import { compareDigests, shapedDigest } from '../../mapping/message-shape.ts';
import type { ReplayedPost, ReplayMessage } from '../../mapping/replay/replay-post.ts';

/** A message whose content differs from its post. */
export interface ChangedMessage {
  readonly message: ReplayMessage;
  /** The message in the ledger. */
  readonly action: Action;
}

/** Work in the workspace for a post. */
export interface PostWork {
  /** True when messages, files, reactions or a pin are missing. */
  readonly isMissing: boolean;
  readonly changed: readonly ChangedMessage[];
  /** Messages that an import created, so that the app may not edit them. */
  readonly pending: readonly ChangedMessage[];
  /** Actions whose part, file, reaction or pin the post no longer has. */
  readonly surplus: readonly Action[];
  /** Actions that were refused for another content of the post, and are retried. */
  readonly retried: readonly Action[];
}

export interface PostComparison {
  /** True when files can be uploaded. */
  readonly hasFiles: boolean;
  /**
   * True when the source was changed after an action, as far as its times say. Asked for messages of an earlier release
   * that have another shape and whose source was not recorded.
   */
  readonly isChangedSince: (action: Action) => boolean;
  /** True for an action that was refused, or whose removal was, and that this run asks for again. */
  readonly isAskedAgain: (action: Action) => boolean;
}

/** Compares a post with the ledger. */
export function postWork(
  replayed: ReplayedPost,
  known: readonly Action[],
  comparison: PostComparison,
): PostWork {
  const { hasFiles, isChangedSince, isAskedAgain } = comparison;
  const byKey = new Map(known.map((action) => [action.key, action]));
  const states = replayed.messages.map((message) => messageState(message, byKey, comparison));
  const wanted = wantedKeys(replayed, hasFiles && !isImported(known));
  return {
    isMissing:
      [...wanted].some((key) => isOpen(byKey.get(key), isAskedAgain)) ||
      states.includes('refused-before'),
    changed: ofState(replayed, states, 'changed', byKey),
    pending: ofState(replayed, states, 'pending', byKey),
    surplus: known.filter((action) => isSurplus(action, replayed, isChangedSince)),
    retried: ofState(replayed, states, 'refused-before', byKey).map(({ action }) => action),
  };
}

type MessageState = 'missing' | 'same' | 'changed' | 'pending' | 'refused-before';

function messageState(
  message: ReplayMessage,
  byKey: ReadonlyMap<string, Action>,
  { isChangedSince, isAskedAgain }: PostComparison,
): MessageState {
  const action = byKey.get(messageKey(message.postId, message.part));
  if (isOpen(action, isAskedAgain) || action === undefined) return 'missing';
  // The message of an import that was not found: nothing may be sent in its place.
  if (action.origin === 'import' && action.state === 'failed') return 'same';
  const update = byKey.get(updateKey(message.postId, message.part));
  if (hasSmallerFormsLeft(action)) return 'refused-before';
  if (update !== undefined && (hasSmallerFormsLeft(update) || isAskedAgain(update)))
    return 'changed';
  const latest = update ?? action;
  const isSame = !isChanged(latest, message, isChangedSince);
  if (isSame && update?.state !== 'intended') return 'same';
  if (action.state === 'failed') return 'refused-before';
  return action.origin === 'import' ? 'pending' : 'changed';
}

function isChanged(
  latest: Action,
  message: ReplayMessage,
  isChangedSince: PostComparison['isChangedSince'],
): boolean {
  // The message of an import whose text was another one than the post's.
  if (latest.digest === '') return true;
  const comparison = compareDigests(latest.digest, messageDigest(message));
  if (comparison !== 'unknown') return comparison === 'changed';
  // What Slack refused in another shape it may take in this one.
  return latest.state === 'failed' || isChangedSince(latest);
}

/**
 * True for a message that its post no longer has because the post was changed, and not because messages of it have
 * another shape now.
 */
function isOutdated(
  action: Action,
  { source }: ReplayedPost,
  isChangedSince: PostComparison['isChangedSince'],
): boolean {
  const comparison = compareDigests(
    action.digest,
    shapedDigest('apiMessage', '', sourceDigest(source)),
  );
  return comparison === 'unknown' ? isChangedSince(action) : comparison === 'changed';
}

/** True for an action that is not in the ledger, whose outcome is unknown, or that was wrongly taken for refused. */
const isOpen = (
  action: Action | undefined,
  isAskedAgain: PostComparison['isAskedAgain'],
): boolean =>
  action === undefined ||
  action.state === 'intended' ||
  isForgottenUpload(action) ||
  (action.state === 'failed' && isAskedAgain(action));

const isImported = (known: readonly Action[]): boolean =>
  known.some(({ kind, origin }) => kind === 'message' && origin === 'import');

function ofState(
  { messages }: ReplayedPost,
  states: readonly MessageState[],
  wanted: MessageState,
  byKey: ReadonlyMap<string, Action>,
): readonly ChangedMessage[] {
  return messages.flatMap((message, index) => {
    const action = byKey.get(messageKey(message.postId, message.part));
    return states[index] === wanted && action !== undefined ? [{ message, action }] : [];
  });
}

/**
 * Keys of what the post should have in the workspace. Files of an imported post are uploaded by `mm2slack files`, in
 * their order, and its reactions are imported.
 */
function wantedKeys(replayed: ReplayedPost, withFiles: boolean): ReadonlySet<string> {
  const { messages, files, appReactions, isPinned } = replayed;
  const postId = messages[0]?.postId;
  return new Set([
    ...messages.map(({ part }) => messageKey(postId ?? '', part)),
    ...(withFiles ? files.map(({ id }) => uploadKey(id)) : []),
    ...(withFiles ? appReactions.map((name) => reactionKey(postId ?? '', name)) : []),
    ...(isPinned && postId !== undefined ? [pinKey(postId)] : []),
  ]);
}

function isSurplus(
  action: Action,
  replayed: ReplayedPost,
  isChangedSince: PostComparison['isChangedSince'],
): boolean {
  const { messages, files, appReactions, isPinned } = replayed;
  if (action.state === 'failed') return false;
  const { id, part } = parseKey(action.key);
  switch (action.kind) {
    case 'message':
      return (
        partOfKey(action.key) >= messages.length && isOutdated(action, replayed, isChangedSince)
      );
    case 'upload':
      return !files.some((file) => file.id === id);
    case 'reaction':
      return !appReactions.includes(part);
    case 'pin':
      return !isPinned;
    default:
      return false;
  }
}
