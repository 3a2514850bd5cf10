import type { SlackMethod } from '../../slack/methods.ts';
import type { Clock } from '../../system/clock.ts';
import type { Transport } from '../../system/transport.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { SlackAnswer, SlackClient } from '../slack/client.ts';
import type { Pacer } from '../slack/pacer.ts';
import type { Reading } from '../slack/reading.ts';
import type { PrivateChannels } from './private-channels.ts';
import type { Refusals } from './refusals.ts';
import type { Settling } from './settling.ts';

/** The clock of a session, and its waiting times. */
export interface SessionClock extends Clock {
  /** The date by Slack's clock, milliseconds since the epoch, as the ledger records it for people. */
  todayMs(): number;
  /** How long a request whose answer was lost may still arrive. */
  readonly settleMs: number;
  /** The first pause after a lost answer. */
  readonly pauseMs: number;
}

/** One run's access to a workspace, shared by everything that is done there. */
export interface WorkspaceSession {
  /** The workspace's name, for reports. */
  readonly workspace: string;
  /** Slack's id of the workspace. */
  readonly teamId: string;
  /** The app's own user. */
  readonly botUserId: string;
  readonly client: SlackClient;
  readonly pacer: Pacer;
  readonly ledger: Ledger;
  readonly clock: SessionClock;
  readonly settling: Settling;
  readonly refusals: Refusals;
  readonly privateChannels: PrivateChannels;
  /** Connections to addresses that are no methods. */
  readonly transport: Transport;
  readonly signal: AbortSignal;
}

/** Makes a call within its rate limits. */
export async function pacedCall(
  session: WorkspaceSession,
  method: SlackMethod,
  args: Readonly<Record<string, unknown>>,
  place: CallPlace = {},
): Promise<SlackAnswer> {
  const { channel = '', remaining = 1, beforeSend } = place;
  const { pacer, client, clock, refusals, privateChannels, signal } = session;
  const answer = await pacer.run({ method, channel, remaining, signal }, async () => {
    // Behind every wait, and before anything says that the call went out.
    await privateChannels.check(pacedReading(session), method, args, clock.nowMs());
    beforeSend?.();
    return await client.call(method, args);
  });
  refusals.succeeded(method);
  return answer;
}

export interface CallPlace {
  /** The channel that a message goes to. */
  readonly channel?: string;
  /** Messages that the channel still has to post. */
  readonly remaining?: number;
  /** Called when the waiting is over and the call goes out. */
  readonly beforeSend?: () => void;
}

/** Makes reading calls within their rate limits. */
export function pacedReading({ client, pacer, clock, signal }: WorkspaceSession): Reading {
  return {
    signal,
    pauseMs: clock.pauseMs,
    sleep: clock.sleep,
    client: {
      ...client,
      call: (method, args) =>
        pacer.run({ method, channel: '', remaining: 1, signal }, () => client.call(method, args)),
    },
  };
}

/** Slack's servers give `ts` in the order of sending, or out of it by less than this. */
const DISORDER_SECONDS = 600;

/**
 * Returns the `oldest` of a search for what came after a message, by Slack's own `ts` of it in seconds: no clock of ours
 * bounds a search. 0 searches from the beginning.
 */
export const oldestAfter = (ts: number): string =>
  String(Math.max(0, Math.floor(ts) - DISORDER_SECONDS));
