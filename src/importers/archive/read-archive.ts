import { basename } from 'node:path';
import { z } from 'zod';
import { TargetError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { CONVERSATION_LISTS, type ConversationList } from '../../mapping/conversations.ts';
import { SLACKBOT } from '../../mapping/messages/authors.ts';
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

/** As `isDay` checks it; says what is wrong. */
const dayFile = z.array(
  z.looseObject({ text: z.unknown().optional(), files: z.array(z.unknown()).nullish() }),
);
type DayMessage = z.infer<typeof dayFile>[number];

/** Checked by hand: there is a message for each post, and the schema took longer than reading the archive. */
const isDay = (value: unknown): value is readonly DayMessage[] =>
  Array.isArray(value) && value.every(isDayMessage);

function isDayMessage(value: unknown): value is DayMessage {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { files }: { readonly files?: unknown } = value;
  return files === undefined || files === null || Array.isArray(files);
}

/**
 * Reads what an export ZIP holds, one day file at a time. TargetError with file and entry when it is not a ZIP, is
 * truncated, or lacks users.json or channels.json.
 */
export async function readZipTarget(path: string): Promise<TargetFacts> {
  const zip = await openZip(path);
  try {
    const found: TargetChannel[] = [];
    for (const list of CONVERSATION_LISTS) {
      const isNeeded = list === 'channels';
      for (const channel of await readList(zip, path, `${list}.json`, channels, isNeeded)) {
        found.push(await targetChannel(zip, path, list, channel));
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
    await zip.close();
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
): Promise<TargetChannel> {
  const name = channel.name ?? channel.id;
  let messages = 0;
  let files = 0;
  for (const entry of zip.inFolder(list === 'dms' ? channel.id : name)) {
    if (parseDayFileName(zip.nameOf(entry)) === undefined) continue;
    for (const message of await readDay(zip, path, entry)) {
      if (isBookmarkList(message)) continue;
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

/** A list of bookmarks is the message of no post (FORMATS.md, The archive). */
const isBookmarkList = ({ user, subtype, blocks }: DayMessage): boolean =>
  user === SLACKBOT && subtype === undefined && Array.isArray(blocks);

async function readDay(
  zip: ZipReader,
  path: string,
  entry: number,
): Promise<readonly DayMessage[]> {
  const value = await zip.readJson(entry, MAX_DAY_BYTES);
  return isDay(value) ? value : parsedAs(dayFile, value, path, zip.nameOf(entry));
}

async function readList<Item>(
  zip: ZipReader,
  path: string,
  entry: string,
  shape: z.ZodType<Item[]>,
  isNeeded: boolean,
): Promise<readonly Item[]> {
  const value = await zip.readNamedJson(entry, MAX_LIST_BYTES);
  if (value !== undefined) return parsedAs(shape, value, path, entry);
  if (!isNeeded) return [];
  throw new TargetError(notice('not-a-slack-export', { path, entry }));
}

function parsedAs<Item>(
  shape: z.ZodType<Item[]>,
  value: unknown,
  path: string,
  entry: string,
): readonly Item[] {
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
