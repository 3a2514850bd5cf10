import type { CustomStatus } from '../../model/model.ts';
import type { EmojiName } from './facts.ts';
import { shownJson } from './shown-json.ts';

/** The status of a profile in users.json. */
export interface StatusFacts {
  /** A line to compare; '' for none. */
  readonly line: string;
  /** False in an archive of a version that wrote no status. */
  readonly isStated: boolean;
}

interface StatusFields {
  readonly status_text: string;
  readonly status_emoji: string;
  readonly status_expiration?: unknown;
}

/** Reads what a profile says of a status. */
export function archiveStatus(profile: StatusFields, emojiName: EmojiName): StatusFacts {
  const { status_text: words, status_emoji: emoji, status_expiration: seconds } = profile;
  const name = /^:([\s\S]*):$/.exec(emoji)?.[1];
  const shown = name === undefined ? emoji : `:${emojiName(name)}:`;
  return { line: lineOf(shown, words, seconds ?? 0), isStated: seconds !== undefined };
}

/**
 * Line of the status that an archive should have. One that is over by now may have been valid when the archive was
 * made, and then is there as it was.
 */
export function expectedStatus(
  status: CustomStatus | undefined,
  there: StatusFacts,
  todayMs: number,
  emojiName: EmojiName,
): string {
  if (status === undefined) return '';
  const { emoji, text, expiresAtMs } = status;
  const isOver = expiresAtMs !== undefined && expiresAtMs <= todayMs;
  if (there.line === '' && (isOver || !there.isStated)) return '';
  const seconds = expiresAtMs === undefined ? 0 : Math.floor((expiresAtMs + 999) / 1000);
  return lineOf(emoji === '' ? '' : `:${emojiName(emoji)}:`, text, seconds);
}

const lineOf = (emoji: string, text: string, seconds: unknown): string =>
  emoji === '' && text === '' && seconds === 0
    ? ''
    : JSON.stringify([emoji, text, typeof seconds === 'number' ? seconds : shownJson(seconds)]);
