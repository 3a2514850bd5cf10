import type { Reading } from '../slack/read-calls.ts';
import type { ReplayRun } from './replay-run.ts';

/** Reading keeps to the budgets too. */
export function pacedReading({ client, pacer, clock, signal, pauseMs }: ReplayRun): Reading {
  return {
    signal,
    pauseMs,
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
