import type { LossNote } from './losses.ts';

/*
 * Mattermost's post types (its public/model/post.go), apart from those that system-message-handlers.ts
 * writes anew.
 */

/** Carried with their own text: it holds what the props do not, or somebody wrote it to be read. */
const CARRIED_TYPES: ReadonlySet<string> = new Set([
  '',
  'slack_attachment',
  'system_generic',
  'system_auto_responder',
  'system_welcome_post',
  'system_ephemeral',
  'add_bot_teams_channels',
  'warn_metric_status',
  'reminder',
]);

/**
 * Carried with the server's own sentence, because the props lack a fact that it tells: whether somebody
 * came or went, which way the privacy went, which team the channel or the thread came from.
 */
const CARRIED_NOTICES: ReadonlySet<string> = new Set([
  'system_join_leave',
  'system_add_remove',
  'system_change_chan_privacy',
  'system_move_channel',
  'system_wrangler',
  'system_gm_to_channel',
  'system_autotranslation',
]);

export const isCarriedType = (type: string): boolean =>
  CARRIED_TYPES.has(type) || CARRIED_NOTICES.has(type) || type.startsWith('custom_');

export const isCarriedNotice = (type: string): boolean => CARRIED_NOTICES.has(type);

/** The loss of a post whose type nobody here knows: the server may have kept more than its text. */
export const unknownType = (type: string): LossNote => ({ code: 'post_type_unknown', old: type });
