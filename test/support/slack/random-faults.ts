import type { FakeAnswer, Interceptor, SlackCall } from './fault-proxy.ts';

/** Faults and how often each comes; together they leave most calls alone. */
const FAULTS: readonly (readonly [chance: number, fault: (delayMs: number) => FakeAnswer])[] = [
  [0.05, () => ({ status: 500, body: { ok: false, error: 'internal_error' } })],
  [0.05, () => ({ status: 500, body: { ok: false, error: 'internal_error' }, isCarriedOut: true })],
  [0.05, () => ({ isReset: true })],
  [0.05, () => ({ isReset: true, isCarriedOut: true })],
  [0.03, () => ({ body: { ok: false, error: 'ratelimited' } })],
  [0.03, () => ({ status: 200, body: '<html>', isCarriedOut: true })],
  [0.02, () => ({ status: 200, body: '<html>' })],
  [0.05, (delayMs) => ({ delayMs })],
  [0.03, (delayMs) => ({ delayMs, status: 500, body: 'late', isCarriedOut: true })],
];

/** Faults drawn by chance for calls that write; `mostDelayMs` is how late a call may be carried out. */
export function randomFaults(
  random: () => number,
  {
    mostDelayMs,
    isMeant,
  }: { readonly mostDelayMs: number; readonly isMeant: (call: SlackCall) => boolean },
): Interceptor {
  return (call) => {
    if (!isMeant(call)) return undefined;
    // Where bytes go, 200 means that they have arrived.
    const isUpload = call.method === '';
    let drawn = random();
    for (const [chance, fault] of FAULTS) {
      if (drawn < chance) {
        const answer = fault(Math.floor(random() * mostDelayMs));
        const isLie = isUpload && answer.body !== undefined && (answer.status ?? 200) === 200;
        return isLie ? undefined : answer;
      }
      drawn -= chance;
    }
    return undefined;
  };
}
