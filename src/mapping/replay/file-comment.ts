import type { Post } from '../../model.ts';
import { authorName } from '../authors.ts';
import { escapeText } from '../escape.ts';
import { timeText } from './replay-blocks.ts';
import type { ReplayContext } from './replay-post.ts';

/** The text beside a shared file, whose author Slack cannot name: who it is from and when, as mrkdwn. */
export function fileComment(post: Post, { shownName }: Pick<ReplayContext, 'shownName'>): string {
  return `${escapeText(authorName(post, shownName))} · ${timeText(post.createAtMs)}`;
}
