/** Slack's clock, by the Date header of its answers. */
export interface SlackTime {
  /** Notes the Date header of an answer whose request was sent at a time of our clock. */
  read(date: string, sentAtMs: number): void;
  nowMs(): number | undefined;
  /** Slack's clock minus ours: the largest difference that was noted. */
  skewMs(): number | undefined;
}

/** A Date header names the second that has begun (RFC 9110, 5.6.7). */
const DATE_PRECISION_MS = 1_000;

/**
 * Makes a clock that follows Slack's. Between answers it goes on with the monotonic clock, because the machine's clock
 * may be set meanwhile.
 */
export function makeSlackTime(): SlackTime {
  let last: { readonly slackMs: number; readonly monotonicMs: number } | undefined;
  let largestMs: number | undefined;
  return {
    read(date, sentAtMs) {
      const slackMs = Date.parse(date);
      if (Number.isNaN(slackMs)) return;
      last = { slackMs, monotonicMs: performance.now() };
      const skewMs = skewOf(slackMs, sentAtMs, Date.now());
      if (Math.abs(skewMs) >= Math.abs(largestMs ?? 0)) largestMs = skewMs;
    },
    nowMs: () =>
      last === undefined
        ? undefined
        : Math.round(last.slackMs + performance.now() - last.monotonicMs),
    skewMs: () => largestMs,
  };
}

/** The difference that is certain: Slack wrote the date between the request and its answer, which may have taken long. */
function skewOf(slackMs: number, sentAtMs: number, receivedAtMs: number): number {
  if (slackMs > receivedAtMs) return slackMs - receivedAtMs;
  const behindMs = slackMs + DATE_PRECISION_MS - sentAtMs;
  return Math.min(behindMs, 0);
}
