import type { ChannelId, LinkedPost, Post, PostPriority, UserId } from '../../model/model.ts';
import type { ExportAttachment, ExportMessage } from '../../slack/export-format.ts';
import { escapeText } from '../../slack/shapes.ts';
import type { Conversation } from '../conversations.ts';
import { joinedLosses, type LossNote, NO_LOSSES } from '../losses.ts';
import { renderPlain } from '../markdown/render-plain.ts';
import { renderText, renderWhole } from '../markdown/render-text.ts';
import type { RenderedPart, TextContext } from '../rendered-text.ts';
import { type AttachmentTexts, mapAttachments } from './attachments.ts';
import { authorName, type MessagePeople } from './authors.ts';
import { type LinkContext, trackLinks } from './links.ts';
import { neverMoves } from './never-moved.ts';
import { mapSystemMessage, unknownTypeLoss } from './system-messages.ts';
import { MAX_PARTS, partMicros, tsFromMicros } from './timestamps.ts';

/** Content of a post, without author, time and thread. */
export interface MessageBody {
  /** At least one part; each becomes a message. */
  readonly parts: readonly RenderedPart[];
  readonly subtype: string | undefined;
  /** Further fields of a system message. */
  readonly extra: Partial<ExportMessage>;
  readonly attachments: readonly ExportAttachment[];
  readonly losses: readonly LossNote[];
}

export interface BodyContext {
  readonly conversation: Conversation;
  readonly people: MessagePeople;
  readonly text: TextContext;
  readonly links: LinkContext;
}

/** Renders a post's text, priority, attachments and preview; a system message is written from its props. */
export function messageBody(post: Post, context: BodyContext): MessageBody {
  const system = mapSystemMessage(post, context.people.system);
  if (system !== undefined && system.markdown === undefined) {
    const part = { text: system.text, blocks: [] };
    return { ...EMPTY_BODY, parts: [part], subtype: system.subtype, extra: system.extra };
  }
  const links = trackLinks(post, context.text, context.links);
  const { parts, losses } = renderText(markdownOf(post, system?.markdown, context), links.text);
  const beside = mayShowMore(post) ? shownBeside(post, links.text, context) : NOTHING_BESIDE;
  const unknownType = unknownTypeLoss(post.type);
  const isCut = parts.length > MAX_PARTS;
  return {
    parts: isCut ? parts.slice(0, MAX_PARTS) : parts,
    subtype: system?.subtype,
    extra: system?.extra ?? NO_EXTRA,
    attachments: beside.attachments,
    losses: joinedLosses(
      losses,
      beside.losses,
      links.losses(),
      unknownType === undefined ? NO_LOSSES : [unknownType],
      isCut ? TEXT_CUT : NO_LOSSES,
    ),
  };
}

const TEXT_CUT: readonly LossNote[] = [{ code: 'text_cut' }];

/** No further fields. */
export const NO_EXTRA: MessageBody['extra'] = {};

const EMPTY_BODY: MessageBody = {
  parts: [],
  subtype: undefined,
  extra: NO_EXTRA,
  attachments: [],
  losses: NO_LOSSES,
};

type ShownBeside = Pick<MessageBody, 'attachments' | 'losses'>;

const NOTHING_BESIDE: ShownBeside = { attachments: [], losses: NO_LOSSES };

/** False for a post with nothing but text: neither attachments nor a linked post to show. */
const mayShowMore = ({ props, linked }: Post): boolean =>
  linked.length > 0 || props['attachments'] !== undefined;

/** Maps attachments and preview. */
function shownBeside(post: Post, inPost: TextContext, context: BodyContext): ShownBeside {
  const losses: LossNote[] = [];
  const textsIn = (text: TextContext): AttachmentTexts => ({
    toMrkdwn(markdown) {
      const inside = renderWhole(markdown, text);
      losses.push(...inside.losses);
      return inside.text;
    },
    toPlain: (markdown) => renderPlain(markdown, text),
  });
  const attached = mapAttachments(post.props, textsIn(inPost));
  const { conversationOf, textIn } = context.links;
  const preview = postPreview(post, {
    conversationOf,
    authorNameOf: (linked) => authorName(linked, context.people.nameOf),
    textsOf: (place) => textsIn({ ...textIn(place), rewriteLink: inPost.rewriteLink }),
  });
  return {
    attachments: [...attached.attachments, ...preview.attachments],
    losses: [...losses, ...attached.losses, ...preview.losses],
  };
}

function markdownOf(post: Post, rewritten: string | undefined, context: BodyContext): string {
  const markdown = rewritten ?? post.message;
  if (post.priority === undefined) return markdown;
  const { ids, nameOf } = context.people;
  const line = priorityLine(withUniquePeople(post.priority, ids), nameOf);
  if (line === undefined) return markdown;
  return markdown === '' ? line : `${markdown}\n\n${line}`;
}

/** Names each person once among those who acknowledged a post, also by two accounts. */
function withUniquePeople(priority: PostPriority, ids: MessagePeople['ids']): PostPriority {
  const people = new Map(
    priority.acknowledgedBy.map((id) => [ids.has(id) ? ids.of(id) : id, id] as const),
  );
  return { ...priority, acknowledgedBy: [...people.values()] };
}

/** Number of messages that a text becomes. */
export function partCount(markdown: string, text: TextContext): number {
  return Math.min(renderText(markdown, text).parts.length, MAX_PARTS);
}

export interface PreviewContext {
  /** Finds a migrated conversation. */
  readonly conversationOf: (channel: ChannelId) => Conversation | undefined;
  /** Displayed name of the linked post's author, as plain text. */
  readonly authorNameOf: (post: LinkedPost) => string;
  /** Renders the texts of posts of a conversation: a name there may be another channel than here. */
  readonly textsOf: (place: Conversation) => AttachmentTexts;
}

export interface MappedPreview {
  readonly attachments: readonly ExportAttachment[];
  readonly losses: readonly LossNote[];
}

const NO_PREVIEW: MappedPreview = { attachments: [], losses: [] };

/**
 * Maps the preview that Mattermost shows under a permalink to an attachment, as Slack shows a shared message.
 * Mattermost checks for each reader whether they may see the post; an archive cannot, so a post of another
 * conversation is copied only when that one is public.
 */
export function postPreview(post: Post, context: PreviewContext): MappedPreview {
  const id = post.props['previewed_post'];
  const linked = post.linked.find((candidate) => candidate.id === id);
  if (linked === undefined) return NO_PREVIEW;
  if (neverMoves(linked)) return { attachments: [], losses: [{ code: 'burn_on_read' }] };
  const place = context.conversationOf(linked.channelId);
  const isSame = linked.channelId === post.channelId;
  if (place === undefined || (!isSame && place.list !== 'channels')) {
    return { attachments: [], losses: [{ code: 'preview_not_public' }] };
  }
  const author = escapeText(context.authorNameOf(linked));
  const { toMrkdwn, toPlain } = context.textsOf(place);
  const where = place.list === 'dms' || place.list === 'mpims' ? '' : `#${place.name}`;
  const attachment: ExportAttachment = {
    fallback: `${author}: ${escapeText(toPlain(linked.message))}`,
    author_name: author,
    text: toMrkdwn(linked.message),
    ts: tsFromMicros(partMicros(linked, 0)),
    mrkdwn_in: ['text'],
    ...(where === '' ? {} : { footer: where }),
  };
  return { attachments: [attachment], losses: [] };
}

const LEVEL_LABELS: Readonly<Record<string, string>> = {
  important: '**Important**',
  urgent: '**Urgent**',
};

/**
 * A line of Markdown with the labels that Mattermost shows under a post and Slack does not have; undefined without
 * labels. Names have no `@`, so that the line does not notify.
 */
export function priorityLine(
  priority: PostPriority | undefined,
  nameOf: (id: UserId) => string,
): string | undefined {
  if (priority === undefined) return undefined;
  const labels = [levelLabel(priority.level), acknowledgementLabel(priority, nameOf)];
  const line = labels.filter((label) => label !== undefined).join(' · ');
  return line === '' ? undefined : line;
}

function levelLabel(level: string): string | undefined {
  if (Object.hasOwn(LEVEL_LABELS, level)) return LEVEL_LABELS[level];
  return level.trim() === '' ? undefined : `Priority: ${escapedName(level)}`;
}

function acknowledgementLabel(
  priority: PostPriority,
  nameOf: (id: UserId) => string,
): string | undefined {
  const names = priority.acknowledgedBy.map((id) => escapedName(nameOf(id)));
  if (names.length === 0) return priority.requestedAck ? 'Acknowledgement requested' : undefined;
  const by = `cknowledged by ${names.join(', ')}`;
  return priority.requestedAck ? `Acknowledgement requested; a${by}` : `A${by}`;
}

/**
 * Makes a name one line of plain Markdown text; characters that could begin a mention, an emoji or a formula are
 * removed.
 */
function escapedName(name: string): string {
  return name
    .replace(/[@~#:;<>$=]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*_{}[\]()+\-.!|]/g, '\\$&');
}
