import { type Redaction, redactionMark } from '../model/model.ts';

/** What Slack cannot hold, by code. A code is a contract: scripts and reports rely on it. */
export interface LossEntry {
  /** What happened, in one sentence. */
  readonly says: string;
  /** What a person can do about it; empty when nothing needs doing. */
  readonly advice: string;
}

export const LOSS_CATALOGUE = {
  unknown_author: {
    says: 'The post names an author who is not in the users table; it moves under a placeholder name.',
    advice: 'Nothing, unless the name matters: the Mattermost user id is in the placeholder.',
  },
  thread_root_lost: {
    says: 'The reply names a thread root that is missing, deleted, in another channel, not in the range or refused by Slack; it moves as a message of its own.',
    advice: '',
  },
  props_unreadable: {
    says: "The post's Props column holds no readable JSON; it moves as a plain message.",
    advice: 'Look at the row in the database if the post came from an integration.',
  },
  character_replaced: {
    says: 'The text held a NUL or half a surrogate pair, which JSON readers refuse; it was replaced.',
    advice: '',
  },
  topic_cut: {
    says: "The channel's header or purpose is longer than Slack's 250 characters; it was cut.",
    advice: 'Put the whole text into a post or a canvas of the channel.',
  },
  file_rows_missing: {
    says: 'The post names files of which the database has no row; they cannot be moved.',
    advice: 'Look for them in a backup of the database.',
  },
  legacy_files: {
    says: 'The post names its files in the old Filenames column; they have no rows, and were looked for by their paths.',
    advice: '',
  },
  channel_unknown: {
    says: 'The post belongs to a channel that has no row; it is left out.',
    advice: 'Look for the channel in a backup of the database.',
  },
  file_missing: {
    says: "The file's bytes are not in the file store; its message says so, and only its name and size move.",
    advice: 'Look for it in a backup of the file store.',
  },
  file_path_refused: {
    says: "The file's path leads out of the file store; it was not looked up, and its message says so.",
    advice: 'Look at the row in the database.',
  },
  file_over_limit: {
    says: 'The file is larger than the 1 GB that Slack takes; only its name and size move.',
    advice: 'Put the file somewhere else and post a link to it.',
  },
  file_size_differs: {
    says: 'The file store holds more or fewer bytes than the database says.',
    advice: 'Compare the file with a backup of the file store.',
  },
  emoji_unknown: {
    says: "The text or a reaction names an emoji that neither Slack nor the old server's custom emoji have; the name stays.",
    advice: 'Add the emoji to Slack under this name.',
  },
  post_type_unknown: {
    says: 'The post is of a type that is not known here; it moves as a plain message with its stored text.',
    advice: 'Look at the post in Mattermost: what its type adds to the text stays behind.',
  },
  attachment_actions_dropped: {
    says: 'Buttons and menus of an attachment were left out; they would call the old server.',
    advice: 'Set the integration up in Slack if people still need its buttons.',
  },
  attachment_address_dropped: {
    says: 'An address in an attachment (a link, an image, an icon) is relative or no web address; it was left out, its text stays.',
    advice: '',
  },
  attachments_over_limit: {
    says: "The post has more attachments than Slack's 100 a message; the rest were left out.",
    advice: 'Look at the post in Mattermost and put what matters into a message of its own.',
  },
  heading_as_bold: {
    says: "A heading became a bold line; Slack's text has no headings.",
    advice: '',
  },
  image_as_link: {
    says: 'An image inside the text became a link to it.',
    advice: 'Upload the image to Slack if it should stay visible when the address goes away.',
  },
  link_title_dropped: {
    says: "A link's hover title was left out; Slack's links have none.",
    advice: '',
  },
  link_as_text: {
    says: 'A link whose address Slack would refuse (relative, or a script) became text.',
    advice: 'Edit the post if the address still leads somewhere.',
  },
  quote_nesting_flattened: {
    says: 'A quote within a quote became lines with `>` in the outer quote; Slack has one level.',
    advice: '',
  },
  list_nesting_flattened: {
    says: 'A list nested deeper than nine levels stays at the ninth.',
    advice: '',
  },
  list_number_changed: {
    says: "A list that began at 0 begins at 1; Slack's lists do not begin lower.",
    advice: '',
  },
  table_as_text: {
    says: "A table became aligned text: it is over Slack's limits, not the post's first table, or in a quote.",
    advice: '',
  },
  latex_as_code: {
    says: 'A formula that Mattermost drew became its LaTeX source.',
    advice: '',
  },
  group_mention_as_text: {
    says: 'A mention of a user group became plain text; Slack does not know the group.',
    advice: 'Create a user group of that name in Slack for future messages.',
  },
  permalink_kept: {
    says: 'The text links to a post or channel of the old server; the link stays as it is.',
    advice: 'Find the message in post-index.csv, or rewrite links with --rewrite-permalinks.',
  },
  preview_not_public: {
    says: 'The preview of a linked post was left out, because that post is not public.',
    advice: 'The link itself stays; whoever may see the post finds it in post-index.csv.',
  },
  reactions_as_text: {
    says: 'Reactions became a line under the message; an app cannot react for other people.',
    advice: '',
  },
  reactions_as_app: {
    says: "Reactions became the app's own; an app cannot react for other people.",
    advice: '',
  },
  reactions_dropped: {
    says: 'Reactions were left out, as replay.reactions says.',
    advice: '',
  },
  channel_name_changed: {
    says: "Slack did not take the channel's name, because it is taken or for its letters; it has another one.",
    advice: 'Rename the channel in Slack.',
  },
  bookmark_dropped: {
    says: "A channel's bookmark of a file was left out; Slack's bookmarks are links.",
    advice: 'Add a link to the file by hand, when it is in the channel.',
  },
  refused_by_slack: {
    says: 'Slack refused it for good; its own word stands beside it.',
    advice: 'Look the word up at docs.slack.dev, and add by hand what matters.',
  },
  file_too_large_or_empty: {
    says: 'Slack takes no file of no bytes, and none over 1 GB; the file was left out.',
    advice: 'Put it somewhere else and post a link to it.',
  },
  edit_refused: {
    says: 'Slack did not take the edit of a message; it shows the earlier text.',
    advice: 'Post the new text as a reply; the word of Slack stands beside it.',
  },
  edit_grew: {
    says: 'An edit made the post longer than one message; what came to it stands in its thread, because other messages follow it.',
    advice: '',
  },
  file_not_delivered: {
    says: "The file's bytes were not brought, as files.deliver says; its message tells its name and size.",
    advice: '',
  },
  file_message_missing: {
    says: 'The message that the file belongs to is not in the workspace; the file was not uploaded.',
    advice: 'Bring the message with replay, or enter an import with adopt; then run files again.',
  },
  emoji_missing: {
    says: 'The custom emoji has no image in the file store.',
    advice: 'Look for it in a backup of the file store.',
  },
  emoji_too_large: {
    says: "The custom emoji's image is larger than the 128 KB that Slack takes.",
    advice: 'Make the image in the emoji folder smaller before adding it.',
  },
  emoji_wrong_type: {
    says: "The custom emoji's image is no PNG, GIF or JPEG, which Slack takes.",
    advice: 'Convert the image in the emoji folder before adding it.',
  },
  edit_mark_dropped: {
    says: 'The mark that a post was edited was left out; a message posted through the API has none.',
    advice: '',
  },
  secret_redacted: {
    says: 'A credential in the text was replaced by a mark that says what it was; so --redact-secrets asks.',
    advice:
      'It was read by many and is still on the old server: make it invalid and issue another.',
  },
  file_holds_secret: {
    says: 'A text file holds a credential; it was left out, as --redact-secrets asks, and its message says so.',
    advice: 'Make the credential invalid, take it out of the file and upload the file again.',
  },
  text_cut: {
    says: 'The text needs more messages than a post may become; its end was cut.',
    advice: 'Read the post in Mattermost, or in the database.',
  },
} as const satisfies Record<string, LossEntry>;

export type LossCode = keyof typeof LOSS_CATALOGUE;

/** In the order of the catalogue. */
export const LOSS_CODES = Object.keys(LOSS_CATALOGUE) as LossCode[];

/** One thing that Slack cannot hold, without its post: mapping adds that. */
export interface LossNote {
  readonly code: LossCode;
  /** The old value, short enough for a report; never a secret. */
  readonly old?: string;
  readonly new?: string;
}

/** What was taken out of the texts of a post or a channel; masked, as the source gives it. */
export function redactionNotes({
  redactions = [],
}: {
  readonly redactions?: readonly Redaction[];
}): readonly LossNote[] {
  return redactions.map(({ kind, masked }) => ({
    code: 'secret_redacted',
    old: masked,
    new: redactionMark(kind),
  }));
}

/** Losses of one code, for reports. */
export interface LossSummary {
  readonly code: LossCode;
  readonly says: string;
  readonly advice: string;
  readonly count: number;
  /** Links to the first posts, or their ids where the server's address is not known. */
  readonly samples: readonly string[];
}
