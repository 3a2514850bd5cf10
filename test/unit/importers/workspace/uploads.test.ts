import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { uploadKey } from '../../../../src/importers/ledger/keys.ts';
import { type Action, intentOf } from '../../../../src/importers/ledger/ledger.ts';
import type { WorkspaceSession } from '../../../../src/importers/workspace/session.ts';
import { shareFile } from '../../../../src/importers/workspace/uploads.ts';
import type { FakeAnswer, SlackCall } from '../../../support/slack/fault-proxy.ts';
import { askServer } from '../../../support/slack/read-back.ts';
import { serverSession } from '../../../support/slack/server-session.ts';
import { type OneChannel, startWithChannel } from '../../../support/slack/slack-fixture.ts';
import { refusing } from '../../../support/slack/stubs.ts';

const SHARE = 'files.completeUploadExternal';
const KEY = uploadKey('file');

let world: OneChannel;
let session: WorkspaceSession;
beforeEach(async () => {
  world = await startWithChannel();
  session = serverSession(world.slack);
});
afterEach(() => world.slack.stop());

const share = (over: Partial<WorkspaceSession> = {}): Promise<Action> =>
  shareFile(
    { ...session, ...over },
    {
      fileId: 'file',
      postId: 'post',
      name: 'a.txt',
      sizeBytes: 4,
      comment: 'Taro',
      channelId: 'channel',
      slackChannel: world.channel,
      threadTs: '',
      losses: [],
      open: async () => Readable.from(['file']),
    },
  );

/** Files in the channel, by Slack's ids. */
async function filesThere(): Promise<readonly string[]> {
  const messages = await askServer(world.slack.apiUrl).messages(world.channel);
  return messages.flatMap(({ files = [] }) => files.map(({ id }) => id));
}

const calls = (method: string): readonly SlackCall[] =>
  world.slack.calls.filter((call) => call.method === method);

/** Gives the first calls of a method these answers, one after another. */
function answerInTurn(method: string, ...answers: readonly (FakeAnswer | undefined)[]): void {
  const left = [...answers];
  world.slack.intercept((call) => (call.method === method ? left.shift() : undefined));
}

/** Slack says yes and shares nothing. */
const LIE: FakeAnswer = { body: { ok: true, files: [] } };

/** Slack does not know the upload that is to be shared. */
const FORGOTTEN: FakeAnswer = { body: { ok: false, error: 'file_not_found' } };

/** What Slack says of a file that is shared nowhere. */
const NOWHERE = { ok: true, file: { shares: {}, channels: [] } };

describe('a file that is shared', () => {
  it('is read back before it counts as done', async () => {
    expect(await share()).toMatchObject({ state: 'done' });
    const order = world.slack.calls
      .map(({ method }) => method)
      .filter((m) => m.startsWith('files.'));
    expect(order.slice(-2)).toEqual([SHARE, 'files.info']);
    expect(await filesThere()).toEqual([session.ledger.get(KEY)?.fileId]);
  });

  it.each([10, 20, 30])('is there once when its share is %i ms late', async (carriedOutAfterMs) => {
    answerInTurn(SHARE, { ...LIE, carriedOutAfterMs });
    expect(await share()).toMatchObject({ state: 'done' });
    expect(await filesThere()).toEqual([session.ledger.get(KEY)?.fileId]);
    expect(calls(SHARE)).toHaveLength(1);
  });

  it.each([1, 2])(
    'is uploaded anew when Slack confirms it and never shares it, %i times',
    async (lies) => {
      answerInTurn(SHARE, ...Array.from({ length: lies }, () => LIE));
      expect(await share()).toMatchObject({ state: 'done' });
      expect(calls(SHARE)).toHaveLength(lies + 1);
      expect(await filesThere()).toEqual([session.ledger.get(KEY)?.fileId]);
    },
  );

  it('counts as refused when Slack never shares it, and the run goes on', async () => {
    answerInTurn(SHARE, ...Array.from({ length: 9 }, () => LIE));
    expect(await share()).toMatchObject({ state: 'failed', detail: 'share_not_made' });
    expect(calls(SHARE)).toHaveLength(3);
    expect(await filesThere()).toEqual([]);
  });

  it.each([1, 2])(
    'is uploaded anew when Slack has forgotten its upload, %i times',
    async (times) => {
      answerInTurn(SHARE, ...Array.from({ length: times }, () => FORGOTTEN));
      expect(await share()).toMatchObject({ state: 'done' });
      expect(calls(SHARE)).toHaveLength(times + 1);
      expect(await filesThere()).toEqual([session.ledger.get(KEY)?.fileId]);
    },
  );

  it('is there once when its request arrived twice, and the second answer came back', async () => {
    answerInTurn(SHARE, { ...FORGOTTEN, isCarriedOut: true });
    expect(await share()).toMatchObject({ state: 'done' });
    expect(calls(SHARE)).toHaveLength(1);
    expect(await filesThere()).toEqual([session.ledger.get(KEY)?.fileId]);
  });

  it('is uploaded when an older version recorded a forgotten upload as refused', async () => {
    session.ledger.intend({ ...intentOf({ key: KEY, kind: 'upload' }), atMs: 1 });
    session.ledger.fail(KEY, 'file_not_found', 1);
    expect(await share()).toMatchObject({ state: 'done' });
    expect(await filesThere()).toHaveLength(1);
  });

  it.each([
    ['status 500', { status: 500, body: { ok: false, error: 'internal_error' } }],
    ['no JSON', { status: 200, body: '<html>' }],
    ['a connection that is reset', { isReset: true }],
  ] as const)(
    'is shared in the end when Slack is out of order for a while: %s',
    async (_, fault) => {
      answerInTurn(SHARE, ...Array.from({ length: 6 }, () => fault));
      expect(await share()).toMatchObject({ state: 'done' });
      expect(await filesThere()).toEqual([session.ledger.get(KEY)?.fileId]);
    },
  );

  it('stays an intent when Slack stays out of order, and the next run shares it', async () => {
    let isDown = true;
    world.slack.intercept(({ method }) =>
      isDown && method === SHARE ? { status: 500, body: 'down' } : undefined,
    );
    await expect(share()).rejects.toThrow();
    expect(session.ledger.get(KEY)?.state).not.toBe('failed');
    isDown = false;
    expect(await share()).toMatchObject({ state: 'done' });
    expect(await filesThere()).toEqual([session.ledger.get(KEY)?.fileId]);
  });

  it('is left to a repair when Slack forgets every upload', async () => {
    answerInTurn(SHARE, ...Array.from({ length: 9 }, () => FORGOTTEN));
    expect(await share()).toMatchObject({ state: 'failed', detail: 'share_not_made' });
    expect(calls(SHARE)).toHaveLength(3);
  });

  it('is taken back before it is uploaded anew, so that no late share can double it', async () => {
    answerInTurn(SHARE, { isCarriedOut: true, isReset: true });
    answerInTurn('files.info', { body: NOWHERE });
    await share();
    const [deleted] = calls('files.delete');
    expect(deleted?.args['file']).toBeTruthy();
    expect(await filesThere()).toEqual([session.ledger.get(KEY)?.fileId]);
    expect(await filesThere()).not.toContain(deleted?.args['file']);
  });
});

describe('a share that cannot be read back', () => {
  it.each(['missing_scope', 'token_revoked', 'fatal_error'])(
    'stays an intent when Slack says %s, and the next run finds it',
    async (error) => {
      let isDown = true;
      world.slack.intercept((call) => (isDown ? refusing('files.info', error)(call) : undefined));
      await expect(share()).rejects.toThrow(error);
      expect(session.ledger.get(KEY)?.state).toBe('intended');
      isDown = false;
      expect(await share()).toMatchObject({ state: 'done' });
      expect(calls(SHARE)).toHaveLength(1);
      expect(await filesThere()).toHaveLength(1);
    },
  );

  it('stays an intent when the run is interrupted meanwhile', async () => {
    const stop = new AbortController();
    world.slack.intercept(({ method }) => {
      if (method !== 'files.info' || stop.signal.aborted) return undefined;
      stop.abort(new Error('interrupted'));
      return { body: NOWHERE };
    });
    await expect(share({ signal: stop.signal })).rejects.toThrow('interrupted');
    expect(session.ledger.get(KEY)?.state).toBe('intended');
    expect(await share()).toMatchObject({ state: 'done' });
    expect(await filesThere()).toHaveLength(1);
    expect(calls(SHARE)).toHaveLength(1);
  });
});
