import { setMaxListeners } from 'node:events';
import type { Config } from '../../config/config.ts';
import { UsageError } from '../../errors/errors.ts';
import type { Ledger } from '../../importers/ledger/ledger.ts';
import { type UndoneCounts, undoReplay } from '../../importers/workspace/undo.ts';
import type { Ask } from '../run/ask.ts';
import type { CommandContext } from '../run/context.ts';
import { askSlack, askSlackOrStop } from '../run/slack-access.ts';
import { setUpReplay } from '../workspace/session.ts';

export interface UndoOptions {
  /** Nobody is asked. */
  readonly isSure: boolean;
  readonly ask: Ask | undefined;
}

/** What `undo` prints and gives as JSON. */
export interface UndoReport extends UndoneCounts {
  readonly command: 'undo';
  readonly workspace: string;
}

/**
 * Takes out of the workspace what the ledger says that replay put there, and nothing else, after showing how much
 * that is. UsageError when nobody says yes.
 */
export async function undoCommand(
  config: Config,
  { isSure, ask }: UndoOptions,
  context: CommandContext,
): Promise<UndoReport> {
  setMaxListeners(0, context.signal);
  const setup = await askSlack(() => setUpReplay(config, context, context.signal));
  try {
    const what = `${wordsFor(setup.run.ledger)} of ${setup.workspace}`;
    if (!isSure) {
      if (ask === undefined) throw new UsageError(`undo would remove ${what}; say --yes to do it`);
      const answer = await ask(`Remove ${what}? Type yes: `);
      if (answer.trim().toLowerCase() !== 'yes') throw new UsageError('nothing was removed');
    }
    const counts = await askSlackOrStop(() => undoReplay(setup.run, setup.botUserId));
    return { command: 'undo', workspace: setup.workspace, ...counts };
  } finally {
    setup.close();
  }
}

function wordsFor(ledger: Ledger): string {
  const done = (kind: string): number =>
    ledger
      .counts()
      .filter((count) => count.kind === kind && count.state === 'done')
      .reduce((sum, { rows }) => sum + rows, 0);
  return `${done('message')} messages, ${done('upload')} files and ${done('channel')} channels`;
}
