import { plainText } from '../../reports/shown-text.ts';

/**
 * Makes what hides passwords and tokens in the values of a notice, before it is worded: a password that is a word of ours
 * would otherwise destroy the sentence, and be read from what is missing in it.
 */
export const hiding =
  (secrets: readonly string[]) =>
  (value: string): string =>
    withoutAccount(redact(plainText(value), secrets));

/** An address with a password: in a flag for something else it is no setting, and nobody knows it as a secret. */
const ACCOUNT = /(\b[a-z][a-z0-9+.-]*:\/\/[^\s:@/]*):\S*@/gi;

const withoutAccount = (text: string): string => text.replace(ACCOUNT, '$1:***@');

/** Replaces passwords and tokens in a text by `***`. */
export function redact(text: string, secrets: readonly string[]): string {
  let clean = text;
  // The longest first: a secret may begin with another one.
  for (const secret of [...secrets].sort((a, b) => b.length - a.length)) {
    // A short secret would hide ordinary words; no message of ours shows such a password.
    if (secret.length >= 4) clean = clean.replaceAll(secret, '***');
  }
  return clean;
}
