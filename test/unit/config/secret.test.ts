import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { secretsOf } from '../../../src/commands/prepare.ts';
import { Secret } from '../../../src/config/database-address.ts';
import { databaseOf } from '../../support/database-of.ts';
import { complaintsAbout, resolveWritten, type Written } from './resolve-with.ts';

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

describe('the address of a webhook', () => {
  const url = `https://hooks.example.com/services/${PASSWORD}`;
  const FROM: readonly [string, Written][] = [
    ['the variable', { flags: { source: 'mysql://u@h/d' }, env: { MM2SLACK_NOTIFY_URL: url } }],
    ['mm2slack.yaml', { yaml: `source: { url: 'mysql://u@h/d' }\nnotify: { url: '${url}' }` }],
  ];

  it.each(FROM)('from %s is a secret', (_name, written) => {
    const config = resolveWritten(written);
    expect(config.notify?.url.reveal()).toBe(url);
    expect(inspect(config, { depth: null, showHidden: true })).not.toContain(PASSWORD);
    expect(secretsOf(config)).toEqual(expect.arrayContaining([url, `/services/${PASSWORD}`]));
  });

  it.each(['hooks.example.com', `https://u:${PASSWORD}@h/x`, 'ftp://h/x', 'https://'])(
    'is refused without being shown when it is none (%#)',
    (address) => {
      const flags = { source: 'mysql://u@h/d' };
      expect(complaintsAbout({ flags, env: { MM2SLACK_NOTIFY_URL: address } })).toEqual([
        'MM2SLACK_NOTIFY_URL: expected the web address of a webhook, without user and password',
      ]);
    },
  );
});
