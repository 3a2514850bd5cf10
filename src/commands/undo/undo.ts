import type { Config } from '../../config/config.ts';
import { type Line, UsageError } from '../../errors/errors.ts';
import { type Notice, notice } from '../../errors/notices.ts';
import type { Ledger } from '../../importers/ledger/ledger.ts';
import { type InChannel, type UndoneCounts, undoReplay } from '../../importers/workspace/undo.ts';
import { noticeText } from '../../reports/notices.ts';
import type { Ask } from '../run/ask.ts';
import type { CommandContext } from '../run/context.ts';
import { askSlackOrStop, clockWarnings } from '../run/slack-access.ts';
import { HeldBack } from '../workspace/held-back.ts';
import { withSession } from '../workspace/session.ts';

export interface UndoOptions {
  /** True when the removal needs no confirmation. */
  readonly isSure: boolean;
  readonly ask: Ask | undefined;
}

/** Report of `undo`. */
export interface UndoReport extends UndoneCounts {
  readonly command: 'undo';
  readonly workspace: string;
  readonly warnings: readonly Line[];
}

/**
 * Removes from the workspace what the ledger has as delivered by the app, and nothing else, after a confirmation with
 * its counts. UsageError when it is not confirmed; StoppedError when something waits in a channel, after all others.
 */
export async function undoCommand(
  config: Config,
  { isSure, ask }: UndoOptions,
  context: CommandContext,
): Promise<UndoReport> {
  return await withSession(
    config,
    context,
    { command: 'undo', access: 'deletes' },
    async (session) => {
      const { ledger, workspace } = session;
      if (!isSure) {
        const what = contentsOf(ledger, workspace);
        if (ask === undefined) throw new UsageError(notice('undo-unconfirmed', { what }));
        const question = noticeText(notice('undo-question', { what }), config.lang);
        const answer = await ask(`${question} `);
        if (answer.trim().toLowerCase() !== 'yes') throw new UsageError(notice('nothing-removed'));
      }
      const held = new HeldBack();
      const inChannel: InChannel = ({ channelId, slackChannel }, work) =>
        held.around({ channelId, label: slackChannel || channelId }, work);
      const counts = await askSlackOrStop(() => undoReplay(session, inChannel));
      held.throwIfAny();
      return { command: 'undo', workspace, ...counts, warnings: clockWarnings(session.client) };
    },
  );
}

function contentsOf(ledger: Ledger, workspace: string): Notice {
  const done = (kind: string): number =>
    ledger
      .counts()
      .filter((count) => count.kind === kind && count.state === 'done')
      .reduce((sum, { rows }) => sum + rows, 0);
  const what = notice('undo-contents', {
    messages: done('message'),
    files: done('upload'),
    channels: done('channel'),
    workspace,
  });
  const canvases = done('canvas');
  return canvases === 0 ? what : notice('undo-contents-canvases', { what, canvases });
}
