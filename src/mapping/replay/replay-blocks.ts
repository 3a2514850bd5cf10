import { cutText } from '../cut-text.ts';
import type { SlackBlock } from '../slack.ts';
import type { ExportMessage } from '../slack-export.ts';

/** Blocks that only a replay has. */
export type ReplayBlock =
  | { readonly type: 'context'; readonly elements: readonly MrkdwnText[] }
  | { readonly type: 'section'; readonly text: MrkdwnText };

interface MrkdwnText {
  readonly type: 'mrkdwn';
  readonly text: string;
}

export interface Beside {
  readonly time: 'context' | 'text';
  /** Undefined where the time stands in an earlier part already. */
  readonly createAtMs: number | undefined;
  /** Escaped mrkdwn. */
  readonly reactions: string | undefined;
}

/** Characters of a section's text and of a context element (docs.slack.dev/reference/block-kit). */
const SECTION_CHARACTERS = 3_000;

/** The blocks of a message with its original time and its reactions. */
export function withTime(
  { text, blocks = [] }: Pick<ExportMessage, 'text' | 'blocks'>,
  { time, createAtMs, reactions }: Beside,
): readonly (SlackBlock | ReplayBlock)[] {
  const said = blocks.length === 0 && text !== '' ? [section(text)] : blocks;
  const when = createAtMs === undefined ? [] : [context(timeText(createAtMs))];
  const under = reactions === undefined ? [] : [context(shorten(reactions))];
  return time === 'text' ? [...when, ...said, ...under] : [...said, ...under, ...when];
}

/**
 * The reader's own time zone where Slack knows it, UTC elsewhere
 * (docs.slack.dev/messaging/formatting-message-text, date formatting).
 */
export function timeText(ms: number): string {
  const plain = `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
  return `<!date^${Math.floor(ms / 1000)}^{date_num} {time_secs}|${plain}>`;
}

const context = (text: string): ReplayBlock => ({
  type: 'context',
  elements: [{ type: 'mrkdwn', text }],
});

const section = (text: string): ReplayBlock => ({
  type: 'section',
  text: { type: 'mrkdwn', text: shorten(text) },
});

const shorten = (text: string): string => cutText(text, SECTION_CHARACTERS);
