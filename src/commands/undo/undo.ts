import type { Config } from '../../config/config.ts';
import { UsageError } from '../../errors/errors.ts';
import type { Ledger } from '../../importers/ledger/ledger.ts';
import { type UndoneCounts, undoReplay } from '../../importers/workspace/undo.ts';
import type { Ask } from '../run/ask.ts';
import type { CommandContext } from '../run/context.ts';
import { askSlackOrStop } from '../run/slack-access.ts';
import { withSession } from '../workspace/session.ts';

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
  return await withSession(config, context, { access: 'deletes' }, async (session) => {
    const { ledger, workspace } = session;
    const what = `${wordsFor(ledger)} of ${workspace}`;
    if (!isSure) {
      if (ask === undefined) throw new UsageError(`undo would remove ${what}; say --yes to do it`);
      const answer = await ask(`Remove ${what}? Type yes: `);
      if (answer.trim().toLowerCase() !== 'yes') throw new UsageError('nothing was removed');
    }
    const counts = await askSlackOrStop(() => undoReplay(session));
    return { command: 'undo', workspace, ...counts };
  });
}

function wordsFor(ledger: Ledger): string {
  const done = (kind: string): number =>
    ledger
      .counts()
      .filter((count) => count.kind === kind && count.state === 'done')
      .reduce((sum, { rows }) => sum + rows, 0);
  return `${done('message')} messages, ${done('upload')} files and ${done('channel')} channels`;
}
