import { basename } from 'node:path';
import { z } from 'zod';
import { TargetError } from '../errors.ts';
import type { ConversationList } from '../mapping/conversations.ts';
import { unescapeText } from '../mapping/escape.ts';
import {
  NO_TARGET,
  type TargetChannel,
  type TargetFacts,
  type TargetUser,
} from '../mapping/plan/target-facts.ts';
import { openZip, type ZipReader } from './zip-reader.ts';

const text = z.string().default('');
const textField = z.looseObject({ value: text }).default({ value: '' });

const users = z.array(
  z.looseObject({
    id: z.string(),
    name: text,
    real_name: text,
    deleted: z.boolean().default(false),
    is_bot: z.boolean().default(false),
    profile: z.looseObject({ email: text }).default({ email: '' }),
  }),
);

const channels = z.array(
  z.looseObject({
    id: z.string(),
    name: z.string().optional(),
    is_archived: z.boolean().default(false),
    is_general: z.boolean().default(false),
    members: z.array(z.string()).default([]),
    topic: textField,
    purpose: textField,
  }),
);
type ListedChannel = z.infer<typeof channels>[number];

const dayFile = z.array(z.looseObject({ files: z.array(z.unknown()).optional() }));

const LISTS: readonly ConversationList[] = ['channels', 'groups', 'mpims', 'dms'];

/**
 * What an export ZIP holds, read one day file at a time. TargetError naming file and entry when it is no ZIP, is
 * cut short, or holds no users.json and channels.json.
 */
export async function readZipTarget(path: string): Promise<TargetFacts> {
  const zip = await openZip(path);
  try {
    const days = daysByFolder(zip.names);
    const found: TargetChannel[] = [];
    for (const list of LISTS) {
      const isNeeded = list === 'channels';
      for (const channel of await readList(zip, path, `${list}.json`, channels, isNeeded)) {
        found.push(await targetChannel(zip, path, list, channel, days));
      }
    }
    return {
      ...NO_TARGET,
      kind: 'zip',
      label: basename(path),
      users: (await readList(zip, path, 'users.json', users, true)).map(targetUser),
      channels: found,
    };
  } finally {
    zip.close();
  }
}

function targetUser(user: z.infer<typeof users>[number]): TargetUser {
  const { id, name, real_name: realName, profile, is_bot: isBot, deleted } = user;
  return { id, name, realName, email: profile.email, isBot, isDeactivated: deleted };
}

async function targetChannel(
  zip: ZipReader,
  path: string,
  list: ConversationList,
  channel: ListedChannel,
  days: ReadonlyMap<string, readonly string[]>,
): Promise<TargetChannel> {
  const name = channel.name ?? channel.id;
  let messages = 0;
  let files = 0;
  for (const day of days.get(list === 'dms' ? channel.id : name) ?? []) {
    for (const message of await readList(zip, path, day, dayFile, true)) {
      messages += 1;
      files += message.files?.length ?? 0;
    }
  }
  return {
    id: channel.id,
    name,
    list,
    isArchived: channel.is_archived,
    isGeneral: channel.is_general,
    topic: unescapeText(channel.topic.value),
    purpose: unescapeText(channel.purpose.value),
    memberIds: [...channel.members].sort(),
    messages,
    files,
  };
}

const DAY_FILE = /^(.+)\/\d{4}-\d{2}-\d{2}\.json$/;

function daysByFolder(names: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const days = new Map<string, string[]>();
  for (const name of names) {
    const folder = DAY_FILE.exec(name)?.[1];
    if (folder === undefined) continue;
    const known = days.get(folder);
    if (known === undefined) days.set(folder, [name]);
    else known.push(name);
  }
  return days;
}

async function readList<Item>(
  zip: ZipReader,
  path: string,
  entry: string,
  shape: z.ZodType<Item[]>,
  isNeeded: boolean,
): Promise<readonly Item[]> {
  const value = await zip.readJson(entry);
  if (value === undefined && !isNeeded) return [];
  if (value === undefined)
    throw new TargetError(`${path}: holds no ${entry}, so it is no export of Slack's`);
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new TargetError(
    `${path}: ${entry}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`,
  );
}
