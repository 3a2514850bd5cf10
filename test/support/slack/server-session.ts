import { DIRECT, routesOf } from '../../../src/config/network.ts';
import { makeSlackClient } from '../../../src/importers/slack/client.ts';
import { PrivateChannels } from '../../../src/importers/workspace/private-channels.ts';
import { Refusals } from '../../../src/importers/workspace/refusals.ts';
import type { WorkspaceSession } from '../../../src/importers/workspace/session.ts';
import { makeSettling } from '../../../src/importers/workspace/settling.ts';
import { systemClock } from '../../../src/system/clock.ts';
import { makeTransport } from '../../../src/system/transport.ts';
import { makeMemoryLedger } from './memory-ledger.ts';
import { BOT_TOKEN } from './slack-server.ts';

/** A session with a Slack server of the test's, unpaced, with waits of milliseconds and a ledger in memory. */
export function serverSession(
  { apiUrl }: { readonly apiUrl: string },
  over: Partial<WorkspaceSession> = {},
): WorkspaceSession {
  const settleMs = 150;
  return {
    workspace: 'Example',
    teamId: 'TEXAMPLE',
    botUserId: 'UBOT',
    ledger: makeMemoryLedger(),
    signal: new AbortController().signal,
    clock: { ...systemClock, todayMs: () => Date.now(), settleMs, pauseMs: 2 },
    transport: makeTransport(routesOf(DIRECT)),
    refusals: new Refusals(),
    privateChannels: new PrivateChannels(),
    settling: makeSettling(over.clock ?? systemClock, over.clock?.settleMs ?? settleMs),
    pacer: {
      run: (_call, act) => act(),
      counts: { calls: new Map(), throttledMsBy: new Map(), throttledMs: 0 },
    },
    client: makeSlackClient({ token: BOT_TOKEN, apiUrl, retryAfterMs: 5, fetch }),
    ...over,
  };
}
