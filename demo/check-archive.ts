import { buffer } from 'node:stream/consumers';
import { openPromise } from 'yauzl';

export interface ArchiveFacts {
  readonly conversations: number;
  readonly dayFiles: number;
  readonly messages: number;
  readonly replies: number;
}

const LISTS = ['users.json', 'channels.json', 'groups.json', 'dms.json', 'mpims.json'];

interface Message {
  readonly ts: string;
  readonly thread_ts: string | undefined;
}

/**
 * Reads an import archive with a library that did not write it. Fails with what is wrong: a list that is
 * missing, a day file that is no JSON, a `ts` used twice, a thread whose first message is not there.
 */
export async function checkArchive(file: string): Promise<ArchiveFacts> {
  const entries = await readEntries(file);
  const missing = LISTS.filter((list) => !entries.has(list));
  if (missing.length > 0) throw new Error(`the archive lacks ${missing.join(', ')}`);
  const conversations = new Map<string, Message[]>();
  const dayFiles = [...entries].filter(([path]) => /^[^/]+\/\d{4}-\d\d-\d\d\.json$/.test(path));
  for (const [path, text] of dayFiles) {
    const folder = path.slice(0, path.indexOf('/'));
    const messages = conversations.get(folder) ?? [];
    messages.push(...parseDay(path, text));
    conversations.set(folder, messages);
  }
  for (const [folder, messages] of conversations) checkConversation(folder, messages);
  const messages = [...conversations.values()].flat();
  return {
    conversations: conversations.size,
    dayFiles: dayFiles.length,
    messages: messages.length,
    replies: messages.filter(isReply).length,
  };
}

async function readEntries(file: string): Promise<ReadonlyMap<string, string>> {
  const archive = await openPromise(file);
  const entries = new Map<string, string>();
  for await (const entry of archive.eachEntry()) {
    const content = await buffer(await archive.openReadStreamPromise(entry));
    entries.set(entry.fileName, content.toString('utf8'));
  }
  return entries;
}

function parseDay(path: string, text: string): readonly Message[] {
  const messages: unknown = JSON.parse(text);
  if (!Array.isArray(messages)) throw new Error(`${path} is no list of messages`);
  return messages.map((message: Partial<Message>) => {
    if (typeof message.ts !== 'string') throw new Error(`${path} has a message without ts`);
    return { ts: message.ts, thread_ts: message.thread_ts };
  });
}

function checkConversation(folder: string, messages: readonly Message[]): void {
  const known = new Set(messages.map(({ ts }) => ts));
  if (known.size !== messages.length) throw new Error(`${folder} uses a ts twice`);
  const lost = messages.find(({ thread_ts: root }) => root !== undefined && !known.has(root));
  if (lost !== undefined) throw new Error(`${folder} has no first message for ${lost.ts}`);
}

function isReply({ ts, thread_ts: root }: Message): boolean {
  return root !== undefined && root !== ts;
}
