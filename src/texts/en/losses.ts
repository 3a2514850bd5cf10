import type { LossCode } from '../../mapping/losses.ts';

export interface LossText {
  /** Short, for charts. */
  name: string;
  /** What happened. */
  message: string;
  /** What a person can do about it; empty if nothing needs to be done. */
  hint: string;
}

/** What Slack cannot hold. `{max}` is replaced by Slack's limit. */
export const losses = {
  unknown_author: {
    name: 'unknown author',
    message:
      'The author of the post is not in the users table; the post is migrated under a placeholder name.',
    hint: 'Usually nothing; if the name matters, the placeholder contains the Mattermost user id.',
  },
  thread_root_lost: {
    name: 'thread root lost',
    message:
      "The root of the reply's thread is missing, deleted, in another channel, outside the range or rejected by Slack; the reply is migrated as a separate message.",
    hint: '',
  },
  reply_older_than_root: {
    name: 'reply older than its root',
    message:
      'Mattermost has the reply with an earlier time than the root of its thread. In Slack a thread begins with its root, so the reply has the time of the root in the archive.',
    hint: 'Usually rows of a bulk import with wrong times; the loss has both. Posted by API, such a reply is in its thread and shows its own time; where an earlier version posted it, it may be a separate message.',
  },
  sent_again: {
    name: 'sent again',
    message:
      'The message or file was missing in Slack, and a repair sent it again; it follows later messages of its channel or thread.',
    hint: '',
  },
  thread_root_sent_again: {
    name: 'thread root sent again',
    message:
      "The root of the reply's thread was missing in Slack, and a repair sent it again as a new message; the reply stays in the old thread.",
    hint: '',
  },
  props_unreadable: {
    name: 'props unreadable',
    message: "The post's Props column is not valid JSON; the post is migrated as a plain message.",
    hint: 'Check the row in the database if the post came from an integration.',
  },
  character_replaced: {
    name: 'character replaced',
    message:
      'A text of the post (message, attachment, name of a file or reaction) has U+FFFD in the place of a character that could not be read, or that JSON readers reject (NUL, unpaired surrogate).',
    hint: '',
  },
  encoding_repaired: {
    name: 'character set repaired',
    message:
      'The database holds a text of the post in a wrong character set (UTF-8 read as latin1); it was undone, as source.repairEncoding says.',
    hint: 'Compare a few of these posts with Mattermost: a text that was written so on purpose is undone too.',
  },
  topic_cut: {
    name: 'topic cut',
    message:
      "The channel's header or purpose is longer than Slack's {max} characters; it was truncated.",
    hint: 'Put the full text into a post or a canvas of the channel.',
  },
  file_rows_missing: {
    name: 'file rows missing',
    message: 'The post names files that have no row in the database; they cannot be migrated.',
    hint: 'Look for them in a backup of the database.',
  },
  legacy_files: {
    name: 'legacy files',
    message:
      'The post names its files in the old Filenames column only; they have no rows and were located by their paths.',
    hint: '',
  },
  channel_unknown: {
    name: 'channel unknown',
    message: "The post's channel has no row; the post was skipped.",
    hint: 'Look for the channel in a backup of the database.',
  },
  id_missing: {
    name: 'row without an id',
    message: 'A row of the database has no id, so nothing can refer to it; it is left out.',
    hint: 'Such a row was not written by Mattermost. Give it an id of its own if it is to be migrated.',
  },
  id_doubled: {
    name: 'id of several rows',
    message:
      'Several rows of a table have the same id. Equal rows count as one; rows that differ cannot be told apart, and all of them are left out.',
    hint: 'The table has lost its primary key, for example by a restore that ran twice: remove the wrong rows, then run the command again.',
  },
  file_missing: {
    name: 'file missing',
    message:
      "The file's content is missing from the file store; only its name and size are migrated, and its message says so.",
    hint: 'Look for it in a backup of the file store.',
  },
  file_path_refused: {
    name: 'file path refused',
    message:
      "The file's path leads out of the file store; the file was not read, and its message says so.",
    hint: 'Check the row in the database.',
  },
  file_over_limit: {
    name: 'file over limit',
    message:
      "The file is larger than Slack's limit of {max} GB; only its name and size are migrated.",
    hint: 'Store the file elsewhere and post a link to it.',
  },
  file_size_differs: {
    name: 'file size differs',
    message: 'The size of the file in the file store differs from its size in the database.',
    hint: 'Compare the file with a backup of the file store.',
  },
  emoji_unknown: {
    name: 'emoji unknown',
    message:
      "The text or a reaction uses an emoji that neither Slack nor the old server's custom emoji have; the name is kept.",
    hint: 'Add the emoji to Slack under this name.',
  },
  emoji_shadowed: {
    name: 'emoji never shown',
    message:
      'A custom emoji has the name of a standard one, which Mattermost shows in its place; so do the migrated messages.',
    hint: 'If people miss it, add it to Slack under another name.',
  },
  post_type_unknown: {
    name: 'post type unknown',
    message:
      'The type of the post is unknown; the post is migrated as a plain message with its stored text.',
    hint: 'Check the post in Mattermost: what its type adds to the text is not migrated.',
  },
  attachment_actions_dropped: {
    name: 'attachment actions dropped',
    message: 'Buttons and menus of an attachment were dropped; they would call the old server.',
    hint: 'Set the integration up in Slack if people still need its buttons.',
  },
  attachment_address_dropped: {
    name: 'attachment address dropped',
    message:
      'An address in an attachment (link, image or icon) is relative or not a web address; it was dropped, its text is kept.',
    hint: '',
  },
  attachment_value_dropped: {
    name: 'attachment value dropped',
    message:
      'A value of an attachment is of the wrong kind, such as an object instead of a text or a list; it was dropped, because Mattermost shows nothing of it or it may hold a token.',
    hint: 'Check the post in Mattermost, and the integration that wrote it.',
  },
  attachments_over_limit: {
    name: 'attachments over limit',
    message: "The post has more attachments than Slack's {max} per message; the rest were dropped.",
    hint: 'Check the post in Mattermost and put what matters into a separate message.',
  },
  heading_as_bold: {
    name: 'heading as bold',
    message: "A heading became a bold line; Slack's text has no headings.",
    hint: '',
  },
  image_as_link: {
    name: 'image as link',
    message: 'An image in the text became a link to it.',
    hint: 'Upload the image to Slack if it must remain visible after the address is gone.',
  },
  link_title_dropped: {
    name: 'link title dropped',
    message: "The hover title of a link was dropped; Slack's links have none.",
    hint: '',
  },
  link_as_text: {
    name: 'link as text',
    message: 'A link whose address Slack would reject (relative, or a script) became text.',
    hint: 'Edit the post if the address is still valid.',
  },
  quote_nesting_flattened: {
    name: 'quote nesting flattened',
    message: 'A nested quote became lines with > in the outer quote; Slack has one level.',
    hint: '',
  },
  list_nesting_flattened: {
    name: 'list nesting flattened',
    message: 'A list nested deeper than {max} levels stays at level {max}.',
    hint: '',
  },
  list_number_changed: {
    name: 'list number changed',
    message: "A list that began at 0 begins at 1; Slack's lists cannot begin lower.",
    hint: '',
  },
  table_as_text: {
    name: 'table as text',
    message:
      "A table became aligned text: slack.tables has tables as text, or it exceeds Slack's limits, is not the first table of the post, or is in a quote.",
    hint: '',
  },
  latex_as_code: {
    name: 'latex as code',
    message: 'A formula that Mattermost rendered became its LaTeX source.',
    hint: '',
  },
  group_mention_as_text: {
    name: 'group mention as text',
    message: 'A mention of a user group became plain text; Slack does not know the group.',
    hint: 'Create a user group of that name in Slack for future messages.',
  },
  permalink_kept: {
    name: 'permalink kept',
    message: 'The text links to a post or channel on the old server; the link was not changed.',
    hint: 'Find the message in the post-index.csv of its archive, or rewrite links with --rewrite-permalinks.',
  },
  preview_not_public: {
    name: 'preview not public',
    message: 'The preview of a linked post was dropped because that post is not public.',
    hint: 'The link is kept; people who may see the post can find it in the post-index.csv of its archive.',
  },
  reactions_as_text: {
    name: 'reactions as text',
    message:
      'Reactions became a line under the message; neither an app nor a text import can react on behalf of other people.',
    hint: '',
  },
  reactions_as_app: {
    name: 'reactions as app',
    message: "Reactions became the app's own; an app cannot react on behalf of other people.",
    hint: '',
  },
  reactions_dropped: {
    name: 'reactions dropped',
    message: 'Reactions were dropped (replay.reactions).',
    hint: '',
  },
  channel_name_changed: {
    name: 'channel name changed',
    message:
      "Slack rejected the channel's name because it is taken or contains invalid characters; the channel has another name.",
    hint: 'Rename the channel in Slack.',
  },
  bookmark_dropped: {
    name: 'bookmark dropped',
    message: "A channel bookmark of a file was dropped; Slack's bookmarks are links.",
    hint: 'Add a link to the file by hand when it is in the channel.',
  },
  canvas_left_out: {
    name: 'left out of canvases',
    message:
      'A board or run is in no canvas: it belongs to no channel or to an archived one, is private in a public channel, or is too long. Or a canvas is left as it is: it was edited in Slack, or a page on it is gone.',
    hint: 'Its page is in boards/ or playbooks/ of the work directory.',
  },
  member_kept: {
    name: 'kept in channels',
    message:
      'Somebody who left a channel in Mattermost stays in it in Slack and can read it: Slack refused for good to remove that person. Its error code is listed, with the member id.',
    hint: 'Ask an owner of the workspace to remove the person from the channel.',
  },
  refused_by_slack: {
    name: 'refused by slack',
    message: 'Slack rejected this permanently; its error code is listed.',
    hint: 'Look up the error code at docs.slack.dev, and add what matters by hand.',
  },
  table_refused: {
    name: 'table refused',
    message: 'Slack rejected the table of the message; its rows were written as lines of text.',
    hint: '',
  },
  blocks_refused: {
    name: 'formatting refused',
    message:
      'Slack rejected the formatting or the attachments of the message; it was sent as plain text, with the original time, attachments and reactions below the text.',
    hint: '',
  },
  file_too_large_or_empty: {
    name: 'file too large or empty',
    message: 'Slack rejects empty files and files over {max} GB; the file was skipped.',
    hint: 'Store it elsewhere and post a link to it.',
  },
  edit_refused: {
    name: 'edit refused',
    message: 'Slack rejected the edit of a message; it shows the earlier text.',
    hint: "Post the new text as a reply; Slack's error code is listed.",
  },
  edit_grew: {
    name: 'edit grew',
    message:
      'An edit made the post longer than one message; the rest is in its thread, because other messages follow it.',
    hint: '',
  },
  file_not_delivered: {
    name: 'file not delivered',
    message: 'The file was not uploaded (files.deliver); its message gives its name and size.',
    hint: '',
  },
  account_missing: {
    name: 'account missing',
    message:
      'The workspace does not have the account that the plan matches with the person; their messages carry the name, and no account was added to their channels.',
    hint: 'Invite the person, or match them with another account, and run plan and replay again.',
  },
  file_message_missing: {
    name: 'file message missing',
    message: 'The message of the file is not in the workspace; the file was not uploaded.',
    hint: 'Migrate the message with replay, or register an import with adopt; then run files again.',
  },
  emoji_missing: {
    name: 'emoji missing',
    message: 'The image of the custom emoji is missing from the file store.',
    hint: 'Look for it in a backup of the file store.',
  },
  emoji_too_large: {
    name: 'emoji too large',
    message: "The image of the custom emoji is larger than Slack's limit of {max} KB.",
    hint: 'Make the image in the emoji folder smaller before adding it.',
  },
  emoji_wrong_type: {
    name: 'emoji wrong type',
    message:
      'The image of the custom emoji is not a PNG, GIF or JPEG; Slack accepts no other type.',
    hint: 'Convert the image in the emoji folder before adding it.',
  },
  edit_mark_dropped: {
    name: 'edit mark dropped',
    message:
      'The edit mark of a post was dropped; messages posted through the API or imported as text have none.',
    hint: '',
  },
  secret_redacted: {
    name: 'secret redacted',
    message:
      'A credential in the text was replaced by a mark that gives its type (--redact-secrets).',
    hint: 'Many people have read it, and it is still on the old server: revoke it and issue a new one.',
  },
  file_holds_secret: {
    name: 'file holds secret',
    message:
      'A text file contains a credential; it was skipped (--redact-secrets), and its message says so.',
    hint: 'Revoke the credential, remove it from the file and upload the file again.',
  },
  text_cut: {
    name: 'text cut',
    message:
      'The text needs more messages than allowed for one post, or Slack rejected it in full; its end was truncated.',
    hint: 'Read the post in Mattermost or in the database.',
  },
  thread_as_text: {
    name: 'thread as text',
    message:
      "A reply became a message of the channel that begins with ↳ and the name of the person it answers; Slack's text import has no threads.",
    hint: '',
  },
  attachment_as_text: {
    name: 'attachment as text',
    message:
      "A message attachment became lines of text; Slack's text import has no attachments, colours or pictures.",
    hint: '',
  },
  pin_dropped: {
    name: 'pin dropped',
    message: "A pinned post is not pinned in Slack; Slack's text import has no pins.",
    hint: 'Pin the message in Slack by hand.',
  },
  channel_details_dropped: {
    name: 'channel details dropped',
    message:
      "Slack's text import has no members, topics, purposes and archived channels, and times of whole seconds.",
    hint: 'See import-checklist.md for what to set by hand.',
  },
  empty_message: {
    name: 'empty message',
    message: 'A post has nothing that a message can show; it was left out.',
    hint: '',
  },
  burn_on_read: {
    name: 'post for its readers alone',
    message:
      'A post was left out with its files, because its readers were to see it once (burn-on-read) or alone ("only visible to you", a report of a quarantined post).',
    hint: 'Ask its author to send it again in Slack if it is still needed.',
  },
} satisfies Record<LossCode, LossText>;
