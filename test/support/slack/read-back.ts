import { z } from 'zod';
import { BOT_TOKEN } from './slack-server.ts';

const message = z.looseObject({
  ts: z.string(),
  text: z.string().default(''),
  thread_ts: z.string().optional(),
  username: z.string().optional(),
  metadata: z
    .looseObject({
      event_payload: z.looseObject({ post_id: z.string(), part: z.number() }).optional(),
    })
    .optional(),
  files: z.array(z.looseObject({ id: z.string(), name: z.string().optional() })).optional(),
});
export type ServerMessage = z.infer<typeof message>;

const channel = z.looseObject({
  id: z.string(),
  name: z.string(),
  is_private: z.boolean(),
  is_archived: z.boolean(),
  topic: z.looseObject({ value: z.string() }),
  purpose: z.looseObject({ value: z.string() }),
});

/** What a Slack server holds, asked over its API and with nothing of the program. */
export function askServer(apiUrl: string, token = BOT_TOKEN) {
  async function call(method: string, args: Readonly<Record<string, string>>): Promise<unknown> {
    const answer = await fetch(`${apiUrl}${method}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: new URLSearchParams(args),
    });
    return await answer.json();
  }

  const page = z.looseObject({
    response_metadata: z.looseObject({ next_cursor: z.string().default('') }).optional(),
  });

  async function all<Item>(
    method: string,
    args: Readonly<Record<string, string>>,
    key: string,
    item: z.ZodType<Item>,
  ): Promise<readonly Item[]> {
    const items: Item[] = [];
    let cursor = '';
    do {
      const answer = page.parse(await call(method, cursor === '' ? args : { ...args, cursor }));
      items.push(...z.array(item).parse(answer[key]));
      cursor = answer.response_metadata?.next_cursor ?? '';
    } while (cursor !== '');
    return items;
  }

  return {
    call,
    channels: () =>
      all(
        'conversations.list',
        { types: 'public_channel,private_channel', limit: '200' },
        'channels',
        channel,
      ),
    members: (id: string) => all('conversations.members', { channel: id }, 'members', z.string()),
    /** Every message of a channel with its replies, in the order of their `ts`. */
    async messages(id: string): Promise<readonly ServerMessage[]> {
      const args = { channel: id, limit: '200', include_all_metadata: 'true' };
      const roots = await all('conversations.history', args, 'messages', message);
      const found = new Map<string, ServerMessage>();
      for (const root of roots) {
        const thread = await all(
          'conversations.replies',
          { ...args, ts: root.ts },
          'messages',
          message,
        );
        for (const each of [root, ...thread]) found.set(each.ts, each);
      }
      return [...found.values()].sort((a, b) => (a.ts < b.ts ? -1 : 1));
    },
  };
}
