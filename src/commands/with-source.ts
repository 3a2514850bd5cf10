import type { Config } from '../config.ts';
import type { FileStore } from '../exporters/file-store.ts';
import { openFileStore } from '../exporters/open-file-store.ts';
import type { Source } from '../exporters/source.ts';
import { type HoldsSecret, lookAtFiles, type MakeLink } from './look-at-files.ts';
import type { OpenSource } from './open-source.ts';

/** Opens the source, gives it and closes it, however the work on it ends. */
export async function withSource<Result>(
  open: OpenSource,
  config: Config,
  signal: AbortSignal,
  use: (source: Source) => Promise<Result>,
): Promise<Result> {
  const source = await redacted(config, await open(config, signal));
  try {
    return await use(source);
  } finally {
    await source.close();
  }
}

/** Nothing that is made of the source ever sees what is not to move. The search is loaded where it is asked for. */
async function redacted({ redactSecrets }: Config, source: Source): Promise<Source> {
  if (!redactSecrets) return source;
  const { redactSource } = await import('../exporters/secrets/redact-source.ts');
  return redactSource(source);
}

async function secretFiles(
  { redactSecrets }: Config,
  store: FileStore | undefined,
): Promise<HoldsSecret | undefined> {
  if (!redactSecrets || store === undefined) return undefined;
  const { scanFile } = await import('../exporters/secrets/scan-file.ts');
  return async (file, sizeBytes) => {
    const scanned = await scanFile(store, file, sizeBytes);
    return scanned.state === 'scanned' && scanned.found.length > 0;
  };
}

/** The configured file store; undefined when there is none to look into. */
export async function configuredFileStore({
  files,
}: Pick<Config, 'files'>): Promise<FileStore | undefined> {
  return await openFileStore(files);
}

/** Gives the links of a store's files; undefined when files are not delivered by links. */
export type LinksOf = (store: FileStore | undefined) => MakeLink | undefined;

/**
 * The same with the configured file store, undefined when there is none: every file of a post that comes out of
 * the source has been looked up in it.
 */
export async function withFiles<Result>(
  open: OpenSource,
  config: Config,
  signal: AbortSignal,
  use: (source: Source, store: FileStore | undefined) => Promise<Result>,
  linksOf: LinksOf = () => undefined,
): Promise<Result> {
  const store = await configuredFileStore(config);
  try {
    const makeLink = linksOf(store);
    const holdsSecret = await secretFiles(config, store);
    return await withSource(open, config, signal, (source) =>
      use(lookAtFiles(source, store, makeLink, holdsSecret), store),
    );
  } finally {
    store?.close();
  }
}

/** The store that files are uploaded from; undefined when the settings deliver them in another way. */
export function uploadStore(
  { delivery }: Pick<Config, 'delivery'>,
  store: FileStore | undefined,
): FileStore | undefined {
  return delivery.deliver === 'api' ? store : undefined;
}
