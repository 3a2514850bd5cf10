import { z } from 'zod';
import type { Alteration } from './fault-proxy.ts';

const READS: ReadonlySet<string> = new Set(['conversations.history', 'conversations.replies']);

const read = z.looseObject({
  ok: z.literal(true),
  messages: z.array(z.looseObject({ ts: z.string(), reply_count: z.number().optional() })),
});

/**
 * Shows a root as Slack does when it was deleted and its replies stay: a notice of Slack's own in its place, without
 * its text and metadata. The emulator drops such a root, and its replies with it.
 */
export function tombstoneAt(channel: string, ts: string): Alteration {
  return (call, answer) => {
    const isMeant = READS.has(call.method) && call.args['channel'] === channel;
    if (!isMeant || typeof answer.body !== 'string') return answer;
    const { data } = read.safeParse(JSON.parse(answer.body));
    if (data === undefined) return answer;
    const messages = data.messages.map((message) =>
      message.ts === ts
        ? { ...NOTICE, ts, thread_ts: ts, reply_count: message.reply_count }
        : message,
    );
    return { ...answer, body: JSON.stringify({ ...data, messages }) };
  };
}

const NOTICE = {
  type: 'message',
  subtype: 'tombstone',
  user: 'USLACKBOT',
  text: 'This message was deleted.',
  hidden: true,
} as const;
