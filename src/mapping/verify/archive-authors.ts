import type { PostRef } from '../../model/model.ts';
import { userId } from '../../model/model.ts';
import { botSlackId, userSlackId } from '../slack-ids.ts';
import { isReadOnce } from './empty-posts.ts';
import { isByWebhook, type PeopleView, webhookName } from './source-posts.ts';
import { systemMessageOf } from './system-messages.ts';

/** Slack's own account, which stands for authors whose messages are not there. */
export const SLACKBOT = 'USLACKBOT';

/** Account that stands for the author of a row that names none. */
export const NOBODY = userId('nobody');

/** Expected id of a post's author in an archive, as threads, edits and files name it. */
export function authorIdOf(post: PostRef, people: PeopleView): string {
  if (post.isDeleted || isReadOnce(post)) return SLACKBOT;
  if (isByWebhook(post)) return botSlackId(`webhook:${webhookName(post)}`);
  const who = systemMessageOf(post, people)?.about ?? post.userId;
  if (who !== undefined && people.isSkipped(who)) return SLACKBOT;
  return userSlackId(people.personOf(who ?? NOBODY));
}
