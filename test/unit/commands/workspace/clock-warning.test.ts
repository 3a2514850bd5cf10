import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommandContext } from '../../../../src/commands/run/context.ts';
import { undoCommand } from '../../../../src/commands/undo/undo.ts';
import { withSession } from '../../../../src/commands/workspace/session.ts';
import { type Config, resolveConfig } from '../../../../src/config/config.ts';
import { StoppedError, UsageError } from '../../../../src/errors/errors.ts';
import { notice } from '../../../../src/errors/notices.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';
import { type SlackServer, startSlackServer } from '../../../support/slack/slack-server.ts';

const MINUTES_20 = 20 * 60_000;
const AUTH = { ok: true, team: 'Example', team_id: 'T1', user_id: 'U1', user: 'app' };

let folder: ScratchFolder;
let server: SlackServer;
let config: Config;
let aheadMs = 0;

beforeAll(async () => {
  folder = await makeScratchFolder();
  server = await startSlackServer({
    interceptors: [
      () => ({ body: AUTH, headers: { date: new Date(Date.now() + aheadMs).toUTCString() } }),
    ],
  });
  config = resolveConfig(
    { source: 'mysql://reader:secret@127.0.0.1:1/none', work: folder.join('work') },
    { SLACK_TOKEN: 'xoxb-1', SLACK_API_URL: server.apiUrl },
  );
});
afterAll(async () => {
  await server.stop();
  await folder.remove();
});

const context: CommandContext = {
  output: { line: () => {}, remark: () => {}, problem: () => {}, note: () => {}, json: () => {} },
  progress: { isQuiet: true, lang: 'en' },
  signal: new AbortController().signal,
  nowMs: () => 0,
  todayMs: () => Date.now(),
};

/** Lines of the error with which a session ends. */
async function linesOf(error: unknown): Promise<readonly unknown[]> {
  const options = { command: 'sync', access: 'writes' } as const;
  const fail = () => Promise.reject(error);
  const found = await withSession(config, context, options, fail).catch((caught) => caught);
  expect(found).toBeInstanceOf(Object(error).constructor);
  return found.lines;
}

const OFF = expect.objectContaining({ code: 'clocks-differ' });

describe('a clock that is 20 minutes off', () => {
  it.each([MINUTES_20, -MINUTES_20])('is said once when a run stops: %i ms', async (ms) => {
    aheadMs = ms;
    const stopped = new StoppedError(notice('time-limit-reached'));
    expect(await linesOf(stopped)).toEqual([notice('time-limit-reached'), OFF]);
  });

  it('is not said in front of a usage error, nor when it is right', async () => {
    aheadMs = MINUTES_20;
    expect(await linesOf(new UsageError('no'))).toEqual(['no']);
    aheadMs = 0;
    expect(await linesOf(new StoppedError('full'))).toEqual(['full']);
  });

  it('is a warning of undo', async () => {
    aheadMs = MINUTES_20;
    const undo = () => undoCommand(config, { isSure: true, ask: undefined }, context);
    expect((await undo()).warnings).toEqual([OFF]);
    aheadMs = 0;
    expect((await undo()).warnings).toEqual([]);
  });
});
