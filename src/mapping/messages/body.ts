import type { ChannelId, LinkedPost, Post, PostPriority, UserId } from '../../model/model.ts';
import type { ExportAttachment, ExportMessage } from '../../slack/export-format.ts';
import type { Conversation } from '../conversations.ts';
import type { LossNote } from '../losses.ts';
import { renderText } from '../markdown/render-text.ts';
import type { RenderedPart, TextContext } from '../rendered-text.ts';
import { mapAttachments } from './attachments.ts';
import { authorName } from './authors.ts';
import { type NewPlace, watchLinks } from './links.ts';
import { mapSystemMessage, type SystemPeople, unknownTypeLoss } from './system-messages.ts';
import { MAX_PARTS, partMicros, tsFromMicros } from './timestamps.ts';

/** What a post says, apart from who says it and where it stands. */
export interface MessageBody {
  /** At least one; each becomes a message. */
  readonly parts: readonly RenderedPart[];
  readonly subtype: string | undefined;
  /** The facts of a system message. */
  readonly extra: Partial<ExportMessage>;
  readonly attachments: readonly ExportAttachment[];
  readonly losses: readonly LossNote[];
}

export interface BodyContext {
  readonly text: TextContext;
  readonly system: SystemPeople;
  /** A person's name for text that notifies nobody. */
  readonly nameOf: (id: UserId) => string;
  readonly siteUrl: string | undefined;
  readonly newPlace: NewPlace;
  readonly conversation: Conversation;
  /** The conversations that are moved. */
  readonly conversationOf: (channel: ChannelId) => Conversation | undefined;
}

/** Renders a post's text, its priority and its attachments; a system post is written anew. */
export function messageBody(post: Post, context: BodyContext): MessageBody {
  const system = mapSystemMessage(post, context.system);
  if (system !== undefined && system.markdown === undefined) {
    const part = { text: system.text, blocks: [] };
    return { ...EMPTY, parts: [part], subtype: system.subtype, extra: system.extra };
  }
  const links = watchLinks(post, context);
  const rendered = renderText(markdownOf(post, system?.markdown, context), links.text);
  const losses = [...rendered.losses];
  const toMrkdwn = (markdown: string): string => {
    const inside = renderText(markdown, links.text);
    losses.push(...inside.losses);
    return inside.parts.map((part) => part.text).join('\n');
  };
  const attached = mapAttachments(post.props, toMrkdwn);
  const shownName = (linked: LinkedPost): string => authorName(linked, context.nameOf);
  const preview = postPreview(post, { ...context, shownName, toMrkdwn });
  const unknownType = unknownTypeLoss(post.type);
  return {
    parts: rendered.parts.slice(0, MAX_PARTS),
    subtype: system?.subtype,
    extra: system?.extra ?? {},
    attachments: [...attached.attachments, ...preview.attachments],
    losses: [
      ...losses,
      ...attached.losses,
      ...preview.losses,
      ...links.losses(),
      ...(unknownType === undefined ? [] : [unknownType]),
      ...(rendered.parts.length > MAX_PARTS ? [{ code: 'text_cut' as const }] : []),
    ],
  };
}

const EMPTY: MessageBody = {
  parts: [],
  subtype: undefined,
  extra: {},
  attachments: [],
  losses: [],
};

function markdownOf(post: Post, rewritten: string | undefined, context: BodyContext): string {
  const markdown = rewritten ?? post.message;
  const line = priorityLine(post.priority, context.nameOf);
  if (line === undefined) return markdown;
  return markdown === '' ? line : `${markdown}\n\n${line}`;
}

/** In how many messages a text will stand. */
export function partCount(markdown: string, context: BodyContext): number {
  return Math.min(renderText(markdown, context.text).parts.length, MAX_PARTS);
}

export interface PreviewContext {
  readonly conversation: Conversation;
  readonly conversationOf: (channel: ChannelId) => Conversation | undefined;
  /** Who the linked post is shown as, as plain text. */
  readonly shownName: (post: LinkedPost) => string;
  readonly toMrkdwn: (markdown: string) => string;
}

export interface MappedPreview {
  readonly attachments: readonly ExportAttachment[];
  readonly losses: readonly LossNote[];
}

const NONE: MappedPreview = { attachments: [], losses: [] };

/**
 * The preview that Mattermost shows under a permalink, as Slack shows a shared message. Mattermost checks
 * for each reader whether they may see the post; an archive cannot, so a post of another conversation
 * that is not public is never copied.
 */
export function postPreview(post: Post, context: PreviewContext): MappedPreview {
  const id = post.props['previewed_post'];
  const linked = post.linked.find((candidate) => candidate.id === id);
  if (linked === undefined) return NONE;
  const place = context.conversationOf(linked.channelId);
  const isSame = linked.channelId === post.channelId;
  if (place === undefined || (!isSame && place.list !== 'channels')) {
    return { attachments: [], losses: [{ code: 'preview_not_public' }] };
  }
  const author = context.shownName(linked);
  const text = context.toMrkdwn(linked.message);
  const where = place.list === 'dms' || place.list === 'mpims' ? '' : `#${place.name}`;
  const attachment: ExportAttachment = {
    fallback: `${author}: ${text}`,
    author_name: author,
    text,
    ts: tsFromMicros(partMicros(linked, 0)),
    mrkdwn_in: ['text'],
    ...(where === '' ? {} : { footer: where }),
  };
  return { attachments: [attachment], losses: [] };
}

const LEVELS: Readonly<Record<string, string>> = {
  important: '**Important**',
  urgent: '**Urgent**',
};

/**
 * A line of Markdown that says what Mattermost shows as labels under a post, which Slack has no place for;
 * undefined when it shows none. Names stand without `@`: the line notifies nobody.
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
  if (Object.hasOwn(LEVELS, level)) return LEVELS[level];
  return level.trim() === '' ? undefined : `Priority: ${asText(level)}`;
}

function acknowledgementLabel(
  priority: PostPriority,
  nameOf: (id: UserId) => string,
): string | undefined {
  const names = priority.acknowledgedBy.map((id) => asText(nameOf(id)));
  if (names.length === 0) return priority.requestedAck ? 'Acknowledgement requested' : undefined;
  const by = `cknowledged by ${names.join(', ')}`;
  return priority.requestedAck ? `Acknowledgement requested; a${by}` : `A${by}`;
}

/** A name on one line that Markdown leaves alone; what could begin a mention, an emoji or a formula goes. */
function asText(name: string): string {
  return name
    .replace(/[@~#:;<>$=]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*_{}[\]()+\-.!|]/g, '\\$&');
}
