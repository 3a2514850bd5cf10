import type { Post, PostRef } from '../../model/model.ts';
import { userId } from '../../model/model.ts';
import { botSlackId } from '../slack-ids.ts';
import { isReadOnce } from './empty-posts.ts';
import { isByWebhook, type PeopleView, webhookName } from './source-posts.ts';
import { systemMessageOf } from './system-messages.ts';

/** Slack's own account, which stands for authors whose messages are not there. */
export const SLACKBOT = 'USLACKBOT';

/** Account that stands for the author of a row that names none. */
export const NOBODY = userId('nobody');

/** Expected id of a post's author in an archive, as threads, edits and files name it. */
export function authorIdOf(post: Post | PostRef, people: PeopleView): string {
  if (isDeleted(post) || isReadOnce(post)) return SLACKBOT;
  if (isByWebhook(post)) return botSlackId(`webhook:${webhookName(post)}`);
  const who = systemMessageOf(post, people)?.about ?? post.userId;
  if (who !== undefined && people.isSkipped(who)) return SLACKBOT;
  return people.slackIdOf(people.personOf(who ?? NOBODY));
}

const isDeleted = (post: Post | PostRef): boolean =>
  'isDeleted' in post ? post.isDeleted : post.deleteAtMs !== undefined;
