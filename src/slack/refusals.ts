import type { SlackMethod } from './methods.ts';

/** Names of channels that Slack does not accept. */
const NAMES: readonly string[] = [
  'invalid_name',
  'invalid_name_maxlength',
  'invalid_name_punctuation',
  'invalid_name_required',
  'invalid_name_specials',
  'name_taken',
];

const CONTENT: readonly string[] = [
  'attachment_payload_limit_exceeded',
  'invalid_attachments',
  'invalid_blocks',
  'invalid_blocks_format',
  'invalid_metadata_format',
  'invalid_metadata_schema',
  'markdown_text_conflict',
  'metadata_too_large',
  'msg_blocks_too_long',
  'msg_too_long',
  'no_text',
  'slack_connect_canvas_sharing_blocked',
  'slack_connect_file_link_sharing_blocked',
  'too_many_attachments',
];

/** Messages that are gone, or under which nothing may be done. */
const MESSAGES: readonly string[] = ['message_not_found', 'thread_not_found'];
const KIND_OF_CHANNEL = 'method_not_supported_for_channel_type';

/**
 * Error codes by which a writing method refuses one thing for good: this message, file, person, name or channel, or a
 * feature that the workspace does not have (docs.slack.dev/reference/methods/<method>, errors, May 2026;
 * `failed_for_some_users` of conversations.invite, and `thread_not_found`, are on the pages of other methods). What these
 * pages say of the token, the workspace or a moment is not in it.
 */
const OF_ONE_THING: Partial<Readonly<Record<SlackMethod, readonly string[]>>> = {
  'admin.emoji.add': [
    'emoji_limit_reached',
    'error_bad_format',
    'error_bad_name_i18n',
    'error_bad_wide',
    'error_lower_case_names_only',
    'error_missing_name',
    'error_name_taken',
    'error_name_taken_i18n',
    'error_no_image',
    'error_too_big',
    'no_image_uploaded',
    'resized_but_still_too_large',
    'too_many_frames',
  ],
  'bookmarks.add': [
    'invalid_emoji',
    'invalid_link',
    'not_implemented',
    'permission_denied',
    'too_many_bookmarks',
    'too_many_tabs',
  ],
  'canvases.delete': ['canvas_not_found'],
  'canvases.edit': [
    'canvas_disabled_user_team',
    'canvas_editing_failed',
    'canvas_not_found',
    'free_teams_cannot_edit_standalone_canvases',
  ],
  'chat.delete': ['cant_delete_message', 'compliance_exports_prevent_deletion', ...MESSAGES],
  'chat.postMessage': [
    ...CONTENT,
    ...MESSAGES,
    'cannot_reply_to_message',
    'missing_file_data',
    'slack_connect_lists_sharing_blocked',
    'too_many_contact_cards',
  ],
  'chat.update': [
    ...CONTENT,
    ...MESSAGES,
    'block_mismatch',
    'cant_broadcast_message',
    'cant_update_message',
    'edit_window_closed',
    'no_dual_broadcast_content_update',
  ],
  'conversations.archive': ['cant_archive_general', 'cant_archive_required', KIND_OF_CHANNEL],
  'conversations.canvases.create': [
    'canvas_creation_failed',
    'canvas_disabled_user_team',
    'canvas_tab_creation_failed',
    'channel_canvas_already_exists',
    'channel_canvas_creation_failed',
    'free_team_canvas_tab_already_exists',
    'team_tier_cannot_create_channel_canvases',
  ],
  'conversations.create': [...NAMES, 'no_channel'],
  'conversations.invite': [
    'already_in_channel',
    'cant_invite',
    'cant_invite_self',
    'failed_for_some_users',
    'invitee_cant_see_channel',
    'no_external_invite_permission',
    'no_user',
    'org_user_not_in_team',
    'ura_max_channels',
    'user_is_restricted',
    'user_not_found',
    KIND_OF_CHANNEL,
  ],
  'conversations.join': ['channel_is_limited_access', 'too_many_members', KIND_OF_CHANNEL],
  'conversations.kick': [
    'cant_kick_from_general',
    'cant_kick_self',
    'not_supported',
    'user_not_found',
    KIND_OF_CHANNEL,
  ],
  'conversations.rename': [...NAMES, 'not_authorized', KIND_OF_CHANNEL],
  'conversations.setPurpose': ['too_long', KIND_OF_CHANNEL],
  'conversations.setTopic': ['too_long', KIND_OF_CHANNEL],
  'conversations.unarchive': [KIND_OF_CHANNEL],
  'files.completeUploadExternal': [
    'file_deleted',
    'file_not_found',
    'file_type_not_allowed',
    'file_uploads_except_images_disabled',
    'invalid_blocks',
  ],
  'files.delete': ['cant_delete_file', 'delete_not_allowed', 'file_deleted', 'file_not_found'],
  'files.getUploadURLExternal': [
    'file_type_not_allowed',
    'file_upload_size_restricted',
    'file_uploads_except_images_disabled',
    'missing_argument',
    'snippet_too_large',
  ],
  'pins.add': ['bad_timestamp', 'message_not_found', 'not_pinnable', 'too_many_pins'],
  'pins.remove': ['bad_timestamp', 'message_not_found', 'no_pin', 'not_pinned'],
  'reactions.add': [
    'bad_timestamp',
    'invalid_name',
    'message_not_found',
    'no_access',
    'not_reactable',
    'thread_locked',
    'too_many_emoji',
    'too_many_reactions',
  ],
  'reactions.remove': [
    'bad_timestamp',
    'invalid_name',
    'message_not_found',
    'no_access',
    'no_reaction',
    'thread_locked',
  ],
  'usergroups.create': [
    'bad_handle',
    'description_too_long',
    'forbidden_handle',
    'handle_already_exists',
    'missing_subteam_name',
    'name_already_exists',
    'name_too_long',
    'paid_teams_only',
    'permission_denied',
    'plan_upgrade_required',
  ],
  'usergroups.users.update': [
    'failed_for_some_users',
    'invalid_users',
    'no_users_provided',
    'permission_denied',
    'plan_upgrade_required',
    'subteam_max_users_exceeded',
  ],
};

/** True for a code by which a method refuses one thing for good; false also for a code that Slack does not document. */
export const isOfOneThing = (method: SlackMethod, code: string): boolean =>
  OF_ONE_THING[method]?.includes(code) === true;
