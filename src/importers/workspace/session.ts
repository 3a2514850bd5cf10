import type { SlackMethod } from '../../slack/methods.ts';
import type { Clock } from '../../system/clock.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { SlackAnswer, SlackClient } from '../slack/client.ts';
import type { Pacer } from '../slack/pacer.ts';
import type { Reading } from '../slack/reading.ts';

/** The clock of a session, and the spans that it waits. */
export interface SessionClock extends Clock {
  /** The date, milliseconds since the epoch, as the ledger records it. */
  todayMs(): number;
  /** How long after an intent a request that was under way may still arrive. */
  readonly settleMs: number;
  /** The first pause after an answer that did not come. */
  readonly pauseMs: number;
}

/** One run's access to a workspace, shared by everything that is done there. */
export interface WorkspaceSession {
  /** The workspace's name, for reports. */
  readonly workspace: string;
  /** The app's own user. */
  readonly botUserId: string;
  readonly client: SlackClient;
  readonly pacer: Pacer;
  readonly ledger: Ledger;
  readonly clock: SessionClock;
  readonly signal: AbortSignal;
}

/** A call that keeps to its budgets. */
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
  /** What the channel has still to post. */
  readonly remaining?: number;
  /** Called when the waiting is over and the call goes out. */
  readonly beforeSend?: () => void;
}

/** Reading keeps to the budgets too. */
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

/** Clocks are not the same, and Slack's decides; so much earlier than the intent is looked at. */
const SKEW_SECONDS = 600;

/** From where to look for what was made at or after a time of ours; Slack counts whole seconds. */
export const sinceSeconds = (ms: number): number =>
  Math.max(0, Math.floor(ms / 1000) - SKEW_SECONDS);
