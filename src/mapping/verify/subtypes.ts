import type { Post } from '../../model/model.ts';
import { isByWebhook, type PeopleView } from './source-posts.ts';
import { systemMessageOf } from './system-messages.ts';

/**
 * Slack's subtype of each system message (docs.slack.dev/reference/events/message): private channels have ids with `C`
 * and the subtypes of channels, which are the ones that readers know.
 */
const SUBTYPES: Readonly<Record<string, string>> = {
  ...alike('channel_join', [
    'system_join_channel',
    'system_guest_join_channel',
    'system_join_team',
    'system_add_to_channel',
    'system_add_guest_to_chan',
    'system_add_to_team',
  ]),
  ...alike('channel_leave', [
    'system_leave_channel',
    'system_leave_team',
    'system_remove_from_channel',
    'system_remove_from_team',
  ]),
  ...alike('channel_topic', ['system_header_change']),
  ...alike('channel_purpose', ['system_purpose_change']),
  ...alike('channel_name', ['system_displayname_change']),
  ...alike('channel_archive', ['system_channel_deleted']),
  ...alike('channel_unarchive', ['system_channel_restored']),
};

function alike(subtype: string, types: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(types.map((type) => [type, subtype]));
}

/** What archives of version 0.1 have in conversations that are not public. */
const FORMER: Readonly<Record<string, string>> = {
  group_join: 'channel_join',
  group_leave: 'channel_leave',
};

/** The subtype that a message should have for the one that it has; another only for one of an earlier version. */
export const presentSubtype = (found: string, isPublic: boolean): string =>
  !isPublic && Object.hasOwn(FORMER, found) ? (FORMER[found] ?? found) : found;

/** Expected subtype of a post's messages; '' for a plain message. */
export function subtypeOf(
  post: Pick<Post, 'type' | 'userId' | 'props'>,
  people: PeopleView,
): string {
  if (isByWebhook(post)) return 'bot_message';
  if (post.type === 'me') return 'me_message';
  if (!Object.hasOwn(SUBTYPES, post.type)) return '';
  if (systemMessageOf(post, people) === undefined) return '';
  return SUBTYPES[post.type] ?? '';
}
