import { z } from 'zod';
import { askServer } from './read-back.ts';
import { type SlackServer, type SlackServerOptions, startSlackServer } from './slack-server.ts';

const said = z.looseObject({
  ok: z.boolean(),
  error: z.string().optional(),
  ts: z.string().default(''),
});

/** A Slack server with one channel, for tests of the server's own behaviour. */
export interface OneChannel {
  readonly slack: SlackServer;
  readonly channel: string;
  /** Posts a message; what Slack says, or a rejection when it says nothing. */
  post(text: string, over?: Readonly<Record<string, string>>): Promise<z.infer<typeof said>>;
  /** The texts that stand in the channel, faults set aside. */
  texts(): Promise<readonly string[]>;
}

/** The interceptors hold from the first post on. */
export async function startWithChannel({
  interceptors = [],
  ...options
}: SlackServerOptions = {}): Promise<OneChannel> {
  let isOpen = false;
  const slack = await startSlackServer({
    ...options,
    channels: [{ name: 'dev' }],
    interceptors: interceptors.map((intercept) => (call) => (isOpen ? intercept(call) : undefined)),
  });
  const server = askServer(slack.apiUrl);
  const channel = (await server.channels()).find(({ name }) => name === 'dev')?.id ?? '';
  isOpen = true;
  return {
    slack,
    channel,
    post: async (text, over = {}) =>
      said.parse(await server.call('chat.postMessage', { channel, text, ...over })),
    async texts() {
      isOpen = false;
      const messages = await server.messages(channel);
      isOpen = true;
      return messages.map(({ text }) => text);
    },
  };
}
