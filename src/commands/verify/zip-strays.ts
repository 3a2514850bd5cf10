import { basename } from 'node:path';
import { z } from 'zod';
import { TargetError } from '../../errors/errors.ts';
import type { ArchiveSet } from '../../importers/archive/archive-set.ts';
import { MAX_LIST_BYTES } from '../../importers/archive/entry-limits.ts';
import type { ZipReader } from '../../importers/archive/zip-reader.ts';
import { CONVERSATION_LISTS } from '../../mapping/conversations.ts';
import { repeatedIn } from '../../mapping/verify/compare-lists.ts';
import { type Difference, differenceOf } from '../../mapping/verify/facts.ts';
import { parseDayFileName } from '../../slack/export-format.ts';
import type { Scope } from '../run/scope.ts';
import { reasonInEnglish } from './difference-log.ts';
import { privateChannels } from './files.ts';
import type { ArchiveComparison } from './zip-comparison.ts';

/** Lists without anything in them, because Mattermost has no equivalent (FORMATS.md, The archive). */
const EMPTY_LISTS = ['integration_logs', 'canvases', 'file_conversations'] as const;
const LIST_ENTRIES = ['users', ...CONVERSATION_LISTS, ...EMPTY_LISTS].map((list) => `${list}.json`);
const UPLOAD = /^__uploads\/([^/]+)\//;

type Strays = Pick<ArchiveComparison, 'archives' | 'differences' | 'files'>;

/**
 * Records lists that are missing, that repeat something or hold what nobody wrote, private conversations that any of
 * the archives lists as public, and entries that belong to nothing. Runs after the messages, which say what bundled
 * files belong to.
 */
export async function recordStrays(comparison: Strays, scope: Scope): Promise<void> {
  const { archives, differences } = comparison;
  const exposed = new Map<string, Difference>();
  for (const { zip, path } of archives.zips) {
    for (const difference of await exposedIn(zip, comparison, scope)) {
      exposed.set(difference.slackChannel, difference);
    }
    await differences.record(await repeatedInLists(zip));
    for (const list of EMPTY_LISTS) await differences.record(await listedInVain(zip, list));
    for (const name of missingLists(zip)) {
      const about = { kind: 'missing', thing: 'entry', name, source: basename(path) } as const;
      await differences.record([differenceOf(about)]);
    }
    await differences.record(gapIn(zip, basename(path)));
    for (const name of strayNames(zip, comparison)) {
      await differences.record([differenceOf({ kind: 'unexpected', thing: 'entry', name })]);
    }
  }
  await differences.record([
    ...archives.repeatedNames.map(repeatedName),
    ...archives.orphanFolders.map((name) =>
      differenceOf({ kind: 'unexpected', thing: 'entry', name }),
    ),
    ...archives.missingFolders.map((name) =>
      differenceOf({ kind: 'missing', thing: 'entry', name }),
    ),
    ...exposed.values(),
  ]);
}

const ids = z.array(z.string()).catch([]);
const listed = z.looseObject({ id: z.string() });

/** None where an entry has no id. */
async function idsIn(zip: ZipReader, list: string): Promise<readonly string[]> {
  const idOf = (entry: unknown): string | undefined => listed.safeParse(entry).data?.id;
  return ids.parse(await zip.readNamedJson(`${list}.json`, MAX_LIST_BYTES, idOf));
}

/** Private conversations in the list of public ones, but for those whose entry is compared with the source anyway. */
async function exposedIn(
  zip: ZipReader,
  { archives }: Strays,
  scope: Scope,
): Promise<readonly Difference[]> {
  const isPrivate = privateChannels(scope);
  const channelIds = new Map<string, string>(
    scope.workspace.conversations.map(({ slackId, channel }) => [slackId, channel.id]),
  );
  const compared = new Set<string>(scope.conversations.map(({ slackId }) => slackId));
  return (await idsIn(zip, 'channels')).flatMap((slackChannel) => {
    const channelId = channelIds.get(slackChannel) ?? '';
    const last = archives.conversations.get(slackChannel);
    const isCompared = compared.has(slackChannel) && last === 'channels';
    if (!isPrivate(channelId) || isCompared) return [];
    const about = { kind: 'differs', thing: 'channel', field: 'public' } as const;
    return [
      differenceOf({ ...about, channelId, slackChannel, source: 'private', target: 'public' }),
    ];
  });
}

/** People that are listed twice, and conversations that are in two lists or twice in one. */
async function repeatedInLists(zip: ZipReader): Promise<readonly Difference[]> {
  const about = { kind: 'unexpected', field: 'listed' } as const;
  const conversations: string[] = [];
  for (const list of CONVERSATION_LISTS) {
    for (const id of await idsIn(zip, list)) conversations.push(id);
  }
  return [
    ...[...repeatedIn(await idsIn(zip, 'users'))].map((name) =>
      differenceOf({ ...about, thing: 'user', name }),
    ),
    ...[...repeatedIn(conversations)].map((slackChannel) =>
      differenceOf({ ...about, thing: 'channel', slackChannel }),
    ),
  ];
}

/** What stands in a list that must be empty. */
async function listedInVain(zip: ZipReader, list: string): Promise<readonly Difference[]> {
  const name = `${list}.json`;
  const about = { thing: 'entry', field: 'content', name } as const;
  try {
    const content = (await zip.readNamedJson(name, MAX_LIST_BYTES)) ?? [];
    if (!Array.isArray(content)) return [differenceOf({ ...about, kind: 'differs' })];
    return content.map(() => differenceOf({ ...about, kind: 'unexpected' }));
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    return [differenceOf({ ...about, kind: 'differs', target: reasonInEnglish(error) })];
  }
}

/** An entry of a list that readers may take otherwise. */
function repeatedName({ list, id }: ArchiveSet['repeatedNames'][number]): Difference {
  const about = { kind: 'differs', thing: 'entry', field: 'content', name: list } as const;
  return differenceOf({ ...about, target: `an object of ${id} has a name twice` });
}

/** Bytes between entries, which readers that do not go by the directory may take for entries. */
export function gapIn({ gap }: Pick<ZipReader, 'gap'>, name: string): readonly Difference[] {
  if (gap === undefined) return [];
  const target = `${gap.sizeBytes} bytes at ${gap.offset} belong to no entry`;
  const about = { kind: 'unexpected', thing: 'archive', field: 'content' } as const;
  return [differenceOf({ ...about, name, target })];
}

const missingLists = (zip: ZipReader): readonly string[] =>
  LIST_ENTRIES.filter((name) => zip.find(name) === undefined);

/** Entries that are neither a list, nor the day of a listed conversation, nor a file of a message, or not in form. */
function* strayNames(zip: ZipReader, { archives, files }: Strays): Generator<string> {
  const orphans = new Set(archives.orphanDays);
  const lists = new Set(LIST_ENTRIES);
  for (const name of zip.names()) {
    const [, file] = UPLOAD.exec(name) ?? [];
    const isKnown =
      lists.has(name) || (file === undefined ? isDay(name, orphans) : files.takeBundled(file));
    if (!isKnown) yield name;
  }
  yield* zip.repeated;
  yield* zip.odd;
}

function isDay(name: string, orphans: ReadonlySet<string>): boolean {
  const { day } = parseDayFileName(name) ?? {};
  if (day === undefined || orphans.has(name)) return false;
  const time = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(day);
}

/**
 * Looks for what is unexpected in public conversations among the messages of private ones: it may have been copied.
 * Reads them once more, and only when something is unexpected.
 */
export async function findExposed({ archives, differences }: Strays, scope: Scope): Promise<void> {
  const { exposures } = differences;
  const strays = new Map(
    [...exposures.strays()].map((stray) => [stray.thing === 'file' ? stray.name : stray.ts, stray]),
  );
  if (strays.size === 0) return;
  const isPrivate = privateChannels(scope);
  for (const { slackId, channel } of scope.conversations) {
    if (!isPrivate(channel.id)) continue;
    // An entry that cannot be read was recorded before.
    for await (const { messages } of archives.days(slackId)) {
      for (const { ts, files } of messages) {
        for (const key of [ts, ...files.map(({ id }) => id)]) {
          const stray = strays.get(key);
          if (stray !== undefined) exposures.confirm(stray);
        }
      }
    }
  }
}
