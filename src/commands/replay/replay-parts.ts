import type { Config } from '../../config.ts';
import type { FileStore } from '../../exporters/file-store.ts';
import type { Source } from '../../exporters/source.ts';
import type { CommandContext } from '../context.ts';
import type { LossBook } from '../loss-book.ts';
import type { ReplaySetup } from './replay-setup.ts';

/** What a run that writes into a workspace has at hand. */
export interface ReplayParts {
  readonly config: Config;
  readonly context: CommandContext;
  readonly setup: ReplaySetup;
  readonly source: Source;
  readonly fileStore: FileStore | undefined;
  readonly losses: LossBook;
}
