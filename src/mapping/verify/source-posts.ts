import type {
  ChannelId,
  LinkedPost,
  Post,
  PostRef,
  Reaction,
  ReplyList,
  ReplyRef,
  UserId,
} from '../../model/model.ts';
import { blankReply, isBlankReply, isReadOnce, ownText, showsNothing } from './empty-posts.ts';
import type { FileFacts, PostFacts } from './facts.ts';
import { ruleMicros, tsOfMicros } from './pair-archive.ts';
import { priorityLine } from './priority.ts';
import { isSystemNotice, type SystemPeople, systemMessageOf } from './system-messages.ts';
import { plainPiece } from './text/canonical.ts';
import { readMrkdwn, tidyMrkdwn } from './text/mrkdwn.ts';
import { plainLine } from './text/plain.ts';
import {
  formerLines,
  linesOfAttachments,
  markdownText,
  type SourceAttachment,
  sourceAttachments,
} from './text/source-attachments.ts';
import {
  type SourceTexts,
  sourceMrkdwn,
  sourceText,
  sourceTextsOtherwise,
  sourceTextWithoutTables,
} from './text/source-text.ts';
import { asMrkdwn, type SourceForms } from './text/target-text.ts';

/** Look-ups for the texts of a post: those of its own channel, or of the channel that it quotes from. */
export type TextsOf = (post: Post, channel?: ChannelId) => SourceTexts;

/** How the source's posts are expected to appear in the target; archives and workspaces differ. */
export interface SourceView {
  readonly people: PeopleView;
  readonly systemMessages: SystemMessageView;
  /** What the texts of a post are looked up in. */
  readonly texts: TextsOf;
  readonly target: TargetForm;
  /** Place of a linked post, `#name`, '' for a direct message; undefined when no preview of it is to be copied. */
  readonly preview: (post: Post, linked: LinkedPost) => string | undefined;
}

export interface PeopleView extends SystemPeople {
  /** Id of an account in an archive. */
  readonly slackIdOf: (id: UserId) => string;
  readonly isSkipped: (id: UserId) => boolean;
  /** What messages say of an account that is a bot; undefined for a person, and where messages do not name bots. */
  readonly botOf: (id: UserId) => BotFacts | undefined;
  /** A person's name as the target displays it; `undefined` is an author that the row does not name. */
  readonly displayName: (id: UserId | undefined) => string;
  /** A person's name inside a text that the migration writes. */
  readonly username: (id: UserId) => string;
}

/** An account that is a bot in Slack, as its messages name it. */
export interface BotFacts {
  readonly id: string;
  readonly name: string;
  readonly isDeactivated: boolean;
  /** Time of its last change, in seconds. */
  readonly updatedSeconds: number;
}

export interface SystemMessageView {
  /** True where the author of a system message is the person it is about, not its writer. */
  readonly areBySubject: boolean;
  readonly areDropped: boolean;
}

/** How the target writes what posts have besides text. */
export interface TargetForm {
  /** The author of a webhook's posts, by the webhook's own name. */
  readonly webhook: (name: string) => string;
  /** Identifier of a thread's root, for `thread` of its replies. */
  readonly threadKey: (root: PostRef) => string;
  /** The mark of the last edit. */
  readonly edited: (post: PostRef, editAtMs: number) => string;
  /** The same in archives of version 0.1. */
  readonly formerEdited?: (editAtMs: number) => string;
  readonly reactions: (reactions: readonly Reaction[]) => readonly string[];
  readonly file: (file: Post['files'][number]) => FileFacts;
}

/** Why a live post has no message of its own. */
export type NotMigrated = 'system-message' | 'author-skipped' | 'empty-message' | 'burn-on-read';

export interface ExpectedPost {
  /** Undefined when the post should have no message. */
  readonly facts: PostFacts | undefined;
  readonly leftOut: NotMigrated | undefined;
}

/** Determines what the target should have of a post, from the post alone. */
export function expectedPost(post: Post, view: SourceView): ExpectedPost {
  if (post.deleteAtMs !== undefined) return { facts: tombstone(post, view), leftOut: undefined };
  if (isDropped(post, view)) return { facts: undefined, leftOut: 'system-message' };
  if (isReadOnce(post)) return { facts: tombstone(post, view), leftOut: 'burn-on-read' };
  if (isSkipped(post, view)) return { facts: tombstone(post, view), leftOut: 'author-skipped' };
  if (isEmpty(post, view)) return { facts: tombstone(post, view), leftOut: 'empty-message' };
  // A reaction without the name of an emoji shows nothing.
  const reacted = post.reactions.filter(
    ({ userId, emojiName }) => !view.people.isSkipped(userId) && emojiName.trim() !== '',
  );
  const facts: PostFacts = {
    author: authorOf(post, view),
    atMs: post.createAtMs,
    ...writtenText(post, view),
    ...attachmentsOf(post, view),
    thread: post.thread.kind === 'reply' ? view.target.threadKey(post.thread.root) : '',
    ...editedOf(post, view),
    reactions: view.target.reactions(reacted),
    isPinned: post.isPinned,
    files: post.files.map(view.target.file),
    isTombstone: false,
  };
  return { facts, leftOut: undefined };
}

function editedOf(post: Post, { target }: SourceView): Pick<PostFacts, 'edited' | 'editedOr'> {
  if (post.editAtMs === undefined) return { edited: '' };
  const edited = target.edited({ ...post, isDeleted: false }, post.editAtMs);
  return { edited, editedOr: target.formerEdited?.(post.editAtMs) };
}

/** Replies that a root should have in the target. */
export function expectedReplies(post: Post, view: SourceView): readonly PostRef[] {
  if (post.thread.kind !== 'root') return [];
  return repliesThat(
    post.thread.replies,
    (reply) =>
      !(view.systemMessages.areDropped && isSystemNotice(reply.type)) &&
      !isReadOnce(reply) &&
      !isSkipped(reply, view) &&
      !isEmptyReply(reply, post, view),
  );
}

function repliesThat(
  replies: ReplyList,
  isWanted: (reply: ReplyRef) => boolean,
): readonly ReplyRef[] {
  const wanted: ReplyRef[] = [];
  for (const reply of replies) if (isWanted(reply)) wanted.push(reply);
  return wanted;
}

/** Replies that a root had in archives of version 0.1, although they show nothing. */
export const emptyReplies = (post: Post, view: SourceView): readonly PostRef[] =>
  post.thread.kind === 'root'
    ? repliesThat(post.thread.replies, (reply) => isEmptyReply(reply, post, view))
    : [];

const isDropped = (post: Post, view: SourceView): boolean =>
  view.systemMessages.areDropped && isSystemNotice(post.type) && post.thread.kind !== 'root';

/** True for a post of which the target would show nothing. */
function isEmpty(post: Post, view: SourceView): boolean {
  if (post.files.length > 0) return false;
  const lookUps = { people: view.people, texts: () => view.texts(post) };
  if (post.thread.kind === 'reply') return isBlankReply(post, lookUps);
  return (
    showsNothing(post, lookUps, ownMarkdown(post, view)) &&
    (post.linked.length === 0 || attachmentValues(post, view).length === 0)
  );
}

function isEmptyReply(reply: ReplyRef, root: Post, view: SourceView): boolean {
  const blank = blankReply(reply);
  if (blank === undefined) return false;
  return isBlankReply(blank, { people: view.people, texts: () => view.texts(root) });
}

/** True for a post by a webhook; its author is the hook, not the person who made it. */
export const isByWebhook = ({ props }: Pick<Post, 'props'>): boolean =>
  props['from_webhook'] === true || props['from_webhook'] === 'true';

function isSkipped(post: PostRef | Post, view: SourceView): boolean {
  if (isByWebhook(post)) return false;
  const who = systemMessageOf(post, view.people)?.about ?? post.userId;
  return who !== undefined && view.people.isSkipped(who);
}

function authorOf(post: Post, view: SourceView): string {
  if (isByWebhook(post)) return view.target.webhook(webhookName(post));
  const about = view.systemMessages.areBySubject
    ? systemMessageOf(post, view.people)?.about
    : undefined;
  return view.people.displayName(about ?? post.userId);
}

/** The name under which a webhook posted, with single blanks; `webhook` where the post has none. */
export function webhookName({ props }: Pick<Post, 'props'>): string {
  const names = [props['override_username'], props['webhook_display_name']];
  const name = names.find((value) => typeof value === 'string' && value.trim() !== '');
  return typeof name === 'string' ? name.replace(/\s+/g, ' ').trim() : 'webhook';
}

function writtenText(post: Post, view: SourceView): SourceForms {
  const texts = view.texts(post);
  const system = systemMessageOf(post, view.people);
  if (system !== undefined) return { text: asMrkdwn(readMrkdwn(system.text, texts.names)) };
  const markdown = ownMarkdown(post, view);
  const textAsMrkdwn = (): string => asMrkdwn(sourceMrkdwn(markdown, texts));
  // Without a table there are no other places for it, and a text with lines about files need not be read again.
  if (!markdown.includes('|')) return { text: sourceText(markdown, texts), textAsMrkdwn };
  return {
    text: sourceText(markdown, texts),
    textAsMrkdwn,
    textsOtherwise: () => sourceTextsOtherwise(markdown, texts),
    textWithoutTables: () => sourceTextWithoutTables(markdown, texts),
  };
}

/** The Markdown that people wrote, with the line of its priority. */
function ownMarkdown(post: Post, view: SourceView): string {
  if (post.priority === undefined) return ownText(post);
  const { personOf, username } = view.people;
  const acknowledgedBy = [...new Set(post.priority.acknowledgedBy.map(personOf))];
  const line = priorityLine({ ...post.priority, acknowledgedBy }, username);
  return [ownText(post), line].filter((text) => text !== '').join('\n\n');
}

const NO_ATTACHMENTS = { attachments: '' };

function attachmentsOf(
  post: Post,
  view: SourceView,
): Pick<PostFacts, 'attachments' | 'attachmentsOr'> {
  const values = attachmentValues(post, view);
  if (values.length === 0) return NO_ATTACHMENTS;
  const texts = view.texts(post);
  return {
    attachments: linesOfAttachments(values, texts),
    attachmentsOr: formerLines(values, texts),
  };
}

/** What the attachments of a post should show, the preview of a linked post last. */
export function attachmentValues(post: Post, view: SourceView): readonly SourceAttachment[] {
  if (systemMessageOf(post, view.people) !== undefined) return [];
  const linked = post.linked.find(({ id }) => id === post.props['previewed_post']);
  const own = post.props['attachments'];
  if (own === undefined && linked === undefined) return [];
  const preview = linked === undefined ? [] : previewOf(post, linked, view);
  return [...sourceAttachments(own, view.texts(post)), ...preview];
}

/** The preview that Mattermost shows under a link to a post. */
function previewOf(post: Post, linked: LinkedPost, view: SourceView): readonly SourceAttachment[] {
  const place = view.preview(post, linked);
  if (place === undefined || isReadOnce(linked)) return [];
  const author = plainPiece(linkedAuthor(linked, view));
  const texts = view.texts(post, linked.channelId);
  const text = markdownText(linked.message, texts) ?? '';
  return [
    {
      author_name: author,
      text,
      footer: place,
      ts: String(Number(tsOfMicros(ruleMicros(linked)))),
      mrkdwn_in: 'text',
      fallback: tidyMrkdwn(`${author}: ${plainLine(linked.message, texts)}`),
      formerFallback: tidyMrkdwn(`${author}: ${text}`),
    },
  ];
}

/** Author of a linked post in its preview. */
export function linkedAuthor(linked: LinkedPost, view: SourceView): string {
  if (isByWebhook(linked)) return webhookName(linked);
  return linked.userId === undefined ? 'unknown' : view.people.username(linked.userId);
}

/** Facts of a root that is deleted or skipped, as long as it has replies: Slack keeps a tombstone for it. */
function tombstone(post: Post, view: SourceView): PostFacts | undefined {
  if (expectedReplies(post, view).length === 0) return undefined;
  return {
    author: '',
    atMs: post.createAtMs,
    text: '',
    attachments: '',
    thread: '',
    edited: '',
    reactions: [],
    isPinned: false,
    files: [],
    isTombstone: true,
  };
}
