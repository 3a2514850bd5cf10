import type { FakeAnswer, Interceptor, SlackCall } from './fault-proxy.ts';

/** Faults and how often each comes; together they leave most calls alone. */
const FAULTS: Readonly<
  Record<string, readonly [chance: number, fault: (delayMs: number) => FakeAnswer]>
> = {
  'status 500': [0.05, () => ({ status: 500, body: { ok: false, error: 'internal_error' } })],
  'status 500, carried out': [
    0.05,
    () => ({ status: 500, body: { ok: false, error: 'internal_error' }, isCarriedOut: true }),
  ],
  reset: [0.05, () => ({ isReset: true })],
  'reset, carried out': [0.05, () => ({ isReset: true, isCarriedOut: true })],
  ratelimited: [0.03, () => ({ body: { ok: false, error: 'ratelimited' } })],
  'no JSON, carried out': [0.03, () => ({ status: 200, body: '<html>', isCarriedOut: true })],
  'no JSON': [0.02, () => ({ status: 200, body: '<html>' })],
  late: [0.05, (delayMs) => ({ delayMs })],
  'late, status 500, carried out': [
    0.03,
    (delayMs) => ({ delayMs, status: 500, body: 'late', isCarriedOut: true }),
  ],
};

/** Every kind of fault, as `onFault` hears of it. */
export const FAULT_KINDS: readonly string[] = Object.keys(FAULTS);

/** Faults drawn by chance for calls that write; `mostDelayMs` is how late a call may be carried out. */
export function randomFaults(
  random: () => number,
  {
    mostDelayMs,
    isMeant,
    onFault,
  }: {
    readonly mostDelayMs: number;
    readonly isMeant: (call: SlackCall) => boolean;
    readonly onFault?: (kind: string) => void;
  },
): Interceptor {
  return (call) => {
    if (!isMeant(call)) return undefined;
    // Where bytes go, 200 means that they have arrived.
    const isUpload = call.method === '';
    let drawn = random();
    for (const [kind, [chance, fault]] of Object.entries(FAULTS)) {
      if (drawn < chance) {
        const answer = fault(Math.floor(random() * mostDelayMs));
        const isLie = isUpload && answer.body !== undefined && (answer.status ?? 200) === 200;
        if (isLie) return undefined;
        onFault?.(kind);
        return answer;
      }
      drawn -= chance;
    }
    return undefined;
  };
}
