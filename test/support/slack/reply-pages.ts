import { z } from 'zod';
import type { Alteration } from './fault-proxy.ts';

const answerShape = z.looseObject({
  ok: z.literal(true),
  messages: z.array(z.looseObject({ ts: z.string() })),
});

/** Messages of a page that no `limit` asks for (docs.slack.dev/reference/methods/conversations.replies). */
const USUAL_LIMIT = 1_000;

/**
 * What the emulator does not do when a thread is read: it gives the whole thread whatever `limit` and `cursor` say. In
 * Slack, each page begins with the root. Apply it to the messages of the wanted time.
 */
export const replyPages: Alteration = ({ method, args }, answer) => {
  if (method !== 'conversations.replies' || typeof answer.body !== 'string') return answer;
  const read = answerShape.safeParse(JSON.parse(answer.body));
  if (!read.success) return answer;
  const roots = read.data.messages.filter(({ ts }) => ts === args['ts']);
  const replies = read.data.messages.filter(({ ts }) => ts !== args['ts']);
  const from = Number(args['cursor'] ?? '0');
  const to = from + Number(args['limit'] ?? USUAL_LIMIT);
  const hasMore = to < replies.length;
  const body = {
    ...read.data,
    messages: [...roots, ...replies.slice(from, to)],
    has_more: hasMore,
    ...(hasMore ? { response_metadata: { next_cursor: String(to) } } : {}),
  };
  return { ...answer, body: JSON.stringify(body) };
};
