import { HOSTILE_TEXTS, LONGEST_POST, PLAIN_TEXTS } from '../fixtures/hostile-texts.ts';
import { postRow } from '../src/exporters/posts/post-row.ts';
import { type MessageContext, mapPost } from '../src/mapping/messages/map-post.ts';
import { aMessageContext } from '../test/support/builders/message-context.ts';

/*
 * Maps posts of the greatest length, from the row to the message's JSON, and holds each hostile kind against the
 * median of plain ones. Ends with 1 when one takes over 50 times as long. `npm run bench:hostile [RUNS]`
 */

const RUNS = Number(process.argv[2] ?? 15);
const MOST_TIMES = 50;
const SLOWEST_SHOWN = 25;

/** Rounds before the clock counts, so that what is compiled for the hostile serves the plain as well. */
const WARM_UP_RUNS = 3;

const context: MessageContext = aMessageContext();

/** The row as a driver gives it. */
function rowOf(message: string, props: string): readonly unknown[] {
  const [post, user, channel] = ['p', 'u', 'c'].map((letter) => letter.repeat(26));
  return [
    post,
    1_680_485_400_123,
    0,
    0,
    0,
    0,
    user,
    channel,
    '',
    message,
    '',
    props,
    '[]',
    '[]',
    '',
  ];
}

function milliseconds(row: readonly unknown[]): number {
  const start = performance.now();
  const { fileIds: _, filenames: __, rootId: ___, ...post } = postRow(row);
  const { messages } = mapPost(
    {
      ...post,
      tie: { rank: 0, count: 1 },
      thread: { kind: 'alone' },
      reactions: [],
      files: [],
      priority: undefined,
      linked: [],
    },
    context,
  );
  if (JSON.stringify(messages).length === 0) throw new Error('a post gave no message');
  return performance.now() - start;
}

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

const medianTime = (row: readonly unknown[]): number =>
  median(Array.from({ length: RUNS }, () => milliseconds(row)));

const attachmentOf = (text: string): string =>
  JSON.stringify({ attachments: [{ text, title: text, fields: [{ title: 'a', value: text }] }] });
const nestedProps = `{"attachments":${'['.repeat(10_000)}${']'.repeat(10_000)}}`;
const manyAttachments = JSON.stringify({ attachments: Array(800).fill({ text: '**a** <b>' }) });

const KINDS: readonly (readonly [kind: string, row: readonly unknown[]])[] = [
  ...HOSTILE_TEXTS.map(([kind, text]) => [kind, rowOf(text, '{}')] as const),
  ...HOSTILE_TEXTS.map(
    ([kind, text]) =>
      [`attachment: ${kind}`, rowOf('', attachmentOf(text.slice(0, LONGEST_POST / 3)))] as const,
  ),
  ['props: JSON 10,000 deep', rowOf('', nestedProps)],
  ['props: 800 attachments', rowOf('', manyAttachments)],
  ['props: no JSON', rowOf('', '{'.repeat(LONGEST_POST))],
];

const plainRows = PLAIN_TEXTS.map((text) => rowOf(text, '{}'));
for (let run = 0; run < WARM_UP_RUNS; run++) {
  for (const row of [...plainRows, ...KINDS.map(([, row]) => row)]) milliseconds(row);
}
const plainMs = median(plainRows.map(medianTime));
const results = KINDS.map(([kind, row]) => ({ kind, ms: medianTime(row) })).sort(
  (a, b) => b.ms - a.ms,
);
const over = results.filter(({ ms }) => ms > plainMs * MOST_TIMES);
const line = (kind: string, ms: number): string =>
  `${(ms / plainMs).toFixed(1).padStart(8)}  ${ms.toFixed(3).padStart(9)} ms  ${kind}\n`;
process.stdout.write(
  `${KINDS.length} kinds of ${LONGEST_POST} characters, median of ${RUNS} runs; times the plain median\n` +
    line('plain text', plainMs) +
    results
      .slice(0, SLOWEST_SHOWN)
      .map(({ kind, ms }) => line(kind, ms))
      .join('') +
    `${over.length} over ${MOST_TIMES} times\n`,
);
if (over.length > 0) process.exitCode = 1;
