import { generateKeyPairSync } from 'node:crypto';
import type { SecretKind } from '../../../src/model/secrets.ts';

/*
 * Credentials of the right shape that open nothing. Each is put together here, so that no search in the repository
 * takes it for a real one.
 */

const letters = 'aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zA';
const repeated = (length: number): string => letters.repeat(4).slice(0, length);

export const A_PRIVATE_KEY = String(
  generateKeyPairSync('rsa', {
    modulusLength: 1024,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }).privateKey,
).trim();

/** One of each kind that stands by itself. */
export const SECRETS = {
  'aws-access-key': `AKIA${'Q3EGZ7XW2LMN5RST'}`,
  'slack-token': ['xoxb', '123456789012', '1234567890123', repeated(24)].join('-'),
  'slack-webhook': `https://hooks.slack.com/services/${['T0AB1CD2E', 'B0AB1CD2E', repeated(24)].join('/')}`,
  'github-token': `ghp_${repeated(36)}`,
  'npm-token': `npm_${repeated(36)}`,
  'private-key': A_PRIVATE_KEY,
  'sendgrid-key': `SG.${repeated(22)}.${repeated(43)}`,
  'shopify-key': `shpat_${repeated(32)}`,
  'linear-key': `lin_api_${repeated(40)}`,
  'database-address': `mysql://app:${repeated(14)}@db.internal.example/app`,
  'web-address': `https://robot:${repeated(12)}@files.example.jp`,
} as const satisfies Partial<Record<SecretKind, string>>;

/** A key file of Google Cloud, as its console gives it. */
export const A_GOOGLE_KEY = JSON.stringify({
  type: 'service_account',
  private_key_id: 'a1b2c3',
  private_key: `${A_PRIVATE_KEY}\n`,
});
