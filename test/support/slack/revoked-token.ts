import type { Interceptor } from './fault-proxy.ts';

/** A token that is revoked after so many calls: each later one is refused, uploads of bytes aside, which carry none. */
export function revokedAfter(calls: number): Interceptor {
  let left = calls;
  return ({ method }) => {
    if (method === '') return undefined;
    if (left === 0) return { body: { ok: false, error: 'token_revoked' } };
    left -= 1;
    return undefined;
  };
}
