const fields = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

/**
 * Fields that versions 5.4 to 11.6 write (mattermost, server/channels/app/imports/import_types.go), read or of no use in
 * Slack. What is not here is kept in the staged file and reported.
 */
export const KNOWN_FIELDS = {
  line: fields(
    'type version info scheme role team channel user bot post emoji direct_channel direct_post',
  ),
  team: fields('name display_name type description allow_open_invite scheme deleted_at delete_at'),
  channel: fields('team name display_name type header purpose scheme deleted_at'),
  user: fields(
    `username email auth_service auth_data password nickname first_name last_name position roles locale teams
    feature_enabled_markdown_preview formatting show_unread_section delete_at theme military_time link_previews
    message_display collapse_consecutive_messages colorize_usernames channel_display_mode tutorial_step email_interval
    notify_props custom_status profile_image use_military_time collapse_previews name_format code_block_ctrl_enter
    send_on_ctrl_enter show_join_leave show_unread_scroll_position sync_drafts limit_visible_dms_gms
    unread_scroll_position`,
  ),
  bot: fields('username owner display_name description delete_at profile_image'),
  post: fields(
    `team channel user type message props create_at edit_at flagged_by reactions replies attachments is_pinned
    thread_followers`,
  ),
  reply: fields(
    'user type message props create_at edit_at flagged_by reactions attachments is_pinned',
  ),
  direct_post: fields(
    `channel_members user type message props create_at edit_at flagged_by reactions replies attachments is_pinned
    thread_followers`,
  ),
  direct_channel: fields('members participants favorited_by header shown_by'),
  emoji: fields('name image'),
} as const;

/** Lines that hold nothing for Slack. */
export const UNUSED_LINES: ReadonlySet<string> = new Set(['version', 'scheme', 'role']);
