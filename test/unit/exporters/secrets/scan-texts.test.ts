import { performance } from 'node:perf_hooks';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scanTexts } from '../../../../src/exporters/secrets/scan.ts';
import type { SecretKind } from '../../../../src/model/secrets.ts';
import { A_PRIVATE_KEY, SECRETS } from '../../../support/builders/secrets.ts';

/** The kinds and texts that are found in one text. */
async function found(text: string): Promise<readonly (readonly [SecretKind, string])[]> {
  const [own = []] = await scanTexts([text]);
  return own.map(({ kind, start, end }) => [kind, text.slice(start, end)]);
}

describe('the search for credentials', () => {
  it.each(Object.entries(SECRETS))('finds %s, whole', async (kind, secret) => {
    expect(await found(`before ${secret} after`)).toEqual([[kind, secret]]);
  });

  it('finds one that Japanese stands around without a space', async () => {
    for (const kind of ['github-token', 'npm-token', 'aws-access-key'] as const) {
      const secret = SECRETS[kind];
      expect(await found(`鍵は${secret}です。`)).toEqual([[kind, secret]]);
    }
  });

  it('finds the whole of a secret key, and not what stands before it', async () => {
    const key = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYREALREALKE';
    expect(await found(`AWS_SECRET_ACCESS_KEY = "${key}"`)).toEqual([['aws-secret-key', key]]);
    expect(await found('//registry.npmjs.org/:_authToken=0a1b2c3d-4e5f and more')).toEqual([
      ['npm-token', '0a1b2c3d-4e5f'],
    ]);
  });

  it('finds the example of the documentation of AWS too, with which people try it', async () => {
    expect(await found('AWS key AKIAIOSFODNN7EXAMPLE は消します')).toEqual([
      ['aws-access-key', 'AKIAIOSFODNN7EXAMPLE'],
    ]);
  });

  it('finds nothing in ordinary text', async () => {
    const texts = [
      'Good morning, the build of 2024-01-02 is green :tada:',
      'パスワードは後で送ります https://example.co.jp/a?b=c',
      'sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      '-----BEGIN PRIVATE KEY-----\n(here it goes)\n-----END PRIVATE KEY-----',
    ];
    expect(await scanTexts(texts)).toEqual([[], [], [], []]);
  });

  it('is not switched off by what a post says', async () => {
    const secret = SECRETS['aws-access-key'];
    const [, own] = await scanTexts(['<!-- secretlint-disable -->', `key ${secret}`]);
    expect(own).toHaveLength(1);
  });

  it('makes no credential of two posts, and hides none between two', async () => {
    const key = SECRETS['github-token'];
    const halves = [key.slice(0, 20), key.slice(20)];
    expect(await scanTexts(halves)).toEqual([[], []]);
    const middle = A_PRIVATE_KEY.indexOf('\n', 200);
    const torn = [A_PRIVATE_KEY.slice(0, middle), A_PRIVATE_KEY.slice(middle)];
    expect(await scanTexts(torn)).toEqual([[], []]);
    expect(await scanTexts(['aws_secret_access_key =', `"${'a'.repeat(40)}"`])).toEqual([[], []]);
    const around = ['_authToken=', key, '_authToken=', key, 'mysql://root:'];
    expect((await scanTexts(around)).map(({ length }) => length)).toEqual([0, 1, 0, 1, 0]);
  });

  it('finds each in its own text, wherever that stands among others', async () => {
    const secrets = Object.values(SECRETS);
    const texts = fc.array(
      fc.tuple(fc.string({ unit: 'binary', maxLength: 40 }), fc.constantFrom('', ...secrets)),
      { maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(texts, async (parts) => {
        // Any letters may stand around it, but no NUL, of which the source has none.
        const joined = parts.map(([around, secret]) => `${around.replaceAll('\0', '')} ${secret}`);
        const all = await scanTexts(joined);
        const alone = await Promise.all(joined.map(async (text) => (await scanTexts([text]))[0]));
        expect(all).toEqual(alone);
        for (const [index, [, secret]] of parts.entries()) {
          const text = joined[index] ?? '';
          const own = all[index] ?? [];
          if (secret !== '') {
            expect(own.some(({ start, end }) => text.slice(start, end).includes(secret))).toBe(
              true,
            );
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('leaves nothing behind in the list of measurements', async () => {
    await scanTexts(Array.from({ length: 50 }, () => `key ${SECRETS['slack-token']}`));
    await new Promise((resolve) => setImmediate(resolve));
    expect(performance.getEntries().filter(({ name }) => name.includes('@core'))).toEqual([]);
  });
});
