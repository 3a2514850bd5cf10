import { describe, expect, it } from 'vitest';
import { verifyJson } from '../../../../src/reports/verify/json.ts';
import { aVerifyReport } from '../../../support/builders/verify-builders.ts';

/** The paths of all keys, lists taken as one. */
function keysOf(value: unknown, at = ''): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((each) => keysOf(each, `${at}[]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    `${at}.${key}`,
    ...keysOf(inner, `${at}.${key}`),
  ]);
}

describe('verify.json', () => {
  it('has the same keys, codes and numbers in every language', () => {
    const [en, ja] = (['en', 'ja'] as const).map((lang) =>
      JSON.parse(verifyJson(aVerifyReport(), lang)),
    );
    expect(keysOf(en)).toEqual(keysOf(ja));
    const codes = (report: { differences: { cause: string; kind: string }[] }) =>
      report.differences.map(({ cause, kind }) => [cause, kind]);
    expect(codes(en)).toEqual(codes(ja));
    expect(ja.differences[0].says).toBe('メッセージの本文が違う');
  });

  it('names its kind, its version, the archives with size and checksum, or the workspace', () => {
    const zip = JSON.parse(verifyJson(aVerifyReport(), 'en'));
    expect(zip).toMatchObject({ kind: 'mm2slack-verify', version: 1, isClean: false });
    expect(zip.target).toEqual({ kind: 'zip', archives: [...aVerifyReport().archives] });
    const workspace = { name: 'Acme', id: 'T0001' };
    const other = aVerifyReport({ kind: 'workspace', workspace, archives: [] });
    const { target } = JSON.parse(verifyJson(other, 'en'));
    expect(target).toEqual({ kind: 'workspace', ...workspace });
  });
});
