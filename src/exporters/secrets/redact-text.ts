import { type FoundSecret, type Redaction, redactionMark } from '../../model/secrets.ts';
import { maskSecret } from './mask-secret.ts';

/** The text with a mark in place of each credential that was found in it. */
export function redactText(text: string, found: readonly FoundSecret[]): string {
  let result = '';
  let done = 0;
  for (const secret of found) {
    // Before a bracket the mark would become a link's text.
    const gap = /[([]/.test(text.charAt(secret.end)) ? ' ' : '';
    result += `${text.slice(done, secret.start)}${redactionMark(secret.kind)}${gap}`;
    done = secret.end;
  }
  return result + text.slice(done);
}

/** The credentials of a text by themselves, masked. */
export function redactionsOf(
  text: string,
  found: readonly FoundSecret[],
): ReadonlyMap<string, Redaction> {
  return new Map(
    found.map(({ kind, start, end }) => {
      const secret = text.slice(start, end);
      return [secret, { kind, masked: maskSecret(secret) }];
    }),
  );
}
