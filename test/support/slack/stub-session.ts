import { DIRECT, routesOf } from '../../../src/config/network.ts';
import { SlackRefusal, SlackUnclear } from '../../../src/importers/slack/errors.ts';
import { PrivateChannels } from '../../../src/importers/workspace/private-channels.ts';
import { Refusals } from '../../../src/importers/workspace/refusals.ts';
import type { WorkspaceSession } from '../../../src/importers/workspace/session.ts';
import type { SlackMethod } from '../../../src/slack/methods.ts';
import { makeTransport } from '../../../src/system/transport.ts';
import { makeMemoryLedger } from './memory-ledger.ts';

type Args = Readonly<Record<string, unknown>>;

export interface StubCall {
  readonly method: SlackMethod;
  readonly args: Args;
}

/** What becomes of a call instead: Slack refuses it, or its answer is lost before or after it was carried out. */
export type StubFault = { readonly refused: string } | 'lost' | 'carried out, answer lost';

/** A session without a network or a disk: a ledger in memory, and messages that are kept as they are posted. */
export interface StubSession {
  readonly session: WorkspaceSession;
  readonly calls: readonly StubCall[];
  /** Messages that are in the workspace, oldest first. */
  readonly messages: readonly Args[];
  /** The next call of the method fails; one after another when it is said several times. */
  failNext(method: SlackMethod, fault: StubFault): void;
  /** Methods that were called, in order. */
  methods(): readonly SlackMethod[];
}

export function makeStubSession(): StubSession {
  const calls: StubCall[] = [];
  const messages = new Map<string, Args>();
  const faults = new Map<SlackMethod, StubFault[]>();
  let seconds = 0;

  /** What the methods do that a test looks at afterwards; the others answer that all is well. */
  const carryOut = (method: SlackMethod, args: Args): Args => {
    const ts = String(args['ts'] ?? '');
    if (method === 'chat.postMessage') {
      seconds += 1;
      const posted = { ...args, ts: `${seconds}.000100` };
      messages.set(posted.ts, posted);
      return posted;
    }
    if (method === 'chat.update') messages.set(ts, { ...messages.get(ts), ...args });
    if (method === 'chat.delete') messages.delete(ts);
    return { messages: [...messages.values()] };
  };

  const session: WorkspaceSession = {
    workspace: 'Example',
    teamId: 'TEXAMPLE',
    botUserId: 'UBOT',
    ledger: makeMemoryLedger(),
    signal: new AbortController().signal,
    transport: makeTransport(routesOf(DIRECT)),
    refusals: new Refusals(),
    privateChannels: new PrivateChannels(),
    settling: { mayArrive() {}, ended() {}, waitMs: () => 0 },
    clock: {
      nowMs: () => 0,
      todayMs: () => 0,
      sleep: async () => {},
      settleMs: 1,
      pauseMs: 1,
    },
    pacer: {
      run: (_call, act) => act(),
      counts: { calls: new Map(), throttledMsBy: new Map(), throttledMs: 0 },
    },
    client: {
      clockSkewMs: () => undefined,
      slackTimeMs: () => undefined,
      async call(method, args) {
        calls.push({ method, args });
        const fault = faults.get(method)?.shift();
        if (typeof fault === 'object') throw new SlackRefusal(method, fault.refused, '');
        if (fault === 'lost') throw new SlackUnclear(method, 'lost');
        const body = { ok: true, ...carryOut(method, args) };
        if (fault !== undefined) throw new SlackUnclear(method, 'lost');
        return { body, scopes: [] };
      },
    },
  };
  return {
    session,
    calls,
    get messages() {
      return [...messages.values()];
    },
    failNext: (method, fault) => void faults.set(method, [...(faults.get(method) ?? []), fault]),
    methods: () => calls.map(({ method }) => method),
  };
}
