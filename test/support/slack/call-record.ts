import type { FakeAnswer, FaultProxy, SlackCall } from './fault-proxy.ts';

/** A call with what became of it. */
export interface RecordedCall extends SlackCall {
  /** When its answer went out, milliseconds since the epoch. */
  readonly answeredAtMs: number;
  /** The HTTP status; undefined when the connection broke instead. */
  readonly status: number | undefined;
  /** As JSON where it is that, as text otherwise. */
  readonly answer: unknown;
}

/** Every call from now on, in the order of the answers. */
export function recordCalls(proxy: FaultProxy): readonly RecordedCall[] {
  const records: RecordedCall[] = [];
  proxy.onAnswer((call, given) => {
    const isBroken = given.isReset === true;
    records.push({
      ...call,
      answeredAtMs: Date.now(),
      status: isBroken ? undefined : (given.status ?? 200),
      answer: isBroken ? undefined : answerOf(given),
    });
  });
  return records;
}

function answerOf({ body }: FakeAnswer): unknown {
  if (typeof body !== 'string') return body ?? { ok: true };
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
