import { describe, expect, it } from 'vitest';
import type { Flags } from '../../../src/config/flags.ts';
import {
  AN_ADDRESS,
  CONFIG_JSON,
  type Complained,
  complaintsAbout,
  type Written,
} from './resolve-with.ts';

/*
 * What the user reads when a setting is wrong: one line a fault, `key: what we got, what we expected`.
 * The sentences are an interface: they stand here in full.
 */

const withFlags = (flags: Flags): Written => ({ flags: { source: AN_ADDRESS, ...flags } });
const withYaml = (yaml: string): Written => ({ flags: { source: AN_ADDRESS }, yaml });
const withJson = (json: unknown): Written => ({ flags: { mattermostConfig: CONFIG_JSON }, json });

const CASES: readonly Complained[] = [
  [
    'no source',
    {},
    'source: none given, expected --source URL, --mattermost-config FILE or source.url in mm2slack.yaml',
  ],
  [
    'an empty source',
    withFlags({ source: '' }),
    'source: nothing, expected mysql://, mariadb:// or postgres://user:password@host:port/database',
  ],
  [
    'a source without a scheme',
    withFlags({ source: 'localhost/mattermost' }),
    'source: no address, expected mysql://, mariadb:// or postgres://user:password@host:port/database',
  ],
  [
    'another scheme',
    withFlags({ source: 'mongodb://u@h/d' }),
    "source: scheme 'mongodb', expected mysql://, mariadb:// or postgres://user:password@host:port/database",
  ],
  [
    'a scheme with a slip',
    withFlags({ source: 'postgre://u@h/d' }),
    "source: scheme 'postgre', expected mysql://, mariadb:// or postgres://user:password@host:port/database (did you mean postgres?)",
  ],
  [
    'a port that is none',
    withFlags({ source: 'mysql://u@h:port/d' }),
    'source: a port that is no number, expected 1 to 65535',
  ],
  [
    'a port that is too high',
    withFlags({ source: 'postgres://u@h:99999/d' }),
    'source: port 99999, expected 1 to 65535',
  ],
  [
    'no database name',
    withFlags({ source: 'mysql://u@h' }),
    'source: no database name, expected mysql://, mariadb:// or postgres://user:password@host:port/database',
  ],
  [
    'no database name, on PostgreSQL',
    withFlags({ source: 'postgres://u@h/' }),
    'source: no database name, expected one',
  ],
  [
    'a raw # in a password',
    withFlags({ source: 'mysql://u:p#w@h/d' }),
    'source: no URL, expected mysql://, mariadb:// or postgres://user:password@host:port/database (special characters of a password must be percent-encoded, or set MM2SLACK_SOURCE_PASSWORD)',
  ],
  [
    'a raw % in a password',
    withFlags({ source: 'mysql://u:100%@h/d' }),
    "source: a '%' that encodes nothing, expected %25 for the sign itself",
  ],
  [
    'an unknown TLS mode',
    withFlags({ source: 'postgres://u@h/d?sslmode=requir' }),
    "source: TLS mode 'requir', expected disable, require, verify-full, true, false, skip-verify (did you mean require?)",
  ],
  [
    'a Go DSN without database',
    withFlags({ source: 'u:p@tcp(h:3306)/' }),
    'source: no database name, expected it after the slash',
  ],
  [
    'a Go DSN that is cut off',
    withFlags({ source: 'u:p@tcp(h:3306' }),
    'source: no MySQL address, expected user:password@tcp(host:port)/database',
  ],
  [
    'a Go DSN with a bad port',
    withFlags({ source: 'u:p@tcp(h:x)/d' }),
    'source: a port that is no number, expected 1 to 65535',
  ],
  [
    'a Go DSN with two colons in the address',
    withFlags({ source: 'u:p@tcp(::1)/d' }),
    'source: a port that is no number, expected 1 to 65535',
  ],
  [
    'a libpq form without dbname',
    withFlags({ source: 'host=h user=u' }),
    'source: no database name, expected one',
  ],
  [
    'a libpq form with an open quote',
    withFlags({ source: "host=h password='abc dbname=d" }),
    'source: no pairs of keyword=value, expected host=… user=… dbname=…',
  ],
  [
    'a config.json that is not there',
    { flags: { mattermostConfig: 'nowhere.json' } },
    "mattermostConfig: 'nowhere.json', expected a file to read (no such file)",
  ],
  [
    'a config.json that is no JSON',
    withJson('{ "SqlSettings": {"DataSource": "u:secret@"'),
    "mattermostConfig: '/opt/mattermost/config/config.json', expected a file of JSON",
  ],
  [
    'a config.json that is something else',
    withJson(['SqlSettings']),
    "mattermostConfig: '/opt/mattermost/config/config.json', expected Mattermost's config.json",
  ],
  [
    'a config.json without a database',
    withJson({ SqlSettings: { DriverName: 'mysql' } }),
    "source: no SqlSettings.DataSource in '/opt/mattermost/config/config.json', expected it there or --source URL",
  ],
  [
    'a masked address',
    withJson({ SqlSettings: { DataSource: '********************************' } }),
    'SqlSettings.DataSource: masked with asterisks, expected the address itself (Mattermost shows it masked: take the file, or give --source)',
  ],
  [
    'a driver that we do not know',
    withJson({ SqlSettings: { DriverName: 'sqlite3', DataSource: 'mm.db' } }),
    "SqlSettings.DriverName: 'sqlite3', expected mysql or postgres",
  ],
  [
    'a driver of the other engine',
    withJson({ SqlSettings: { DriverName: 'mysql', DataSource: 'postgres://u@h/d' } }),
    "SqlSettings.DriverName: 'mysql', expected postgres, as SqlSettings.DataSource is such an address",
  ],
  [
    'a driver of the other engine, on PostgreSQL',
    withJson({ SqlSettings: { DriverName: 'postgres', DataSource: 'u@tcp(h)/d' } }),
    "SqlSettings.DriverName: 'postgres', expected mysql, as SqlSettings.DataSource is such an address",
  ],
  [
    'an authority while TLS is off',
    withYaml('source: { caFile: mm2slack.yaml, tls: off }'),
    "source.caFile: 'mm2slack.yaml' while TLS is off, expected source.tls: on or no such file",
  ],
  [
    'an authority while the address turns TLS off',
    {
      flags: { source: 'postgres://u@h/d?sslmode=disable' },
      yaml: 'source: { caFile: mm2slack.yaml }',
    },
    "source.caFile: 'mm2slack.yaml' while TLS is off, expected source.tls: on or no such file",
  ],
  [
    'an authority that is not there',
    withYaml('source: { caFile: ca.pem }'),
    "source.caFile: 'ca.pem', expected a file to read (no such file)",
  ],
];

describe('a complaint about an address', () => {
  for (const [name, written, ...complaints] of CASES) {
    it(`says what is wrong with ${name}`, () => {
      expect(complaintsAbout(written)).toEqual(complaints);
    });
  }
});
