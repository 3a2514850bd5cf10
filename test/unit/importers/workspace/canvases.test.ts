import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCanvas } from '../../../../src/importers/workspace/canvases.ts';
import type { WorkspaceSession } from '../../../../src/importers/workspace/session.ts';
import { undoReplay } from '../../../../src/importers/workspace/undo.ts';
import type { FakeAnswer, SlackCall } from '../../../support/slack/fault-proxy.ts';
import { serverSession } from '../../../support/slack/server-session.ts';
import {
  BOT_TOKEN,
  type SlackServer,
  startSlackServer,
} from '../../../support/slack/slack-server.ts';

const CREATE = 'conversations.canvases.create';

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

describe('the canvas of a channel', () => {
  let slack: SlackServer;
  let made = 0;
  let fates: Fate[] = [];
  beforeAll(async () => {
    slack = await startSlackServer();
    let isPassing = false;
    slack.intercept(async (call) => {
      if (call.method !== CREATE || isPassing) return undefined;
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
  const canvasesOf = (channel: string) =>
    [...slack.canvases.values()].filter((canvas) => canvas.channel === channel);

  async function newChannel(session: WorkspaceSession): Promise<string> {
    made += 1;
    const { body } = await session.client.call('conversations.create', { name: `c-${made}` });
    return String(Object(body['channel']).id);
  }
  const wanted = (slackChannel: string) => ({
    ...{ channelId: `mm-${slackChannel}`, slackChannel, title: 'Plan' },
    markdown: '# Plan\n\n- [x] 手順',
  });

  it('is made once, whatever becomes of answers, and undone', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...FATES), { maxLength: 3 }), async (lies) => {
        const session = serverSession(slack);
        const channel = await newChannel(session);
        fates = [...lies];
        const action = await makeCanvas(session, wanted(channel));
        expect(action.state).toBe('done');
        expect(await makeCanvas(session, wanted(channel))).toEqual(action);
        fates = [];
        const { title, markdown } = wanted(channel);
        expect(canvasesOf(channel)).toEqual([{ channel, title, markdown }]);
        expect(await undoReplay(session)).toMatchObject({ canvases: 1, refused: 0 });
        expect(canvasesOf(channel)).toEqual([]);
        expect(session.ledger.get(action.key)).toBeUndefined();
      }),
      { numRuns: 12 },
    );
  });

  it('is not made where others have made one, which stays', async () => {
    const others = serverSession(slack);
    const channel = await newChannel(others);
    await makeCanvas(others, { ...wanted(channel), title: 'of others' });
    const session = serverSession(slack);
    // An answer that is lost would make the canvas of others look like the app's.
    fates = ['lost'];
    expect(await makeCanvas(session, wanted(channel))).toMatchObject({
      ...{ state: 'failed', detail: 'channel_canvas_already_exists' },
    });
    fates = [];
    expect(await undoReplay(session)).toMatchObject({ canvases: 0 });
    expect(canvasesOf(channel)).toMatchObject([{ title: 'of others' }]);
  });

  it('whose call was lost is taken back by undo', async () => {
    const session = serverSession(slack);
    const channel = await newChannel(session);
    fates = ['lost'];
    const stopped = new Error('stopped');
    const looking = {
      ...session,
      client: {
        ...session.client,
        call: (...args: Parameters<WorkspaceSession['client']['call']>) => {
          if (args[0] === 'conversations.info' && canvasesOf(channel).length > 0) throw stopped;
          return session.client.call(...args);
        },
      },
    };
    await expect(makeCanvas(looking, wanted(channel))).rejects.toBe(stopped);
    expect(canvasesOf(channel)).toHaveLength(1);
    expect(await undoReplay(session)).toMatchObject({ canvases: 1 });
    expect(canvasesOf(channel)).toEqual([]);
  });
});
