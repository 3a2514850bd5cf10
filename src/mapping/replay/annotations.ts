import type { ExportMessage } from '../../slack/export-format.ts';
import { CONTEXT_ELEMENTS, SECTION_CHARACTERS } from '../../slack/limits.ts';
import type { SlackBlock } from '../../slack/shapes.ts';
import { cutText } from '../text.ts';

/** Blocks that only replayed messages have. */
export type ReplayBlock =
  | { readonly type: 'context'; readonly elements: readonly MrkdwnText[] }
  | { readonly type: 'section'; readonly text: MrkdwnText };

interface MrkdwnText {
  readonly type: 'mrkdwn';
  readonly text: string;
}

interface Annotations {
  readonly time: 'context' | 'text';
  /** Undefined when an earlier part shows the time. */
  readonly createAtMs: number | undefined;
  /** Reactions, escaped mrkdwn. */
  readonly reactions: readonly string[];
}

/** Adds the original time and reactions to the blocks of a message. */
export function withAnnotations(
  { text, blocks = [] }: Pick<ExportMessage, 'text' | 'blocks'>,
  { time, createAtMs, reactions }: Annotations,
): readonly (SlackBlock | ReplayBlock)[] {
  const body = blocks.length === 0 && text !== '' ? [section(text)] : blocks;
  const timeLine = createAtMs === undefined ? [] : [context(timeText(createAtMs))];
  const below = reactions.flatMap((_text, index) =>
    index % CONTEXT_ELEMENTS === 0
      ? [context(...reactions.slice(index, index + CONTEXT_ELEMENTS).map(shorten))]
      : [],
  );
  return time === 'text' ? [...timeLine, ...body, ...below] : [...body, ...below, ...timeLine];
}

/**
 * Time in the reader's own time zone, or in UTC where Slack does not convert it
 * (docs.slack.dev/messaging/formatting-message-text, date formatting).
 */
export function timeText(ms: number): string {
  const plain = `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
  return `<!date^${Math.floor(ms / 1000)}^{date_num} {time_secs}|${plain}>`;
}

const context = (...texts: readonly string[]): ReplayBlock => ({
  type: 'context',
  elements: texts.map((text) => ({ type: 'mrkdwn', text })),
});

const section = (text: string): ReplayBlock => ({
  type: 'section',
  text: { type: 'mrkdwn', text: shorten(text) },
});

const shorten = (text: string): string => cutText(text, SECTION_CHARACTERS);
