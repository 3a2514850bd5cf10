import type { ChannelId, LinkedPost, Post, UserId } from '../model.ts';
import { mapAttachments } from './attachments.ts';
import { authorName } from './authors.ts';
import type { Conversation } from './conversations.ts';
import type { LossNote } from './losses.ts';
import { renderText } from './markdown/render-text.ts';
import { type NewPlace, watchLinks } from './old-links.ts';
import { postPreview } from './post-preview.ts';
import { priorityLine } from './priority.ts';
import type { RenderedPart, TextContext } from './rendered-text.ts';
import type { ExportAttachment, ExportMessage } from './slack-export.ts';
import { mapSystemMessage, type SystemPeople, unknownTypeLoss } from './system-messages.ts';
import { MAX_PARTS } from './timestamps.ts';

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
