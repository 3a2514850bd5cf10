import type { ChannelId, LinkedPost, Post } from '../model.ts';
import type { Conversation } from './conversations.ts';
import type { LossNote } from './losses.ts';
import type { ExportAttachment } from './slack-export.ts';
import { partMicros, tsFromMicros } from './timestamps.ts';

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
