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

const CASES: readonly Complained[] = [
  [
    'a settings file that is not there',
    withFlags({ config: 'nowhere.yaml' }),
    "config: 'nowhere.yaml', expected a file to read (no such file)",
  ],
  [
    'a settings file in UTF-16',
    withYaml(Buffer.from('\ufeffwork: ./x', 'utf16le').toString('utf8')),
    'mm2slack.yaml: this is no text in UTF-8 (UTF-16, or a file of another kind?); save it as UTF-8',
  ],
  [
    'a settings file that is a picture',
    withYaml(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]).toString('utf8')),
    'mm2slack.yaml: this is no text in UTF-8 (UTF-16, or a file of another kind?); save it as UTF-8',
  ],
  [
    'a site address with a query',
    withYaml('source: { siteUrl: "https://h/?a=b" }'),
    "source.siteUrl: 'https://h/?a=b', expected an address such as https://chat.example.com",
  ],
  [
    'an unknown key',
    withYaml('# mine\nchanels: { only: dev }'),
    'mm2slack.yaml:2: chanels: unknown key, expected channels',
  ],
  [
    'an unknown key in a section',
    withYaml('source:\n  siteUrl: https://h\n  maxRowPerSecond: 5'),
    'mm2slack.yaml:3: source.maxRowPerSecond: unknown key, expected maxRowsPerSecond',
  ],
  [
    'a key like no other',
    withYaml('latex: { everything: true }'),
    'mm2slack.yaml:1: latex.everything: unknown key, expected block or inline',
  ],
  [
    'a key at the wrong level',
    withYaml('siteUrl: https://h'),
    'mm2slack.yaml:1: siteUrl: unknown key, expected source.siteUrl',
  ],
  [
    'a list where a section belongs',
    withYaml('channels: [dev]'),
    'mm2slack.yaml:1: channels: a list, expected a section with only, exclude, names, rename, archived or takenNames',
  ],
  [
    'a number where a text or a section belongs',
    withYaml('files: 5'),
    'mm2slack.yaml:1: files: 5, expected a section with store, region, endpoint, pathStyle, deliver, linkBaseUrl or linkDays',
  ],
  [
    'nothing where a text belongs',
    withYaml('work:'),
    'mm2slack.yaml:1: work: nothing, expected a text',
  ],
  ['an empty text', withYaml('work: ""'), 'mm2slack.yaml:1: work: nothing, expected a text'],
  [
    'a number as a name',
    withYaml('channels:\n  only: [dev, 2024]'),
    'mm2slack.yaml:2: channels.only: a list, expected a name or a list of names (numbers in quotes)',
  ],
  [
    'a text where a number belongs',
    withYaml('source: { connectTimeoutMs: 10s }'),
    'mm2slack.yaml:1: source.connectTimeoutMs: a text, expected a number',
  ],
  [
    'a fraction',
    withYaml('source: { maxRowsPerSecond: 0.5 }'),
    'mm2slack.yaml:1: source.maxRowsPerSecond: 0.5, expected a whole number',
  ],
  [
    'too small a page',
    withYaml('source: { postsPerPage: 0 }'),
    'mm2slack.yaml:1: source.postsPerPage: 0, expected 1 or more',
  ],
  [
    'too large a page',
    withYaml('source: { postsPerPage: 10001 }'),
    'mm2slack.yaml:1: source.postsPerPage: 10001, expected 10000 or less',
  ],
  [
    'too long a time',
    withYaml('source: { statementTimeoutMs: 3000000000 }'),
    'mm2slack.yaml:1: source.statementTimeoutMs: 3000000000, expected 2147483647 or less',
  ],
  [
    'another choice of names',
    withYaml('channels: { names: displayname }'),
    "mm2slack.yaml:1: channels.names: 'displayname', expected display, name or ascii",
  ],
  [
    'a boolean for TLS',
    withYaml('source: { tls: true }'),
    'mm2slack.yaml:1: source.tls: true, expected off, on or skip-verify',
  ],
  [
    'a text where true or false belongs',
    withYaml('latex: { block: "yes" }'),
    'mm2slack.yaml:1: latex.block: a text, expected true or false',
  ],
  [
    'a negative cost, with the line of the key',
    withYaml(
      'inventory:\n  costs:\n    staying:\n      - { name: a, every: month, amount: 1 }\n      - name: b\n        every: month\n        amount: -5',
    ),
    'mm2slack.yaml:7: inventory.costs.staying.1.amount: -5, expected 0 or more',
  ],
  [
    'a rate of nothing',
    withYaml('inventory: { runningRate: 0 }'),
    'mm2slack.yaml:1: inventory.runningRate: 0, expected more than 0',
  ],
  [
    'an unknown currency',
    withYaml('inventory:\n  currency: YEN'),
    "mm2slack.yaml:2: inventory.currency: 'YEN', expected a currency code of ISO 4217, such as JPY or USD",
  ],
  [
    'an unknown currency of a line that may be a password',
    withYaml(
      'inventory:\n  costs:\n    incidents:\n      - name: a\n        currency: my secret word',
    ),
    'mm2slack.yaml:5: inventory.costs.incidents.0.currency: a text, expected a currency code of ISO 4217, such as JPY or USD',
  ],
  [
    'a currency without a rate',
    withYaml(
      'inventory:\n  costs:\n    moving:\n      - name: a\n        every: once\n        amount: 1\n        currency: USD',
    ),
    'mm2slack.yaml:7: inventory.costs.moving.0.currency: USD without a rate, expected rate: what 1 USD is in JPY',
  ],
  [
    'a rate for the currency of the report',
    withYaml(
      'inventory:\n  currency: USD\n  costs:\n    moving:\n      - { name: a, every: once, amount: 1, rate: 150 }',
    ),
    'mm2slack.yaml:5: inventory.costs.moving.0.rate: a rate for USD, expected none, as the report is in USD; name the currency of the line',
  ],
  [
    'an unknown key in a line of costs',
    withYaml('inventory:\n  costs:\n    staying:\n      - { name: a, every: once, hour: 5 }'),
    'mm2slack.yaml:4: inventory.costs.staying.0.hour: unknown key, expected hours',
  ],
  [
    'a rhythm that is none',
    withYaml('inventory:\n  costs:\n    staying:\n      - { name: a, every: weekly }'),
    "mm2slack.yaml:4: inventory.costs.staying.0.every: 'weekly', expected once, month or year",
  ],
  [
    'a text where a section of costs belongs',
    withYaml('inventory: { costs: 5 }'),
    'mm2slack.yaml:1: inventory.costs: 5, expected a section with hourlyRate, staying, moving or incidents',
  ],
  [
    'a file that is a list',
    withYaml('- source'),
    'mm2slack.yaml: the file: a list, expected a section with source, mattermostConfig, files, work, include, consent, hold, channels, teams, from, to, systemMessages, redactSecrets, lang, people, plan, replay, sync, slack, target, zip, csv, network, notify, latex or inventory',
  ],
  [
    'a file that is a word',
    withYaml('source'),
    'mm2slack.yaml: the file: a text, expected a section with source, mattermostConfig, files, work, include, consent, hold, channels, teams, from, to, systemMessages, redactSecrets, lang, people, plan, replay, sync, slack, target, zip, csv, network, notify, latex or inventory',
  ],
  [
    'a tab as indent',
    withYaml('source:\n\turl: mysql://u:secret@h/d'),
    'mm2slack.yaml:2: a tab as indent, expected spaces',
  ],
  [
    'a key twice',
    withYaml('work: a\nwork: b'),
    'mm2slack.yaml:2: a key for the second time, expected each once',
  ],
  [
    'an open bracket',
    withYaml('include: [public'),
    'mm2slack.yaml:1: an indent that fits no line above or an open bracket, expected one indent a section',
  ],
  [
    'a second colon',
    withYaml('work: a: b'),
    "mm2slack.yaml:1: a value with ': ' in it, expected quotes around it",
  ],
  [
    'an alias to nowhere',
    withYaml('work: *there'),
    'mm2slack.yaml: an alias that cannot be resolved, expected plain values',
  ],
  [
    'two documents',
    withYaml('work: a\n---\nwork: b'),
    'mm2slack.yaml:2: multiple docs, expected readable YAML',
  ],
  [
    'several at once',
    {
      flags: { source: 'mongodb://u@h/d', from: 'x', to: 'y', include: 'z', rehearsal: '-' },
      yaml: 'lang: fr\nwrk: ./x\nsource:\n  tls: maybe\n  postsPerPage: many',
    },
    "mm2slack.yaml:1: lang: 'fr', expected en or ja",
    'mm2slack.yaml:2: wrk: unknown key, expected work',
    "mm2slack.yaml:4: source.tls: 'maybe', expected off, on or skip-verify",
    'mm2slack.yaml:5: source.postsPerPage: a text, expected a number',
    "source: scheme 'mongodb', expected mysql://, mariadb:// or postgres://user:password@host:port/database",
    "include: 'z', expected some of public, private, direct, group",
    "from: 'x', expected a day like 2024-01-31 or a moment like 2024-01-31T09:00:00+09:00",
    "to: 'y', expected a day like 2024-01-31 or a moment like 2024-01-31T09:00:00+09:00",
    "rehearsal: '-', expected a domain such as test.example.com",
  ],
  [
    'a selection beside faults of other sections',
    withYaml('lang: fr\ninclude: [publc]\nfrom: yesterday\nwrk: x\nchannels: { names: short }'),
    "mm2slack.yaml:1: lang: 'fr', expected en or ja",
    'mm2slack.yaml:4: wrk: unknown key, expected work',
    "mm2slack.yaml:5: channels.names: 'short', expected display, name or ascii",
    "include: 'publc', expected some of public, private, direct, group (did you mean public?)",
    "from: 'yesterday', expected a day like 2024-01-31 or a moment like 2024-01-31T09:00:00+09:00",
  ],
  [
    'a broken settings file that may have named the source',
    { yaml: 'wrk: x' },
    'mm2slack.yaml:1: wrk: unknown key, expected work',
  ],
  [
    'a broken config.json that may have named the source',
    { flags: { mattermostConfig: CONFIG_JSON, lang: 'fr' }, json: 'x' },
    "mattermostConfig: '/opt/mattermost/config/config.json', expected a file of JSON",
    "lang: 'fr', expected en or ja",
  ],
];

describe('a complaint about mm2slack.yaml', () => {
  for (const [name, written, ...complaints] of CASES) {
    it(`says what is wrong with ${name}`, () => {
      expect(complaintsAbout(written)).toEqual(complaints);
    });
  }
});
