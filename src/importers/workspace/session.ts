import type { SlackMethod } from '../../slack/methods.ts';
import type { Clock } from '../../system/clock.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { SlackAnswer, SlackClient } from '../slack/client.ts';
import type { Pacer } from '../slack/pacer.ts';
import type { Reading } from '../slack/reading.ts';

/** The clock of a session, and its waiting times. */
export interface SessionClock extends Clock {
  /** The date, milliseconds since the epoch, as the ledger records it. */
  todayMs(): number;
  /** How long after an intent a request that was under way may still arrive. */
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
  readonly signal: AbortSignal;
}

/** Makes a call within its rate limits. */
export function pacedCall(
  session: WorkspaceSession,
  method: SlackMethod,
  args: Readonly<Record<string, unknown>>,
  place: CallPlace = {},
): Promise<SlackAnswer> {
  const { channel = '', remaining = 1, beforeSend } = place;
  return session.pacer.run({ method, channel, remaining, signal: session.signal }, () => {
    beforeSend?.();
    return session.client.call(method, args);
  });
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

/** Slack's clock may be behind ours by this much when a lookup goes by an intent's time. */
const SKEW_SECONDS = 600;

/** The `oldest` of a lookup for what was made at or after a time of our clock, in whole seconds. */
export const sinceSeconds = (ms: number): number =>
  Math.max(0, Math.floor(ms / 1000) - SKEW_SECONDS);
