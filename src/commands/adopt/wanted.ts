import type { ImportedMessage } from '../../importers/workspace/read-history.ts';
import { botAuthor, type FoundAuthor } from '../../mapping/import-identities.ts';
import {
  comparableText,
  type FoundMessage,
  noticeKind,
  type WantedMessage,
} from '../../mapping/match-messages.ts';
import { type MappedPost, type MessageContext, mapPost } from '../../mapping/messages/map-post.ts';
import {
  type ReplayContext,
  type ReplayMessage,
  replayPost,
} from '../../mapping/replay/replay-post.ts';
import type { FileInfo, Post, PostId } from '../../model/model.ts';
import type { ExportReaction } from '../../slack/export-format.ts';
import type { Scope } from '../run/scope.ts';

/** An expected message, with what the ledger records of it. */
export interface Wanted extends WantedMessage {
  readonly postId: PostId;
  readonly post: Post;
  /** The message as sync would send it. */
  readonly message: ReplayMessage | undefined;
  readonly text: string;
  /** As the archive would have them now. */
  readonly reactions: readonly ExportReaction[];
  /** Files of the post, on its last part. */
  readonly files: readonly FileInfo[];
}

/** A message of the workspace, as it is compared. */
export type Found = ImportedMessage & FoundMessage & FoundAuthor;

/** Contexts that map the posts of a conversation. */
export interface AdoptContexts {
  /** Maps posts as the archive did. */
  readonly archived: MessageContext;
  /** Maps posts as sync does. */
  readonly replayed: ReplayContext;
}

/** Reads the texts that the edited ones of some posts of a channel had before. */
export async function formerTexts(
  { source }: Pick<Scope, 'source'>,
  posts: readonly Post[],
): Promise<ReadonlyMap<PostId, readonly string[]>> {
  const edited = posts.filter(({ editAtMs }) => editAtMs !== undefined);
  const [first] = edited;
  if (first === undefined) return new Map();
  const texts = await source.formerTexts(first.channelId, edited);
  return new Map([...texts].map(([id, former]) => [id, former.map(({ message }) => message)]));
}

/** Returns the messages that an import should have made of a post; call it once for a post, in their order. */
export function wantedMessages(
  post: Post,
  { archived, replayed }: AdoptContexts,
  former: readonly string[],
): readonly Wanted[] {
  const { messages } = mapPost(post, archived);
  const now = replayPost(post, replayed).messages;
  const older = former.map((message) => formerMessages({ ...post, message }, archived));
  const last = messages.length - 1;
  return messages.map(({ ts, text, user, username, subtype, reactions = [] }, part) => ({
    postId: post.id,
    part,
    ts,
    texts: [text, ...older.flatMap((parts) => parts[part]?.text ?? [])].map(comparableText),
    author: user ?? botAuthor(username ?? ''),
    notice: noticeKind(subtype),
    isEdited: post.editAtMs !== undefined,
    post,
    message: now[part],
    text,
    reactions,
    files: part === last ? post.files : [],
  }));
}

/** Maps a post with a former text; it is issued no `ts`. */
function formerMessages(post: Post, archived: MessageContext): MappedPost['messages'] {
  const { issuer } = archived.rules;
  const rules = { ...archived.rules, issuer: { ...issuer, issue: () => 0 } };
  return mapPost(post, { ...archived, rules }).messages;
}

/** Prepares a message of the workspace for comparing. */
export function foundMessage(message: ImportedMessage): Found {
  const { text, subtype, username, bot_profile: bot } = message;
  const names = [username, bot?.name].flatMap((name) => name || []);
  return {
    ...message,
    comparable: comparableText(text),
    notice: noticeKind(subtype),
    names,
  };
}
