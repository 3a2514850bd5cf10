import type { LossCode } from '../../mapping/losses.ts';

export interface LossText {
  /** Short, for charts. */
  name: string;
  /** What happened. */
  message: string;
  /** What a person can do about it; empty when nothing needs doing. */
  hint: string;
}

/** What Slack cannot hold. `{name}` is filled with a value, a limit of Slack's. */
export const losses = {
  unknown_author: {
    name: 'unknown author',
    message:
      'The post names an author who is not in the users table; it moves under a placeholder name.',
    hint: 'Nothing, unless the name matters: the Mattermost user id is in the placeholder.',
  },
  thread_root_lost: {
    name: 'thread root lost',
    message:
      'The reply names a thread root that is missing, deleted, in another channel, not in the range or refused by Slack; it moves as a message of its own.',
    hint: '',
  },
  props_unreadable: {
    name: 'props unreadable',
    message: "The post's Props column holds no readable JSON; it moves as a plain message.",
    hint: 'Look at the row in the database if the post came from an integration.',
  },
  character_replaced: {
    name: 'character replaced',
    message:
      'The text held a NUL or half a surrogate pair, which JSON readers refuse; it was replaced.',
    hint: '',
  },
  topic_cut: {
    name: 'topic cut',
    message: "The channel's header or purpose is longer than Slack's {max} characters; it was cut.",
    hint: 'Put the whole text into a post or a canvas of the channel.',
  },
  file_rows_missing: {
    name: 'file rows missing',
    message: 'The post names files of which the database has no row; they cannot be moved.',
    hint: 'Look for them in a backup of the database.',
  },
  legacy_files: {
    name: 'legacy files',
    message:
      'The post names its files in the old Filenames column; they have no rows, and were looked for by their paths.',
    hint: '',
  },
  channel_unknown: {
    name: 'channel unknown',
    message: 'The post belongs to a channel that has no row; it is left out.',
    hint: 'Look for the channel in a backup of the database.',
  },
  file_missing: {
    name: 'file missing',
    message:
      "The file's bytes are not in the file store; its message says so, and only its name and size move.",
    hint: 'Look for it in a backup of the file store.',
  },
  file_path_refused: {
    name: 'file path refused',
    message:
      "The file's path leads out of the file store; it was not looked up, and its message says so.",
    hint: 'Look at the row in the database.',
  },
  file_over_limit: {
    name: 'file over limit',
    message: 'The file is larger than the {max} GB that Slack takes; only its name and size move.',
    hint: 'Put the file somewhere else and post a link to it.',
  },
  file_size_differs: {
    name: 'file size differs',
    message: 'The file store holds more or fewer bytes than the database says.',
    hint: 'Compare the file with a backup of the file store.',
  },
  emoji_unknown: {
    name: 'emoji unknown',
    message:
      "The text or a reaction names an emoji that neither Slack nor the old server's custom emoji have; the name stays.",
    hint: 'Add the emoji to Slack under this name.',
  },
  post_type_unknown: {
    name: 'post type unknown',
    message:
      'The post is of a type that is not known here; it moves as a plain message with its stored text.',
    hint: 'Look at the post in Mattermost: what its type adds to the text stays behind.',
  },
  attachment_actions_dropped: {
    name: 'attachment actions dropped',
    message: 'Buttons and menus of an attachment were left out; they would call the old server.',
    hint: 'Set the integration up in Slack if people still need its buttons.',
  },
  attachment_address_dropped: {
    name: 'attachment address dropped',
    message:
      'An address in an attachment (a link, an image, an icon) is relative or no web address; it was left out, its text stays.',
    hint: '',
  },
  attachments_over_limit: {
    name: 'attachments over limit',
    message: "The post has more attachments than Slack's {max} a message; the rest were left out.",
    hint: 'Look at the post in Mattermost and put what matters into a message of its own.',
  },
  heading_as_bold: {
    name: 'heading as bold',
    message: "A heading became a bold line; Slack's text has no headings.",
    hint: '',
  },
  image_as_link: {
    name: 'image as link',
    message: 'An image inside the text became a link to it.',
    hint: 'Upload the image to Slack if it should stay visible when the address goes away.',
  },
  link_title_dropped: {
    name: 'link title dropped',
    message: "A link's hover title was left out; Slack's links have none.",
    hint: '',
  },
  link_as_text: {
    name: 'link as text',
    message: 'A link whose address Slack would refuse (relative, or a script) became text.',
    hint: 'Edit the post if the address still leads somewhere.',
  },
  quote_nesting_flattened: {
    name: 'quote nesting flattened',
    message:
      'A quote within a quote became lines with `>` in the outer quote; Slack has one level.',
    hint: '',
  },
  list_nesting_flattened: {
    name: 'list nesting flattened',
    message: 'A list nested deeper than nine levels stays at the ninth.',
    hint: '',
  },
  list_number_changed: {
    name: 'list number changed',
    message: "A list that began at 0 begins at 1; Slack's lists do not begin lower.",
    hint: '',
  },
  table_as_text: {
    name: 'table as text',
    message:
      "A table became aligned text: it is over Slack's limits, not the post's first table, or in a quote.",
    hint: '',
  },
  latex_as_code: {
    name: 'latex as code',
    message: 'A formula that Mattermost drew became its LaTeX source.',
    hint: '',
  },
  group_mention_as_text: {
    name: 'group mention as text',
    message: 'A mention of a user group became plain text; Slack does not know the group.',
    hint: 'Create a user group of that name in Slack for future messages.',
  },
  permalink_kept: {
    name: 'permalink kept',
    message: 'The text links to a post or channel of the old server; the link stays as it is.',
    hint: 'Find the message in post-index.csv, or rewrite links with --rewrite-permalinks.',
  },
  preview_not_public: {
    name: 'preview not public',
    message: 'The preview of a linked post was left out, because that post is not public.',
    hint: 'The link itself stays; whoever may see the post finds it in post-index.csv.',
  },
  reactions_as_text: {
    name: 'reactions as text',
    message: 'Reactions became a line under the message; an app cannot react for other people.',
    hint: '',
  },
  reactions_as_app: {
    name: 'reactions as app',
    message: "Reactions became the app's own; an app cannot react for other people.",
    hint: '',
  },
  reactions_dropped: {
    name: 'reactions dropped',
    message: 'Reactions were left out, as replay.reactions says.',
    hint: '',
  },
  channel_name_changed: {
    name: 'channel name changed',
    message:
      "Slack did not take the channel's name, because it is taken or for its letters; it has another one.",
    hint: 'Rename the channel in Slack.',
  },
  bookmark_dropped: {
    name: 'bookmark dropped',
    message: "A channel's bookmark of a file was left out; Slack's bookmarks are links.",
    hint: 'Add a link to the file by hand, when it is in the channel.',
  },
  refused_by_slack: {
    name: 'refused by slack',
    message: 'Slack refused it for good; its own word stands beside it.',
    hint: 'Look the word up at docs.slack.dev, and add by hand what matters.',
  },
  file_too_large_or_empty: {
    name: 'file too large or empty',
    message: 'Slack takes no file of no bytes, and none over {max} GB; the file was left out.',
    hint: 'Put it somewhere else and post a link to it.',
  },
  edit_refused: {
    name: 'edit refused',
    message: 'Slack did not take the edit of a message; it shows the earlier text.',
    hint: 'Post the new text as a reply; the word of Slack stands beside it.',
  },
  edit_grew: {
    name: 'edit grew',
    message:
      'An edit made the post longer than one message; what came to it stands in its thread, because other messages follow it.',
    hint: '',
  },
  file_not_delivered: {
    name: 'file not delivered',
    message:
      "The file's bytes were not brought, as files.deliver says; its message tells its name and size.",
    hint: '',
  },
  file_message_missing: {
    name: 'file message missing',
    message:
      'The message that the file belongs to is not in the workspace; the file was not uploaded.',
    hint: 'Bring the message with replay, or enter an import with adopt; then run files again.',
  },
  emoji_missing: {
    name: 'emoji missing',
    message: 'The custom emoji has no image in the file store.',
    hint: 'Look for it in a backup of the file store.',
  },
  emoji_too_large: {
    name: 'emoji too large',
    message: "The custom emoji's image is larger than the {max} KB that Slack takes.",
    hint: 'Make the image in the emoji folder smaller before adding it.',
  },
  emoji_wrong_type: {
    name: 'emoji wrong type',
    message: "The custom emoji's image is no PNG, GIF or JPEG, which Slack takes.",
    hint: 'Convert the image in the emoji folder before adding it.',
  },
  edit_mark_dropped: {
    name: 'edit mark dropped',
    message:
      'The mark that a post was edited was left out; a message posted through the API has none.',
    hint: '',
  },
  secret_redacted: {
    name: 'secret redacted',
    message:
      'A credential in the text was replaced by a mark that says what it was; so --redact-secrets asks.',
    hint: 'It was read by many and is still on the old server: make it invalid and issue another.',
  },
  file_holds_secret: {
    name: 'file holds secret',
    message:
      'A text file holds a credential; it was left out, as --redact-secrets asks, and its message says so.',
    hint: 'Make the credential invalid, take it out of the file and upload the file again.',
  },
  text_cut: {
    name: 'text cut',
    message: 'The text needs more messages than a post may become; its end was cut.',
    hint: 'Read the post in Mattermost, or in the database.',
  },
} satisfies Record<LossCode, LossText>;
