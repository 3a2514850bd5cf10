import { askServer, type ServerMessage } from '../../slack/read-back.ts';
import { ADMIN_TOKEN } from '../../slack/slack-server.ts';
import { changeTexts } from './message-choice.ts';

/** A line of differences.jsonl that must come: `message differs text <post id>`. */
export type ExpectedLine = string;

interface Placed {
  readonly channel: string;
  readonly message: ServerMessage;
}

/** A workspace that was replayed, to be damaged through Slack's own API, each time another message. */
export interface WorkspaceToDamage {
  call(method: string, args: Readonly<Record<string, unknown>>): Promise<unknown>;
  callAsAdmin(method: string, args: Readonly<Record<string, unknown>>): Promise<unknown>;
  /** A message that is as asked and that nobody has had yet. */
  take(isMeant: (message: ServerMessage, all: readonly ServerMessage[]) => boolean): Placed;
  channel(name: string): string;
}

export async function workspaceToDamage(apiUrl: string): Promise<WorkspaceToDamage> {
  const server = askServer(apiUrl);
  const admin = askServer(apiUrl, ADMIN_TOKEN);
  const channels = await server.channels();
  const all: { id: string; name: string; messages: readonly ServerMessage[] }[] = [];
  for (const { id, name, is_archived } of channels) {
    if (!is_archived) all.push({ id, name, messages: await server.messages(id) });
  }
  // They were made side by side: in one order, the same messages are damaged every time.
  all.sort((a, b) => b.messages.length - a.messages.length || (a.name < b.name ? -1 : 1));
  const taken = new Set<ServerMessage>();
  return {
    call: (method, args) => checked(server.call(method, asForm(args)), method),
    callAsAdmin: (method, args) => checked(admin.call(method, asForm(args)), method),
    channel: (name) => channels.find((channel) => channel.name === name)?.id ?? '',
    take(isMeant) {
      for (const { id: channel, messages } of all) {
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

const isReply = ({ ts, thread_ts }: ServerMessage): boolean =>
  thread_ts !== undefined && thread_ts !== ts;

/** The only message of a post, outside threads, in blocks with its time under it. */
function isWhole(message: ServerMessage, all: readonly ServerMessage[]): boolean {
  const post = message.metadata?.event_payload?.post_id;
  if (post === undefined || message.thread_ts !== undefined) return false;
  const same = all.filter((other) => other.metadata?.event_payload?.post_id === post);
  const json = JSON.stringify(message['blocks'] ?? []);
  const isBare = message['attachments'] === undefined && !json.includes('   :');
  return same.length === 1 && isBare && json.includes('rich_text') && json.includes('<!date^');
}

const isWholeReply = (message: ServerMessage): boolean =>
  isReply(message) && message.metadata?.event_payload?.part === 0;

/** The grey lines under a message: its time, and above it maybe who reacted. */
const hasReactionLine = ({ blocks }: ServerMessage): boolean =>
  (blocks as { type: string }[] | undefined)?.filter(({ type }) => type === 'context').length === 2;

const again = ({ message, channel }: Placed): Record<string, unknown> => ({
  channel,
  text: message.text,
  blocks: message['blocks'],
  username: message.username ?? '',
  metadata: message.metadata ?? {},
});

type Damage = (workspace: WorkspaceToDamage) => Promise<readonly ExpectedLine[]>;

async function update(
  workspace: WorkspaceToDamage,
  { channel, message }: Placed,
  change: (blocks: unknown[]) => void,
): Promise<void> {
  const blocks = structuredClone(message['blocks']) as unknown[];
  change(blocks);
  await workspace.call('chat.update', { channel, ts: message.ts, text: message.text, blocks });
}

/** Sent once more as it was, but for what is given. */
async function sendAnew(
  workspace: WorkspaceToDamage,
  placed: Placed,
  other: Readonly<Record<string, unknown>>,
): Promise<void> {
  await workspace.call('chat.delete', { channel: placed.channel, ts: placed.message.ts });
  await workspace.call('chat.postMessage', { ...again(placed), ...other });
}

/** By what is done; each gives the lines that it must cause, and all together must cause no other. */
export const WORKSPACE_DAMAGES: Readonly<Record<string, Damage>> = {
  'an attachment says something else': async (workspace) => {
    const placed = workspace.take(
      ({ attachments: given }) => Array.isArray(given) && given.length > 0,
    );
    const attachments = [{ fallback: 'x', text: 'nothing of the kind' }];
    const { channel, message } = placed;
    const blocks = message['blocks'];
    const args = { channel, ts: message.ts, text: message.text, blocks, attachments };
    await workspace.call('chat.update', args);
    return [`message differs attachments ${postOf(placed)}`];
  },
  'a part of a long post is gone': async (workspace) => {
    const placed = workspace.take(({ metadata }) => metadata?.event_payload?.part === 1);
    await workspace.call('chat.delete', { channel: placed.channel, ts: placed.message.ts });
    return [`message differs text ${postOf(placed)}`];
  },
  'a message is deleted': async (workspace) => {
    const placed = workspace.take(isWhole);
    await workspace.call('chat.delete', { channel: placed.channel, ts: placed.message.ts });
    return [`message missing  ${postOf(placed)}`];
  },
  'a text is changed': async (workspace) => {
    const placed = workspace.take(isWhole);
    await update(workspace, placed, ([first]) => changeTexts(first, (text) => `${text}x`));
    return [`message differs text ${postOf(placed)}`];
  },
  'a text is cut': async (workspace) => {
    const placed = workspace.take(
      (message, all) => isWhole(message, all) && /^[\p{L} ]{9}/u.test(message.text),
    );
    await update(workspace, placed, ([first]) => changeTexts(first, (text) => text.slice(0, 2)));
    return [`message differs text ${postOf(placed)}`];
  },
  'a time is changed': async (workspace) => {
    const placed = workspace.take(isWhole);
    await update(workspace, placed, (blocks) =>
      changeTexts(blocks.at(-1), (text) => text.replace(/\^\d+\^/, '^1600000000^')),
    );
    return [`message differs time ${postOf(placed)}`];
  },
  'somebody is added to the reactions': async (workspace) => {
    const placed = workspace.take(hasReactionLine);
    await update(workspace, placed, (blocks) =>
      changeTexts(blocks.at(-2), (text) => `${text}, Nobody`),
    );
    return [`message differs reactions ${postOf(placed)}`];
  },
  'reactions are gone': async (workspace) => {
    const placed = workspace.take(hasReactionLine);
    await update(workspace, placed, (blocks) => blocks.splice(-2, 1));
    return [`message differs reactions ${postOf(placed)}`];
  },
  'a message is repeated': async (workspace) => {
    const placed = workspace.take(isWhole);
    await workspace.call('chat.postMessage', again(placed));
    return [`message unexpected  ${postOf(placed)}`];
  },
  'a message stands for a post that is not there': async (workspace) => {
    const placed = workspace.take(isWhole);
    const metadata = {
      event_type: 'mm2slack_post',
      event_payload: { post_id: 'nobodysnobodysnobodysnobod', part: 0 },
    };
    await workspace.call('chat.postMessage', { ...again(placed), metadata });
    return ['message unexpected  nobodysnobodysnobodysnobod'];
  },
  'the app says something of its own': async (workspace) => {
    const { channel } = workspace.take(isWhole);
    await workspace.call('chat.postMessage', { channel, text: 'who am I?' });
    return ['message unexpected  '];
  },
  'a message has another author': async (workspace) => {
    const placed = workspace.take(isWhole);
    await sendAnew(workspace, placed, { username: 'Somebody Else' });
    return [`message differs author ${postOf(placed)}`];
  },
  'a reply stands in the channel': async (workspace) => {
    const placed = workspace.take(isWholeReply);
    await sendAnew(workspace, placed, {});
    return [`message differs thread ${postOf(placed)}`];
  },
  'a root stands in a thread': async (workspace) => {
    const isRoot = (message: ServerMessage, all: readonly ServerMessage[]): boolean =>
      all.some((each) => each.thread_ts === message.ts && isReply(each));
    const placed = workspace.take(
      (message, all) => isWhole(message, all) && all.some((each) => isRoot(each, all)),
    );
    const root = workspace.take(
      (message, all) => isRoot(message, all) && all.includes(placed.message),
    );
    await sendAnew(workspace, placed, { thread_ts: root.message.ts });
    return [`message differs thread ${postOf(placed)}`];
  },
  'a message stands in another channel': async (workspace) => {
    const placed = workspace.take(isWhole);
    const other = workspace.take(
      (message, all) => isWhole(message, all) && !all.includes(placed.message),
    );
    await sendAnew(workspace, placed, { channel: other.channel });
    return [`message missing  ${postOf(placed)}`, `message unexpected  ${postOf(placed)}`];
  },
  'a message is pinned': async (workspace) => {
    const placed = workspace.take(isWhole);
    const { channel, message } = placed;
    await workspace.call('pins.add', { channel, timestamp: message.ts });
    return [`message differs pinned ${postOf(placed)}`];
  },
  'a file is deleted': async (workspace) => {
    // Of a post that is nothing but its file the message would be missing too.
    const { message } = workspace.take(({ files }) => files?.[0]?.name === 'image.png');
    await workspace.call('files.delete', { file: message.files?.[0]?.id ?? '' });
    return ['file missing '];
  },
  'another file is posted by the app': async (workspace) => {
    const { channel } = workspace.take(isWhole);
    const answer = await workspace.call('files.getUploadURLExternal', {
      filename: 'x',
      length: '1',
    });
    const { upload_url: url, file_id: id } = answer as { upload_url: string; file_id: string };
    await fetch(url, { method: 'POST', body: 'x' });
    const args = { files: [{ id, title: 'x' }], channel_id: channel };
    await workspace.call('files.completeUploadExternal', args);
    return ['file unexpected '];
  },
  'others write in the channel': async (workspace) => {
    const channel = workspace.channel('dev-tokyo');
    await workspace.callAsAdmin('conversations.join', { channel });
    await workspace.callAsAdmin('chat.postMessage', { channel, text: 'I am new here' });
    return [];
  },
  'a channel has another name': async (workspace) => {
    const channel = workspace.channel('dev-tokyo');
    await workspace.call('conversations.rename', { channel, name: 'dev-elsewhere' });
    return ['channel differs name '];
  },
  'a channel has another topic': async (workspace) => {
    const channel = workspace.channel('dev-tokyo');
    await workspace.call('conversations.setTopic', { channel, topic: 'something else' });
    return ['channel differs topic '];
  },
  'a channel has another purpose': async (workspace) => {
    const channel = workspace.channel('dev-tokyo');
    await workspace.call('conversations.setPurpose', { channel, purpose: 'something else' });
    return ['channel differs purpose '];
  },
};
