import { z } from 'zod';
import { askServer, type ServerMessage } from '../../slack/read-back.ts';
import { ADMIN_TOKEN } from '../../slack/slack-server.ts';

/** A line of differences.jsonl that must come: `message differs text <post id>`. */
export type ExpectedLine = string;

export interface Placed {
  readonly channel: string;
  readonly message: ServerMessage;
}

/** A workspace that was replayed, to be damaged through Slack's own API, each time another message. */
export interface WorkspaceToDamage {
  call(method: string, args: Readonly<Record<string, unknown>>): Promise<unknown>;
  callAsAdmin(method: string, args: Readonly<Record<string, unknown>>): Promise<unknown>;
  /** A message that is as asked and that nobody has had yet. */
  take(
    isMeant: (message: ServerMessage, all: readonly ServerMessage[]) => boolean,
    where?: 'public' | 'private',
  ): Placed;
  channel(name: string): string;
  /** The `ts` of pinned messages. */
  readonly pinned: ReadonlySet<string>;
}

const pins = z.looseObject({
  items: z
    .array(z.looseObject({ message: z.looseObject({ ts: z.string() }).optional() }))
    .default([]),
});

interface Read {
  readonly id: string;
  readonly name: string;
  readonly isPrivate: boolean;
  readonly messages: readonly ServerMessage[];
}

export async function workspaceToDamage(apiUrl: string): Promise<WorkspaceToDamage> {
  const server = askServer(apiUrl);
  const admin = askServer(apiUrl, ADMIN_TOKEN);
  const channels = await server.channels();
  const all: Read[] = [];
  const pinned = new Set<string>();
  for (const { id, name, is_archived, is_private: isPrivate } of channels) {
    if (is_archived) continue;
    all.push({ id, name, isPrivate, messages: await server.messages(id) });
    const { items } = pins.parse(await server.call('pins.list', { channel: id }));
    for (const { message: { ts } = {} } of items) if (ts !== undefined) pinned.add(ts);
  }
  // They were made side by side: in one order, the same messages are damaged every time.
  all.sort((a, b) => b.messages.length - a.messages.length || (a.name < b.name ? -1 : 1));
  const taken = new Set<ServerMessage>();
  return {
    call: (method, args) => checked(server.call(method, asForm(args)), method),
    callAsAdmin: (method, args) => checked(admin.call(method, asForm(args)), method),
    pinned,
    channel: (name) => channels.find((channel) => channel.name === name)?.id ?? '',
    take(isMeant, where) {
      for (const { id: channel, isPrivate, messages } of all) {
        if (where !== undefined && isPrivate !== (where === 'private')) continue;
        const message = messages.find((each) => !taken.has(each) && isMeant(each, messages));
        if (message === undefined) continue;
        taken.add(message);
        return { channel, message };
      }
      throw new Error('the fixtures hold no such message');
    },
  };
}

function asForm(args: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(args).map(([key, value]) => [
      key,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
}

/** A damage that was not done would prove nothing. */
async function checked(answer: Promise<unknown>, method: string): Promise<unknown> {
  const body = await answer;
  if ((body as { ok?: boolean }).ok !== true) {
    throw new Error(`${method}: ${JSON.stringify(body)}`);
  }
  return body;
}

export const postOf = ({ message }: Placed): string =>
  message.metadata?.event_payload?.post_id ?? '';

export const isReply = ({ ts, thread_ts }: ServerMessage): boolean =>
  thread_ts !== undefined && thread_ts !== ts;

/** The only message of a post, outside threads, in blocks with its time under it. */
export function isWhole(message: ServerMessage, all: readonly ServerMessage[]): boolean {
  const post = message.metadata?.event_payload?.post_id;
  if (post === undefined || message.thread_ts !== undefined) return false;
  // A root does not always say that it is one.
  if (all.some(({ thread_ts: root }) => root === message.ts)) return false;
  const same = all.filter((other) => other.metadata?.event_payload?.post_id === post);
  const json = JSON.stringify(message['blocks'] ?? []);
  const isBare = message['attachments'] === undefined && !json.includes('   :');
  return same.length === 1 && isBare && json.includes('rich_text') && json.includes('<!date^');
}

export const isWholeReply = (message: ServerMessage): boolean =>
  isReply(message) && message.metadata?.event_payload?.part === 0;

export const isTombstone = ({ text, metadata }: ServerMessage): boolean =>
  text === 'This message was deleted.' && metadata !== undefined;

/** A shared file, with author and time above it. */
export const hasComment = ({ text, files }: ServerMessage): boolean =>
  files !== undefined && / · <!date\^/.test(text);

/** The grey lines under a message: its time, and above it maybe who reacted. */
export const hasReactionLine = ({ blocks }: ServerMessage): boolean =>
  (blocks as { type: string }[] | undefined)?.filter(({ type }) => type === 'context').length === 2;

export const again = ({ message, channel }: Placed): Record<string, unknown> => ({
  channel,
  text: message.text,
  blocks: message['blocks'],
  username: message.username ?? '',
  metadata: message.metadata ?? {},
});

export type WorkspaceDamage = (workspace: WorkspaceToDamage) => Promise<readonly ExpectedLine[]>;

export async function update(
  workspace: WorkspaceToDamage,
  { channel, message }: Placed,
  change: (blocks: unknown[]) => void,
): Promise<void> {
  const blocks = structuredClone(message['blocks']) as unknown[];
  change(blocks);
  await workspace.call('chat.update', { channel, ts: message.ts, text: message.text, blocks });
}

/** Sent once more as it was, but for what is given. */
export async function sendAnew(
  workspace: WorkspaceToDamage,
  placed: Placed,
  other: Readonly<Record<string, unknown>>,
): Promise<void> {
  await workspace.call('chat.delete', { channel: placed.channel, ts: placed.message.ts });
  await workspace.call('chat.postMessage', { ...again(placed), ...other });
}

/** It is another message than the ledger says, at another place among the messages. */
export const sentAnew = (placed: Placed): ExpectedLine => `message differs ts ${postOf(placed)}`;
