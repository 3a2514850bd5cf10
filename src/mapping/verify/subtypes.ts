import type { Post } from '../../model/model.ts';
import { isByWebhook, type PeopleView } from './source-posts.ts';
import { systemMessageOf } from './system-messages.ts';

/**
 * Slack's subtype of each system message, in public channels and elsewhere (docs.slack.dev/reference/events/message).
 */
const SUBTYPES: Readonly<Record<string, readonly [inPublic: string, elsewhere: string]>> = {
  ...alike('channel_join', 'group_join', [
    'system_join_channel',
    'system_guest_join_channel',
    'system_join_team',
    'system_add_to_channel',
    'system_add_guest_to_chan',
    'system_add_to_team',
  ]),
  ...alike('channel_leave', 'group_leave', [
    'system_leave_channel',
    'system_leave_team',
    'system_remove_from_channel',
    'system_remove_from_team',
  ]),
  ...alike('channel_topic', 'channel_topic', ['system_header_change']),
  ...alike('channel_purpose', 'channel_purpose', ['system_purpose_change']),
  ...alike('channel_name', 'channel_name', ['system_displayname_change']),
  ...alike('channel_archive', 'channel_archive', ['system_channel_deleted']),
  ...alike('channel_unarchive', 'channel_unarchive', ['system_channel_restored']),
};

function alike(
  inPublic: string,
  elsewhere: string,
  types: readonly string[],
): Readonly<Record<string, readonly [string, string]>> {
  return Object.fromEntries(types.map((type) => [type, [inPublic, elsewhere]]));
}

/** Expected subtype of a post's messages; '' for a plain message. */
export function subtypeOf(
  post: Pick<Post, 'type' | 'userId' | 'props'>,
  people: PeopleView,
  isPublic: boolean,
): string {
  if (isByWebhook(post)) return 'bot_message';
  if (post.type === 'me') return 'me_message';
  if (!Object.hasOwn(SUBTYPES, post.type)) return '';
  if (systemMessageOf(post, people) === undefined) return '';
  const [inPublic, elsewhere] = SUBTYPES[post.type] ?? ['', ''];
  return isPublic ? inPublic : elsewhere;
}
