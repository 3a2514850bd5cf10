import { messageKey, pinKey, reactionKey, uploadKey } from '../../importers/ledger/keys.ts';
import type { Action, Effect } from '../../importers/ledger/ledger.ts';
import type { SpooledMessage } from '../../importers/workspace/message-spool.ts';
import { NOT_SHARED } from '../../importers/workspace/refusals.ts';
import type { ReplayedPost, ReplayMessage } from '../../mapping/replay/replay-post.ts';
import type { FileInfo } from '../../model/model.ts';

/** What the workspace has of a post, as its channel was just read. */
export interface FoundPost {
  readonly messages: readonly SpooledMessage[];
  /** True for a file, by Slack's id, that is shared in the channel. */
  readonly isShared: (slackFileId: string) => boolean;
  /** `ts` of the channel's pinned messages. */
  readonly pinned: ReadonlySet<string>;
  /** The app's own user. */
  readonly botUserId: string;
}

/** A file of a post and the entry of its upload. */
export interface LackingFile {
  readonly file: FileInfo;
  readonly action: Action;
}

/** What the ledger holds of a post and the workspace lacks. */
export interface PostRepair {
  /** Entries whose effect is in the workspace and not, or otherwise, in the ledger. */
  readonly entered: readonly { readonly key: string; readonly effect: Effect }[];
  readonly messages: readonly ReplayMessage[];
  readonly files: readonly LackingFile[];
  /** Names of the app's own reactions. */
  readonly reactions: readonly string[];
  readonly isPinLacking: boolean;
  /** True when the ledger holds something of the post. */
  readonly isKnown: boolean;
}

/**
 * Compares what the ledger holds of a post with the workspace. What it does not hold, or holds as refused, is left to
 * `sync`; what the post no longer has is not sent again.
 */
export function postRepair(
  replayed: ReplayedPost,
  known: readonly Action[],
  found: FoundPost,
): PostRepair {
  const held = new Map(known.filter(isHeld).map((action) => [action.key, action]));
  const there = replayed.messages.map((message) => placedMessage(message, held, found));
  const [first] = there;
  const marks = markState(replayed, held, found, first?.ts);
  const files = replayed.files.flatMap((file) => {
    const action = held.get(uploadKey(file.id));
    return action === undefined ? [] : [{ file, action }];
  });
  const lackingFiles = files.filter(({ action }) => !found.isShared(action.fileId));
  return {
    entered: [
      ...there.flatMap(({ action, ts }) =>
        action === undefined || ts === undefined || isSettledAt(action, ts)
          ? []
          : [{ key: action.key, effect: { ts } }],
      ),
      ...files
        .filter((each) => each.action.state !== 'done' && !lackingFiles.includes(each))
        .map(({ action: { key, fileId } }) => ({ key, effect: { fileId } })),
      ...marks.entered,
    ],
    messages: there.flatMap(({ message, action, ts }) =>
      action !== undefined && ts === undefined ? [message] : [],
    ),
    files: lackingFiles,
    reactions: marks.reactions,
    isPinLacking: marks.isPinLacking,
    isKnown: held.size > 0,
  };
}

/**
 * True for an entry that should have its effect in the workspace: it had, its outcome is unknown, or Slack confirmed a
 * share and did not make it.
 */
const isHeld = ({ state, detail }: Action): boolean => state !== 'failed' || detail === NOT_SHARED;

const isSettledAt = ({ state, ts }: Action, found: string): boolean =>
  state === 'done' && ts === found;

interface PlacedMessage {
  readonly message: ReplayMessage;
  /** Undefined when the ledger does not hold the message. */
  readonly action: Action | undefined;
  /** Undefined when the workspace does not have it. Of several the one that the ledger names, else the earliest. */
  readonly ts: string | undefined;
}

function placedMessage(
  message: ReplayMessage,
  held: ReadonlyMap<string, Action>,
  { messages }: FoundPost,
): PlacedMessage {
  const action = held.get(messageKey(message.postId, message.part));
  const all = messages.filter(({ part }) => part === message.part).map(({ message: { ts } }) => ts);
  const ts = action !== undefined && all.includes(action.ts) ? action.ts : all[0];
  return { message, action, ts };
}

/** Reactions and pin of a message. Those of one that is sent again went with the old one. */
function markState(
  { messages, appReactions, isPinned }: ReplayedPost,
  held: ReadonlyMap<string, Action>,
  { messages: there, pinned, botUserId }: FoundPost,
  firstTs: string | undefined,
): Pick<PostRepair, 'entered' | 'reactions' | 'isPinLacking'> {
  const postId = messages[0]?.postId ?? '';
  const own = new Set(
    there
      .filter(({ message: { ts } }) => ts === firstTs)
      .flatMap(({ message }) => message.reactions)
      .filter(({ users }) => users.includes(botUserId))
      .map(({ name }) => name),
  );
  const reactions = appReactions.flatMap((name) => {
    const action = held.get(reactionKey(postId, name));
    return action === undefined ? [] : [{ name, action, isThere: own.has(name) }];
  });
  const pin = isPinned ? held.get(pinKey(postId)) : undefined;
  const isPinThere = firstTs !== undefined && pinned.has(firstTs);
  const open = [
    ...reactions.filter(({ isThere }) => isThere).map(({ action }) => action),
    ...(pin !== undefined && isPinThere ? [pin] : []),
  ].filter(({ state }) => state !== 'done');
  return {
    entered: open.map(({ key }) => ({ key, effect: {} })),
    reactions: reactions.filter(({ isThere }) => !isThere).map(({ name }) => name),
    isPinLacking: pin !== undefined && !isPinThere,
  };
}

/** True when the first message of a post is to be sent again. */
export const isFirstLacking = ({ messages }: PostRepair): boolean =>
  messages.some(({ part }) => part === 0);
