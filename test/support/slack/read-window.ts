import { z } from 'zod';
import type { Alteration, SlackCall } from './fault-proxy.ts';

const READS: ReadonlySet<string> = new Set(['conversations.history', 'conversations.replies']);

const answerShape = z.looseObject({
  ok: z.literal(true),
  messages: z.array(z.looseObject({ ts: z.string(), metadata: z.unknown().optional() })),
});
type Message = z.infer<typeof answerShape>['messages'][number];

/**
 * What the emulator does not do when messages are read: it gives all of them whatever `oldest` and `latest` say,
 * and their metadata unasked (docs.slack.dev/reference/methods/conversations.history).
 */
export const readWindow: Alteration = (call, answer) => {
  if (!READS.has(call.method) || typeof answer.body !== 'string') return answer;
  const read = answerShape.safeParse(JSON.parse(answer.body));
  if (!read.success) return answer;
  const { messages } = read.data;
  const wanted = messages.filter((message) => isWithin(call, message));
  const body = {
    ...read.data,
    ...(isPastOldest(call, messages) ? { has_more: false, response_metadata: {} } : {}),
    messages: call.args['include_all_metadata'] === 'true' ? wanted : wanted.map(withoutMetadata),
  };
  return { ...answer, body: JSON.stringify(body) };
};

/** Both ends are outside unless `inclusive` is set. A thread's root comes whatever the window is. */
function isWithin({ args, method }: SlackCall, { ts }: Message): boolean {
  if (method === 'conversations.replies' && ts === args['ts']) return true;
  const after = microseconds(ts) - microseconds(args['oldest'] ?? '0');
  const before =
    args['latest'] === undefined ? 1n : microseconds(args['latest']) - microseconds(ts);
  return args['inclusive'] === 'true' ? after >= 0n && before >= 0n : after > 0n && before > 0n;
}

/** A history goes back in time: once it is past the oldest wanted message, no page follows. */
function isPastOldest({ args, method }: SlackCall, messages: readonly Message[]): boolean {
  const last = messages.at(-1);
  if (method !== 'conversations.history' || last === undefined) return false;
  return microseconds(last.ts) < microseconds(args['oldest'] ?? '0');
}

/** Whole numbers, for a `ts` has more digits than a number holds. */
function microseconds(ts: string): bigint {
  const [seconds = '0', fraction = ''] = ts.split('.');
  return BigInt(seconds) * 1_000_000n + BigInt(fraction.slice(0, 6).padEnd(6, '0'));
}

function withoutMetadata({ metadata, ...message }: Message): Message {
  return message;
}
