import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { checkNetwork } from '../../../../../src/commands/run/checks/network.ts';
import { DIRECT } from '../../../../../src/config/network.ts';
import type { S3Files } from '../../../../../src/config/s3-files.ts';
import { lineText } from '../../../../../src/reports/notices.ts';
import { makeAuthority } from '../../../../support/network/certificates.ts';

const MANY = Array.from({ length: 140 }, (_, at) => makeAuthority(`Authority ${at}`).cert);
const [FIRST = ''] = MANY;
const ENDED_MS = Date.parse(new X509Certificate(FIRST).validTo) + 86_400_000;

/** What doctor says of the authorities of a bundle. */
async function saidOf(certificates: readonly string[], todayMs = Date.now()) {
  const pem = certificates.join('');
  const files: S3Files = {
    kind: 's3',
    bucket: 'files',
    prefix: '',
    region: undefined,
    endpoint: undefined,
    isPathStyle: false,
    credentials: undefined,
    network: { ...DIRECT, authorities: [{ key: 'network.caFile', path: 'ca.pem', pem }] },
  };
  const checks = await checkNetwork({ slack: undefined, files }, todayMs);
  return checks
    .filter(({ id }) => id === 'authority')
    .map(({ state, message }) => ({ state, says: lineText(message, 'en') }));
}

describe('the authorities that doctor tells of', () => {
  it.each([1, 2, 3])('are named one by one, when there are %i', async (count) => {
    const [said] = await saidOf(MANY.slice(0, count));
    expect(said?.state).toBe('ok');
    for (let at = 0; at < count; at += 1) expect(said?.says).toContain(`CN=Authority ${at}`);
  });

  it.each([4, 140])("are counted, when there are %i, as in a system's bundle", async (count) => {
    const [said] = await saidOf(MANY.slice(0, count));
    expect(said?.state).toBe('ok');
    expect(said?.says).toMatch(new RegExp(`^${count} certificates of ca\\.pem`));
    expect(said?.says.length).toBeLessThan(200);
  });

  it('are said to have expired by their names, and of many by the first ones', async () => {
    const [few] = await saidOf(MANY.slice(0, 2), ENDED_MS);
    expect(few).toMatchObject({ state: 'warning' });
    expect(few?.says).toContain('CN=Authority 0; CN=Authority 1 of ca.pem');
    const [many] = await saidOf(MANY, ENDED_MS);
    expect(many).toMatchObject({ state: 'warning' });
    expect(many?.says).toMatch(/^140 of the 140 certificates/);
    expect(many?.says.length).toBeLessThan(260);
  });
});
