/** What a credential is for, with the words that stand where it was. The ids are a contract (FORMATS.md). */
export const SECRET_KINDS = {
  'aws-access-key': 'AWS access key',
  'aws-secret-key': 'AWS secret access key',
  'aws-account': 'AWS account ID',
  'google-key': 'Google Cloud key',
  'private-key': 'private key',
  'slack-token': 'Slack token',
  'slack-webhook': 'Slack webhook',
  'github-token': 'GitHub token',
  'npm-token': 'npm token',
  'openai-key': 'OpenAI key',
  'anthropic-key': 'Anthropic key',
  'linear-key': 'Linear key',
  'sendgrid-key': 'SendGrid key',
  'shopify-key': 'Shopify key',
  '1password-token': '1Password token',
  'database-address': 'database address with a password',
  'web-address': 'web address with a password',
  other: 'credential',
} as const;

export type SecretKind = keyof typeof SECRET_KINDS;

/** A credential in a text; both ends are UTF-16 code units, `end` exclusive. */
export interface FoundSecret {
  readonly kind: SecretKind;
  readonly start: number;
  readonly end: number;
}

/** A credential that was taken out of a text on the way here; itself it is nowhere. */
export interface Redaction {
  readonly kind: SecretKind;
  /** Its first characters and its length. */
  readonly masked: string;
}

/** The mark that replaces a credential. */
export const redactionMark = (kind: SecretKind): string => `[redacted: ${SECRET_KINDS[kind]}]`;
