import { basename } from 'node:path';
import { z } from 'zod';
import { TargetError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { CONVERSATION_LISTS, type ConversationList } from '../../mapping/conversations.ts';
import { countFileLines } from '../../mapping/messages/files.ts';
import {
  NO_TARGET,
  type TargetChannel,
  type TargetFacts,
  type TargetUser,
} from '../../mapping/plan/target.ts';
import { parseDayFileName } from '../../slack/export-format.ts';
import { unescapeText } from '../../slack/shapes.ts';
import { MAX_DAY_BYTES, MAX_LIST_BYTES } from './entry-limits.ts';
import { openZip, type ZipReader } from './zip-reader.ts';

/** Slack omits a field that an account or channel does not have, or sets it to null. */
const text = z.string().nullish();
const flag = z.boolean().nullish();
const textField = z.looseObject({ value: text }).nullish();

const users = z.array(
  z.looseObject({
    id: z.string(),
    name: text,
    real_name: text,
    deleted: flag,
    is_bot: flag,
    profile: z.looseObject({ email: text, real_name: text }).nullish(),
  }),
);

const channels = z.array(
  z.looseObject({
    id: z.string(),
    name: text,
    is_archived: flag,
    is_general: flag,
    members: z.array(z.string()).nullish(),
    topic: textField,
    purpose: textField,
  }),
);
type ListedChannel = z.infer<typeof channels>[number];

const dayFile = z.array(
  z.looseObject({ text: z.unknown().optional(), files: z.array(z.unknown()).nullish() }),
);

/**
 * Reads what an export ZIP holds, one day file at a time. TargetError with file and entry when it is not a ZIP, is
 * truncated, or lacks users.json or channels.json.
 */
export async function readZipTarget(path: string): Promise<TargetFacts> {
  const zip = await openZip(path);
  try {
    const days = daysByFolder(zip.names);
    const found: TargetChannel[] = [];
    for (const list of CONVERSATION_LISTS) {
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

function targetUser({ id, name, profile, ...user }: z.infer<typeof users>[number]): TargetUser {
  return {
    id,
    name: name ?? '',
    realName: user.real_name ?? profile?.real_name ?? '',
    email: profile?.email ?? '',
    isBot: user.is_bot ?? false,
    isDeactivated: user.deleted ?? false,
  };
}

async function targetChannel(
  zip: ZipReader,
  path: string,
  list: ConversationList,
  channel: ListedChannel,
  days: ReadonlyMap<string, readonly number[]>,
): Promise<TargetChannel> {
  const name = channel.name ?? channel.id;
  let messages = 0;
  let files = 0;
  for (const day of days.get(list === 'dms' ? channel.id : name) ?? []) {
    for (const message of await readEntry(zip, path, day, dayFile)) {
      messages += 1;
      const named = typeof message.text === 'string' ? countFileLines(message.text) : 0;
      files += (message.files?.length ?? 0) + named;
    }
  }
  return {
    id: channel.id,
    name,
    list,
    isArchived: channel.is_archived ?? false,
    isGeneral: channel.is_general ?? false,
    topic: unescapeText(channel.topic?.value ?? ''),
    purpose: unescapeText(channel.purpose?.value ?? ''),
    memberIds: [...(channel.members ?? [])].sort(),
    messages,
    files,
  };
}

/** The numbers of the day files in each folder. */
function daysByFolder(names: readonly string[]): ReadonlyMap<string, readonly number[]> {
  const days = new Map<string, number[]>();
  for (const [entry, name] of names.entries()) {
    const folder = parseDayFileName(name)?.folder;
    if (folder === undefined) continue;
    const known = days.get(folder);
    if (known === undefined) days.set(folder, [entry]);
    else known.push(entry);
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
  const number = zip.names.indexOf(entry);
  if (number !== -1) return readEntry(zip, path, number, shape);
  if (!isNeeded) return [];
  throw new TargetError(notice('not-a-slack-export', { path, entry }));
}

async function readEntry<Item>(
  zip: ZipReader,
  path: string,
  number: number,
  shape: z.ZodType<Item[]>,
): Promise<readonly Item[]> {
  const entry = zip.names[number] ?? '';
  const value = await zip.readJson(number, entry.includes('/') ? MAX_DAY_BYTES : MAX_LIST_BYTES);
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new TargetError(
    notice('archive-entry-unusable', {
      path,
      entry,
      field: issue?.path.join('.') ?? '',
      message: issue?.message ?? '',
    }),
  );
}
