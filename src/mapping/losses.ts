import { type Redaction, redactionMark } from '../model/secrets.ts';
import { cutText } from './text.ts';

/**
 * Everything that Slack cannot hold, in the order of the reports. The codes are a contract with scripts and
 * reports.
 */
export const LOSS_CODES = [
  'unknown_author',
  'thread_root_lost',
  'reply_older_than_root',
  'sent_again',
  'thread_root_sent_again',
  'props_unreadable',
  'character_replaced',
  'encoding_repaired',
  'topic_cut',
  'file_rows_missing',
  'legacy_files',
  'channel_unknown',
  'id_missing',
  'id_doubled',
  'file_missing',
  'file_path_refused',
  'file_over_limit',
  'file_size_differs',
  'emoji_unknown',
  'emoji_shadowed',
  'post_type_unknown',
  'attachment_actions_dropped',
  'attachment_address_dropped',
  'attachment_value_dropped',
  'attachments_over_limit',
  'heading_as_bold',
  'image_as_link',
  'link_title_dropped',
  'link_as_text',
  'quote_nesting_flattened',
  'list_nesting_flattened',
  'list_number_changed',
  'table_as_text',
  'latex_as_code',
  'group_mention_as_text',
  'permalink_kept',
  'preview_not_public',
  'reactions_as_text',
  'reactions_as_app',
  'reactions_dropped',
  'channel_name_changed',
  'bookmark_dropped',
  'canvas_left_out',
  'member_kept',
  'refused_by_slack',
  'table_refused',
  'blocks_refused',
  'file_too_large_or_empty',
  'edit_refused',
  'edit_grew',
  'file_not_delivered',
  'file_message_missing',
  'emoji_missing',
  'emoji_too_large',
  'emoji_wrong_type',
  'edit_mark_dropped',
  'secret_redacted',
  'file_holds_secret',
  'text_cut',
  'account_missing',
  'thread_as_text',
  'attachment_as_text',
  'pin_dropped',
  'channel_details_dropped',
  'empty_message',
  'burn_on_read',
] as const;
export type LossCode = (typeof LOSS_CODES)[number];

/** One loss, without its post. */
export interface LossNote {
  readonly code: LossCode;
  /** The old value, short enough for a report; never a credential. */
  readonly old?: string;
  readonly new?: string;
}

/** What most posts lose; one list for all of them. */
export const NO_LOSSES: readonly LossNote[] = Object.freeze([]);

/** Joins lists in this order. */
export const joinedLosses = (...lists: readonly (readonly LossNote[])[]): readonly LossNote[] =>
  lists.every(({ length }) => length === 0) ? NO_LOSSES : lists.flat();

/** Enough of a value to recognise it, but not the post: reports are passed on. */
const MAX_VALUE_CHARACTERS = 80;

/** Cuts the values of a loss for files and reports. */
export function shortLoss({ code, old, new: now }: LossNote): LossNote {
  return {
    code,
    ...(old === undefined ? {} : { old: cutText(old, MAX_VALUE_CHARACTERS) }),
    ...(now === undefined ? {} : { new: cutText(now, MAX_VALUE_CHARACTERS) }),
  };
}

/** Losses for the credentials redacted in a post or channel, masked by the source. */
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

/** Losses of one code. */
export interface LossSummary {
  readonly code: LossCode;
  readonly count: number;
  /** Links to the first posts, or their ids where the server's address is not known. */
  readonly samples: readonly string[];
}
