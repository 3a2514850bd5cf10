import type { CustomStatus } from '../model/model.ts';
import type { ExportProfile } from '../slack/export-format.ts';
import type { EmojiNames } from './emoji/emoji.ts';

/** What a profile in users.json says of a status. */
export type ExportStatus = Pick<
  ExportProfile,
  'status_text' | 'status_emoji' | 'status_expiration'
>;

export const NO_STATUS: ExportStatus = {
  status_text: '',
  status_emoji: '',
  status_expiration: 0,
};

/** True for a status that Mattermost no longer shows. */
export const isStatusOver = (status: CustomStatus | undefined, todayMs: number): boolean =>
  status?.expiresAtMs !== undefined && status.expiresAtMs <= todayMs;

/** Maps a status that is still valid; an emoji that Slack does not know keeps its name, as in reactions. */
export function mapStatus(
  status: CustomStatus | undefined,
  todayMs: number,
  { toSlack }: Pick<EmojiNames, 'toSlack'>,
): ExportStatus {
  if (status === undefined || isStatusOver(status, todayMs)) return NO_STATUS;
  const { text, emoji, expiresAtMs } = status;
  return {
    status_text: text,
    status_emoji: emoji === '' ? '' : `:${toSlack(emoji) ?? emoji}:`,
    status_expiration: expiresAtMs === undefined ? 0 : Math.ceil(expiresAtMs / 1000),
  };
}
