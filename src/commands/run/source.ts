import type { ShownProgress, SourceSettings } from '../../config/config.ts';
import type { Delivery } from '../../config/files.ts';
import type { Database } from '../../exporters/database/database.ts';
import { openBulk, openDatabase, throttle } from '../../exporters/database/open.ts';
import type { FileStore } from '../../exporters/files/file-store.ts';
import { openFileStore } from '../../exporters/files/open.ts';
import { openMattermost } from '../../exporters/mattermost.ts';
import type { Source } from '../../exporters/source.ts';
import { LONG_TEXT_CHARACTERS } from '../../slack/limits.ts';
import { type HoldsSecret, lookUpFiles, type MakeLink } from './look-up-files.ts';
import { stageSource } from './stage-source.ts';
import { textRepair } from './text-encoding.ts';

/** Opens the source, passes it to `use`, and closes it however `use` ends. */
export async function withSource<Result>(
  open: OpenSource,
  settings: SourceSettings,
  signal: AbortSignal,
  use: (source: Source) => Promise<Result>,
): Promise<Result> {
  const source = await redacted(settings, await open(settings, signal));
  try {
    return await use(source);
  } finally {
    await source.close();
  }
}

/** Redacts credentials in everything that the source returns, when asked to. The search is loaded only then. */
async function redacted(
  { redactSecrets }: Pick<SourceSettings, 'redactSecrets'>,
  source: Source,
): Promise<Source> {
  if (!redactSecrets) return source;
  const { redactSource } = await import('../../exporters/secrets/redact.ts');
  const { redactPlugins } = await import('../../exporters/secrets/redact-plugins.ts');
  const { plugins } = source;
  return { ...redactSource(source), plugins: plugins && redactPlugins(plugins) };
}

/** Returns what finds credentials in files; undefined when they are not looked for. */
export async function secretFiles(
  { redactSecrets }: Pick<SourceSettings, 'redactSecrets'>,
  store: FileStore | undefined,
): Promise<HoldsSecret | undefined> {
  if (!redactSecrets || store === undefined) return undefined;
  const { scanFile } = await import('../../exporters/secrets/scan.ts');
  return async (file, sizeBytes) => {
    const scanned = await scanFile(store, file, sizeBytes);
    return scanned.state === 'scanned' && scanned.found.length > 0;
  };
}

/** Opens the configured file store; undefined when there is none. */
export async function configuredFileStore(
  { files, ...shown }: Pick<SourceSettings, 'files'> & ShownProgress,
  signal: AbortSignal,
): Promise<FileStore | undefined> {
  if (files.kind === 'bulk') await stageSource(files.source, shown, signal);
  return await openFileStore(files, signal);
}

/** Returns the maker of links to a store's files; undefined when files are not delivered by links. */
export type LinksOf = (store: FileStore | undefined) => MakeLink | undefined;

/**
 * Opens source and file store (undefined when there is none), passes both to `use`, and closes them. The source's posts
 * have their files looked up in the store.
 */
export async function withFiles<Result>(
  open: OpenSource,
  settings: SourceSettings,
  signal: AbortSignal,
  use: (source: Source, store: FileStore | undefined) => Promise<Result>,
  linksOf: LinksOf = () => undefined,
): Promise<Result> {
  const store = await configuredFileStore(settings, signal);
  try {
    const makeLink = linksOf(store);
    const holdsSecret = await secretFiles(settings, store);
    return await withSource(open, settings, signal, (source) =>
      use(lookUpFiles(source, store, makeLink, holdsSecret), store),
    );
  } finally {
    store?.close();
  }
}

/** Returns the store to upload files from; undefined when the settings deliver them in another way. */
export function uploadStore(
  { deliver }: Pick<Delivery, 'deliver'>,
  store: FileStore | undefined,
): FileStore | undefined {
  return deliver === 'api' ? store : undefined;
}

/** Opens a source. */
export type OpenSource = (settings: SourceSettings, signal: AbortSignal) => Promise<Source>;

/** Connects to the configured source and opens its snapshot; the caller closes it. */
export const openSource: OpenSource = (settings, signal) =>
  open(settings, signal, { hasSnapshot: true, countsTables: false });

/** As openSource, and counts the rows of every table before the snapshot. */
export const openCountedSource: OpenSource = (settings, signal) =>
  open(settings, signal, { hasSnapshot: true, countsTables: true });

/** Connects without a snapshot, for runs that take days: queries are short and see the state at their time. */
export const openLiveSource: OpenSource = (settings, signal) =>
  open(settings, signal, { hasSnapshot: false, countsTables: false });

async function open(
  settings: SourceSettings,
  signal: AbortSignal,
  asked: { readonly hasSnapshot: boolean; readonly countsTables: boolean },
): Promise<Source> {
  const database = await openGentleDatabase(settings, signal);
  return openMattermost(database, {
    ...asked,
    postsPerPage: settings.postsPerPage,
    longTextCharacters: LONG_TEXT_CHARACTERS,
    textRepair: textRepair(settings.source),
  });
}

/** Opens the configured database, read no faster than the settings allow; the caller closes it. */
export async function openGentleDatabase(
  { source, ...shown }: Pick<SourceSettings, 'source'> & ShownProgress,
  signal: AbortSignal,
): Promise<Database> {
  await stageSource(source, shown, signal);
  if (source.engine === 'bulk') return await openBulk(source, signal);
  const database = await openDatabase(source, signal);
  const { maxRowsPerSecond } = source;
  return maxRowsPerSecond === undefined ? database : throttle(database, maxRowsPerSecond, signal);
}
