import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../../src/config/database-address.ts';
import { databaseOf } from '../../support/database-of.ts';
import { resolveWritten, type Written } from './resolve-with.ts';

const PASSWORD = 'corr3ct-h0rse';

describe('a secret', () => {
  it('is shown as asterisks by every way to text', () => {
    const secret = new Secret(PASSWORD);
    const texts = [
      String(secret),
      `${secret}`,
      JSON.stringify({ secret }),
      inspect(secret),
      inspect({ deep: [{ secret }] }, { depth: null, showHidden: true, getters: true }),
      inspect(secret, { customInspect: false, showHidden: true }),
      JSON.stringify(Object.entries(secret)),
      JSON.stringify({ ...secret }),
    ];
    for (const text of texts) expect(text).not.toContain(PASSWORD);
    expect(texts.slice(0, 3)).toEqual(['***', '***', '{"secret":"***"}']);
    expect(secret.reveal()).toBe(PASSWORD);
  });
});

const WAYS: readonly [string, Written][] = [
  ['a URL', { flags: { source: `mysql://u:${PASSWORD}@h/d` } }],
  ["Go's DSN", { env: { MM_SQLSETTINGS_DATASOURCE: `u:${PASSWORD}@tcp(h)/d` } }],
  ["libpq's form", { flags: { source: `host=h user=u password=${PASSWORD} dbname=d` } }],
  [
    'the variable',
    { flags: { source: 'mysql://u@h/d' }, env: { MM2SLACK_SOURCE_PASSWORD: PASSWORD } },
  ],
  ['mm2slack.yaml', { yaml: `source: { url: "mysql://u:${PASSWORD}@h/d" }`, isPrivate: false }],
];

describe('a configuration', () => {
  it.each(WAYS)('with a password from %s prints without it', (_name, written) => {
    const config = resolveWritten(written);
    expect(databaseOf(config).password.reveal()).toBe(PASSWORD);
    expect(JSON.stringify(config)).not.toContain(PASSWORD);
    expect(inspect(config, { depth: null, showHidden: true })).not.toContain(PASSWORD);
  });
});
