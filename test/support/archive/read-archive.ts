import { isObject, type JsonObject, textOf } from './json.ts';
import { type ArchiveEntry, readZipEntries } from './zip-entries.ts';

/** The lists at the root of a Slack export and the names that they have here. */
export const ROOT_LISTS = {
  users: 'users.json',
  channels: 'channels.json',
  groups: 'groups.json',
  dms: 'dms.json',
  mpims: 'mpims.json',
  integrationLogs: 'integration_logs.json',
  canvases: 'canvases.json',
  fileConversations: 'file_conversations.json',
} as const;

export type RootList = keyof typeof ROOT_LISTS;
export type ConversationKind = 'channels' | 'groups' | 'dms' | 'mpims';

export interface ArchiveConversation {
  readonly kind: ConversationKind;
  readonly id: string;
  /** Where its day files lie: its name, or for a direct conversation its id. */
  readonly folder: string;
  /** Its entry in the list. */
  readonly entry: JsonObject;
}

/** A Slack export as anybody may read it: nothing of its content is checked but that it is JSON. */
export interface SlackArchive extends Readonly<Record<RootList, readonly JsonObject[]>> {
  readonly entries: ReadonlyMap<string, ArchiveEntry>;
  /** The entries of channels, groups, dms and mpims, in that order. */
  readonly conversations: readonly ArchiveConversation[];
  /** Names of the folders that hold anything, sorted. */
  readonly folders: readonly string[];
  /** Folders that have an entry of their own. */
  readonly ownFolders: ReadonlySet<string>;
  /** File names in a folder, `2024-01-31.json`, sorted. */
  days(folder: string): readonly string[];
  /** What a day file holds. */
  readDay(folder: string, day: string): Promise<unknown>;
  /** A conversation's messages, day by day. Throws where a day file is no list of objects. */
  messages(conversation: Pick<ArchiveConversation, 'folder'>): AsyncGenerator<JsonObject>;
  close(): void;
}

/**
 * Opens a Slack export, from its path or its bytes, with a ZIP reader that shares nothing with the
 * writer. A list that is missing is empty here. Throws when the lists lie in a wrapping folder, an
 * entry's name is unsafe or stands twice, or a list is no JSON array of objects.
 */
export async function readArchive(zip: string | Buffer): Promise<SlackArchive> {
  const { entries, ownFolders, close } = await readZipEntries(zip);
  try {
    refuseWrappingFolder(entries);
    return { ...archiveOf(entries, await readLists(entries), close), ownFolders };
  } catch (error) {
    close();
    throw error;
  }
}

function refuseWrappingFolder(entries: ReadonlyMap<string, ArchiveEntry>): void {
  const lists = new Set<string>(Object.values(ROOT_LISTS));
  for (const name of entries.keys()) {
    const parts = name.split('/');
    if (parts.length > 1 && lists.has(parts.at(-1) ?? '')) {
      throw new Error(`the lists must lie at the root of the archive: ${name}`);
    }
  }
}

type Lists = Readonly<Record<RootList, readonly JsonObject[]>>;

async function readLists(entries: ReadonlyMap<string, ArchiveEntry>): Promise<Lists> {
  const read = async (list: RootList) => readList(entries, ROOT_LISTS[list]);
  return {
    users: await read('users'),
    channels: await read('channels'),
    groups: await read('groups'),
    dms: await read('dms'),
    mpims: await read('mpims'),
    integrationLogs: await read('integrationLogs'),
    canvases: await read('canvases'),
    fileConversations: await read('fileConversations'),
  };
}

async function readList(
  entries: ReadonlyMap<string, ArchiveEntry>,
  name: string,
): Promise<readonly JsonObject[]> {
  const entry = entries.get(name);
  return entry === undefined ? [] : objectList(name, await readJson(entry));
}

function objectList(name: string, value: unknown): readonly JsonObject[] {
  if (!Array.isArray(value) || !value.every(isObject)) {
    throw new Error(`${name} is no JSON array of objects`);
  }
  return value;
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

async function readJson(entry: ArchiveEntry): Promise<unknown> {
  const bytes = await entry.read();
  try {
    return JSON.parse(UTF8.decode(bytes));
  } catch (cause) {
    throw new Error(`${entry.name} is no JSON in UTF-8`, { cause });
  }
}

function archiveOf(
  entries: ReadonlyMap<string, ArchiveEntry>,
  lists: Lists,
  close: () => void,
): Omit<SlackArchive, 'ownFolders'> {
  const daysByFolder = groupDays(entries);
  const days = (folder: string) => daysByFolder.get(folder) ?? [];
  const readDay = async (folder: string, day: string) => {
    const entry = entries.get(`${folder}/${day}`);
    if (entry === undefined) throw new Error(`no entry ${folder}/${day}`);
    return readJson(entry);
  };
  async function* messages({ folder }: Pick<ArchiveConversation, 'folder'>) {
    for (const day of days(folder)) {
      yield* objectList(`${folder}/${day}`, await readDay(folder, day));
    }
  }
  const folders = [...daysByFolder.keys()].sort();
  return {
    ...lists,
    ...{ entries, conversations: conversationsOf(lists), folders, days, readDay, messages, close },
  };
}

function groupDays(entries: ReadonlyMap<string, ArchiveEntry>): Map<string, string[]> {
  const days = new Map<string, string[]>();
  for (const name of [...entries.keys()].sort()) {
    const slash = name.indexOf('/');
    if (slash === -1) continue;
    const folder = name.slice(0, slash);
    const inFolder = days.get(folder);
    if (inFolder === undefined) days.set(folder, [name.slice(slash + 1)]);
    else inFolder.push(name.slice(slash + 1));
  }
  return days;
}

const FOLDER_FIELDS = { channels: 'name', groups: 'name', dms: 'id', mpims: 'name' } as const;

function conversationsOf(lists: Lists): ArchiveConversation[] {
  const kinds: readonly ConversationKind[] = ['channels', 'groups', 'dms', 'mpims'];
  return kinds.flatMap((kind) =>
    lists[kind].map((entry) => ({
      kind,
      id: textOf(entry, 'id') ?? '',
      folder: textOf(entry, FOLDER_FIELDS[kind]) ?? '',
      entry,
    })),
  );
}
