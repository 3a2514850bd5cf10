import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import { UsageError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { openReader } from '../../exporters/database/reader.ts';
import type { FileStore } from '../../exporters/files/file-store.ts';
import { openMattermost } from '../../exporters/mattermost.ts';
import type { Source } from '../../exporters/source.ts';
import { BYTE_ORDER_MARK, csvLine } from '../../mapping/csv.ts';
import type { SecretScan } from '../../mapping/inventory/inventory.ts';
import { makePermalink } from '../../mapping/permalinks.ts';
import { selectChannels } from '../../mapping/selection.ts';
import type { Channel, Team, User, UserId } from '../../model/model.ts';
import { LONG_TEXT_CHARACTERS } from '../../slack/limits.ts';
import type { CommandContext } from '../run/context.ts';
import { lookUpFiles } from '../run/look-up-files.ts';
import { startProgress } from '../run/progress.ts';
import { configuredFileStore, openGentleDatabase } from '../run/source.ts';
import { judgeShownTexts } from '../run/text-encoding.ts';
import {
  closeWorkFiles,
  commitWorkFiles,
  discardWorkFiles,
  openWorkFiles,
} from '../run/work-files.ts';
import { type PlaceNames, type SearchRun, searchChannels } from './search.ts';
import { noSecrets, secretScan } from './secret-tally.ts';
import { searcher } from './threads.ts';

export interface ScannedSecrets {
  readonly scan: SecretScan;
  /** Path of the list. */
  readonly file: string;
}

export interface SecretScanOptions {
  /** Names of conversations that are not public stand in the list. */
  readonly withText: boolean;
  /** Live posts of each channel by id, for the progress. */
  readonly postsOf: ReadonlyMap<string, number>;
}

const SECRETS_FILE = 'secrets.csv';
/** See FORMATS.md. */
const HEADER = ['kind', 'team', 'channel', 'author', 'time', 'link', 'secret', 'where', 'moves'];

/**
 * Searches the posts and small text files of the chosen conversations for credentials, and lists them in
 * secrets.csv, masked. Nothing is held of what is found but counts. UsageError when a rule names a channel or team
 * that is not there.
 */
export async function scanSecrets(
  config: Config,
  options: SecretScanOptions,
  context: CommandContext,
): Promise<ScannedSecrets> {
  const startedMs = context.nowMs();
  const files = await openWorkFiles(config.workDirectory, { secrets: SECRETS_FILE });
  try {
    await files.of.secrets.write(BYTE_ORDER_MARK + csvLine(HEADER));
    const scan = await withStore(config, context.signal, (store) =>
      scanAll(config, options, context, {
        store,
        startedMs,
        list: async (cells) => files.of.secrets.write(csvLine(cells)),
      }),
    );
    await closeWorkFiles(files);
    await commitWorkFiles(files);
    return { scan, file: join(config.workDirectory, SECRETS_FILE) };
  } catch (error) {
    await discardWorkFiles(files);
    throw error;
  }
}

async function withStore<Result>(
  config: Config,
  signal: AbortSignal,
  use: (store: FileStore | undefined) => Promise<Result>,
): Promise<Result> {
  const store = await configuredFileStore(config, signal);
  try {
    return await use(store);
  } finally {
    store?.close();
  }
}

interface ScanInto {
  readonly store: FileStore | undefined;
  readonly startedMs: number;
  readonly list: SearchRun['into']['list'];
}

async function scanAll(
  config: Config,
  { withText, postsOf }: SecretScanOptions,
  context: CommandContext,
  { store, startedMs, list }: ScanInto,
): Promise<SecretScan> {
  const database = await openGentleDatabase(config, context.signal);
  const source = await openMattermost(database, {
    hasSnapshot: true,
    postsPerPage: config.postsPerPage,
    longTextCharacters: LONG_TEXT_CHARACTERS,
    textRepair: judgeShownTexts(config.source),
  });
  try {
    const chosen = await readChosen(source, config);
    const names = placeNames(chosen, config, withText);
    const { channels } = chosen;
    const tally = noSecrets();
    const range = { fromMs: config.fromMs, toMs: config.toMs };
    const posts = channels.reduce((sum, { id }) => sum + (postsOf.get(id) ?? 0), 0);
    const progress = await startProgress(posts, context);
    const { signal } = context;
    const searched = lookUpFiles(source, store);
    const from = { source: searched, deleted: await openReader(database), store, range };
    const runner = searcher(searched, { workers: config.workers, range, posts, signal });
    try {
      await searchChannels(
        { from, names, into: { list, tally }, progress, signal },
        channels,
        runner,
      );
    } finally {
      progress.stop();
      await runner.close();
    }
    return secretScan(tally, context.nowMs() - startedMs, (channel) =>
      names.isShown(channel)
        ? [names.teamOf(channel), channel.displayName].filter(Boolean).join('/')
        : undefined,
    );
  } finally {
    await source.close();
  }
}

function placeNames(
  { teams, users }: Chosen,
  { siteUrl }: Pick<Config, 'siteUrl'>,
  withText: boolean,
): PlaceNames {
  const teamNames = new Map<string | undefined, string>(teams.map(({ id, name }) => [id, name]));
  const usernames = new Map<UserId, string>(users.map(({ id, username }) => [id, username]));
  return {
    permalink: makePermalink(siteUrl, teams),
    nameOf: (id) => usernames.get(id) ?? 'unknown',
    teamOf: ({ teamId }) => teamNames.get(teamId) ?? '',
    isShown: ({ type }) => type === 'public' || withText,
  };
}

interface Chosen {
  readonly channels: readonly Channel[];
  readonly teams: readonly Team[];
  readonly users: readonly User[];
}

async function readChosen(source: Source, config: Config): Promise<Chosen> {
  const teams = await source.teams();
  const selection = selectChannels(await source.channels(), teams, config);
  const [unknown] = selection.unknownNames;
  if (unknown !== undefined) {
    throw new UsageError(notice('name-not-selected', { name: unknown }));
  }
  return { channels: selection.channels, teams, users: await source.users() };
}
