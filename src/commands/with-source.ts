import type { Config } from '../config.ts';
import type { FileStore } from '../exporters/file-store.ts';
import { openFileStore } from '../exporters/open-file-store.ts';
import type { Source } from '../exporters/source.ts';
import type { OpenSource } from './open-source.ts';

/** Opens the source, gives it and closes it, however the work on it ends. */
export async function withSource<Result>(
  open: OpenSource,
  config: Config,
  signal: AbortSignal,
  use: (source: Source) => Promise<Result>,
): Promise<Result> {
  const source = await open(config, signal);
  try {
    return await use(source);
  } finally {
    await source.close();
  }
}

/** The configured file store; undefined when there is none to look into. */
export async function configuredFileStore({ files }: Config): Promise<FileStore | undefined> {
  return await openFileStore(files);
}
