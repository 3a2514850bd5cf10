import type { Interceptor, SlackCall } from './fault-proxy.ts';
import { slackLimits } from './slack-limits.ts';

/** Answers of methods that the emulator lacks: a workspace without emoji and user groups of its own. */
export const STUBS: readonly Interceptor[] = [
  slackLimits,
  (call) =>
    call.method === 'usergroups.create'
      ? { body: { ok: false, error: 'paid_teams_only' } }
      : undefined,
  (call) => (call.method === 'emoji.list' ? { body: { ok: true, emoji: {} } } : undefined),
  (call) =>
    call.method === 'usergroups.list' ? { body: { ok: true, usergroups: [] } } : undefined,
];

/** The same answer for every call of a method. */
export function answering(method: string, body: unknown): Interceptor {
  return (call) => (call.method === method ? { body } : undefined);
}

/** Slack's refusal of a method. */
export function refusing(method: string, error: string, needed?: string): Interceptor {
  const body = { ok: false, error, ...(needed === undefined ? {} : { needed, provided: '' }) };
  return answering(method, body);
}

/** The first `times` calls that `isMeant` are told to wait. */
export function throttling(
  isMeant: (call: SlackCall) => boolean,
  { times, retryAfterSeconds }: { readonly times: number; readonly retryAfterSeconds: number },
): Interceptor {
  let left = times;
  return (call) => {
    if (left === 0 || !isMeant(call)) return undefined;
    left -= 1;
    const headers = { 'retry-after': String(retryAfterSeconds) };
    return { status: 429, headers, body: { ok: false, error: 'ratelimited' } };
  };
}
