import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Action } from '../../../../src/importers/ledger/ledger.ts';
import {
  keepCanvas,
  pagesOnCanvas,
  type WantedCanvas,
} from '../../../../src/importers/workspace/canvases.ts';
import type { WorkspaceSession } from '../../../../src/importers/workspace/session.ts';
import { undoReplay } from '../../../../src/importers/workspace/undo.ts';
import type { FakeAnswer, SlackCall } from '../../../support/slack/fault-proxy.ts';
import { serverSession } from '../../../support/slack/server-session.ts';
import {
  BOT_TOKEN,
  type SlackServer,
  startSlackServer,
} from '../../../support/slack/slack-server.ts';

const FAILING = new Set(['conversations.canvases.create', 'canvases.edit']);

/** What becomes of a call: its answer is lost before or after it is carried out, or is none. */
const FATES = ['not sent', 'lost', 'no answer', 'overloaded'] as const;
type Fate = (typeof FATES)[number];

const ANSWERS: Readonly<Record<Fate, FakeAnswer>> = {
  'not sent': { isReset: true },
  lost: { isReset: true },
  'no answer': { status: 200, body: { ok: true } },
  overloaded: { status: 503, body: 'overloaded' },
};
const CARRIED_OUT: ReadonlySet<Fate> = new Set(['lost', 'no answer']);

const STOPPED = new Error('stopped');
type Call = WorkspaceSession['client']['call'];

/** A session whose calls go through `around`. */
function calling(
  session: WorkspaceSession,
  around: (method: string, call: () => ReturnType<Call>) => ReturnType<Call>,
): WorkspaceSession {
  const call: Call = (method, args) => around(method, () => session.client.call(method, args));
  return { ...session, client: { ...session.client, call } };
}

describe('the canvas of a channel', () => {
  let slack: SlackServer;
  let made = 0;
  let fates: Fate[] = [];
  beforeAll(async () => {
    slack = await startSlackServer();
    let isPassing = false;
    slack.intercept(async (call) => {
      if (!FAILING.has(call.method) || isPassing) return undefined;
      const fate = fates.shift();
      if (fate === undefined) return undefined;
      isPassing = true;
      if (CARRIED_OUT.has(fate)) await sendAgain(call);
      isPassing = false;
      return ANSWERS[fate];
    });
  });
  afterAll(() => slack.stop());

  const sendAgain = ({ method, args }: SlackCall): Promise<Response> =>
    fetch(`${slack.apiUrl}${method}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${BOT_TOKEN}` },
      body: new URLSearchParams(args),
    });
  /** A session of the app that the server knows. */
  async function appSession(): Promise<WorkspaceSession> {
    const { client } = serverSession(slack);
    const { body } = await client.call('auth.test', {});
    return serverSession(slack, { botUserId: String(body['user_id']) });
  }
  const canvasesOf = (channel: string) =>
    [...slack.canvases.values()].filter((canvas) => canvas.channel === channel);

  async function newChannel(session: WorkspaceSession): Promise<string> {
    made += 1;
    const { body } = await session.client.call('conversations.create', { name: `c-${made}` });
    return String(Object(body['channel']).id);
  }
  const wanted = (slackChannel: string) => ({
    ...{ channelId: `mm-${slackChannel}`, slackChannel, title: 'Plan' },
    ...{ markdown: '# Plan\n\n- [x] 手順', pageIds: ['board1', 'board2'] },
  });
  const madeBy = async (session: WorkspaceSession, channel: string): Promise<Action> => {
    const made = await keepCanvas(session, wanted(channel));
    if (made === 'edited-by-others') throw new Error(made);
    return made;
  };
  /** A run that ends when an edit has reached Slack, if it sends one. */
  async function stopAfterSending(session: WorkspaceSession, canvas: WantedCanvas): Promise<void> {
    const dying = calling(session, async (method, call) => {
      const answer = await call();
      if (method === 'canvases.edit') throw STOPPED;
      return answer;
    });
    await keepCanvas(dying, canvas).catch((error: unknown) => {
      if (error !== STOPPED) throw error;
    });
  }
  const edits = (): number => slack.calls.filter(({ method }) => method === 'canvases.edit').length;

  it('is made once, whatever becomes of answers, and undone', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...FATES), { maxLength: 3 }), async (lies) => {
        const session = await appSession();
        const channel = await newChannel(session);
        fates = [...lies];
        const action = await madeBy(session, channel);
        expect(action.state).toBe('done');
        expect(await keepCanvas(session, wanted(channel))).toEqual(action);
        fates = [];
        const { title, markdown } = wanted(channel);
        expect(canvasesOf(channel)).toMatchObject([{ channel, title, markdown }]);
        expect(pagesOnCanvas(session.ledger, action.channelId)).toEqual(['board1', 'board2']);
        expect(await undoReplay(session)).toMatchObject({ canvases: 1, refused: 0 });
        expect(canvasesOf(channel)).toEqual([]);
        expect(session.ledger.get(action.key)).toBeUndefined();
      }),
      { numRuns: 12 },
    );
  });

  it('has the last text of its pages, whatever becomes of answers and wherever runs stop', async () => {
    const edit = fc.record({
      markdown: fc.constantFrom('# Plan', '# Plan\n\n- [ ] 手順', '# Plan B'),
      lies: fc.array(fc.constantFrom(...FATES), { maxLength: 1 }),
      isStopped: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 3 }), async (all) => {
        const session = await appSession();
        const channel = await newChannel(session);
        await keepCanvas(session, wanted(channel));
        for (const { markdown, lies, isStopped } of all) {
          const changed = { ...wanted(channel), markdown, pageIds: ['board1'] };
          fates = [...lies];
          if (isStopped) await stopAfterSending(session, changed);
          else {
            expect(await keepCanvas(session, changed)).toMatchObject({ state: 'done' });
            expect(canvasesOf(channel)).toMatchObject([{ title: 'Plan', markdown }]);
          }
          fates = [];
        }
        const last = wanted(channel);
        await keepCanvas(session, last);
        expect(canvasesOf(channel)).toMatchObject([{ markdown: last.markdown }]);
        const before = slack.calls.length;
        await keepCanvas(session, last);
        expect(slack.calls.length).toBe(before);
        expect(await undoReplay(session)).toMatchObject({ canvases: 1, refused: 0 });
        expect(canvasesOf(channel)).toEqual([]);
        expect(session.ledger.counts()).toEqual([]);
      }),
      { numRuns: 8 },
    );
  });

  it('is edited once for a change, and again when it changes back', async () => {
    const session = await appSession();
    const channel = await newChannel(session);
    const first = wanted(channel);
    const second = { ...first, markdown: '# Plan\n', pageIds: ['board1'] };
    await keepCanvas(session, first);
    const before = edits();
    for (const each of [second, second]) await keepCanvas(session, each);
    expect(pagesOnCanvas(session.ledger, first.channelId)).toEqual(['board1']);
    for (const each of [first, first]) await keepCanvas(session, each);
    expect(edits()).toBe(before + 2);
    expect(canvasesOf(channel)).toMatchObject([{ markdown: first.markdown }]);
  });

  it('that somebody edited in Slack is left as it is', async () => {
    const session = await appSession();
    const channel = await newChannel(session);
    const { fileId } = await madeBy(session, channel);
    slack.editCanvas(fileId, 'UPERSON', '# ours');
    const before = edits();
    const changed = { ...wanted(channel), markdown: '# Plan B' };
    expect(await keepCanvas(session, changed)).toBe('edited-by-others');
    expect(edits()).toBe(before);
    expect(canvasesOf(channel)).toMatchObject([{ markdown: '# ours' }]);
    expect(await undoReplay(session)).toMatchObject({ canvases: 1 });
  });

  it('that is gone from Slack is not made again, and asked for once for a change', async () => {
    const session = await appSession();
    const channel = await newChannel(session);
    const { fileId } = await madeBy(session, channel);
    await session.client.call('canvases.delete', { canvas_id: fileId });
    const before = edits();
    const changed = { ...wanted(channel), markdown: '# Plan B' };
    for (const _ of [1, 2]) {
      expect(await keepCanvas(session, changed)).toMatchObject({
        ...{ state: 'failed', detail: 'canvas_not_found' },
      });
    }
    expect(edits()).toBe(before + 1);
    expect(canvasesOf(channel)).toEqual([]);
  });

  it('is not made where others have made one, which stays', async () => {
    const others = await appSession();
    const channel = await newChannel(others);
    await keepCanvas(others, { ...wanted(channel), title: 'of others' });
    const session = await appSession();
    // An answer that is lost would make the canvas of others look like the app's.
    fates = ['lost'];
    expect(await keepCanvas(session, wanted(channel))).toMatchObject({
      ...{ state: 'failed', detail: 'channel_canvas_already_exists' },
    });
    fates = [];
    expect(await undoReplay(session)).toMatchObject({ canvases: 0 });
    expect(canvasesOf(channel)).toMatchObject([{ title: 'of others' }]);
  });

  it('whose call was lost is taken back by undo', async () => {
    const session = await appSession();
    const channel = await newChannel(session);
    fates = ['lost'];
    const looking = calling(session, async (method, call) => {
      if (method === 'conversations.info' && canvasesOf(channel).length > 0) throw STOPPED;
      return await call();
    });
    await expect(keepCanvas(looking, wanted(channel))).rejects.toBe(STOPPED);
    expect(canvasesOf(channel)).toHaveLength(1);
    expect(await undoReplay(session)).toMatchObject({ canvases: 1 });
    expect(canvasesOf(channel)).toEqual([]);
  });
});
