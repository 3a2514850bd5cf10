import { describe, expect, it } from 'vitest';
import type { Config } from '../../../src/config/config.ts';
import { Secret } from '../../../src/config/database-address.ts';
import type { Flags } from '../../../src/config/flags.ts';
import { DIRECT } from '../../../src/config/network.ts';
import { databaseOf } from '../../support/database-of.ts';
import { notEmpty } from '../../support/not-empty.ts';
import { AN_ADDRESS, CONFIG_JSON, resolveWritten, type Written } from './resolve-with.ts';

describe('a configuration of nothing but an address', () => {
  it('is complete', () => {
    const { source, ...rest } = resolveWritten({ flags: { source: AN_ADDRESS } });
    expect(source).toEqual({
      engine: 'mysql',
      host: 'db.example.com',
      port: 3306,
      socketPath: undefined,
      user: 'reader',
      password: new Secret('secret'),
      passwordFrom: '--source',
      database: 'mattermost',
      schema: undefined,
      tls: 'off',
      caFile: undefined,
      connectTimeoutMs: 10_000,
      statementTimeoutMs: 600_000,
      maxRowsPerSecond: undefined,
    });
    expect(rest).toEqual({
      files: { kind: 'none' },
      delivery: { deliver: 'api', linkBaseUrl: undefined, linkDays: 7, linkKey: undefined },
      workDirectory: './mm2slack-work',
      hold: { list: undefined, isLeftOut: false },
      include: ['public', 'private'],
      serverSettings: undefined,
      inventory: {
        cost: {
          seats: undefined,
          seatPrice: 1050,
          isSeatPriceGiven: false,
          currency: 'JPY',
          hourlyRate: undefined,
          staying: [],
          moving: [],
          incidents: [],
        },
        operatingSystem: undefined,
        security: {},
      },
      channels: [],
      excludeChannels: [],
      teams: [],
      fromMs: undefined,
      toMs: undefined,
      lang: 'en',
      json: false,
      quiet: false,
      channelNames: 'display',
      zipBookmarks: 'none',
      csvQuoting: 'backslash',
      renameRules: [],
      archivedChannels: 'keep',
      takenNames: [],
      peopleMapping: undefined,
      domainRules: [],
      planDefaults: { newPerson: 'by-rule', newChannel: 'by-rule' },
      slackPlan: undefined,
      slack: {
        token: undefined,
        apiUrl: undefined,
        settleMs: 60_000,
        retryAfterMs: 30_000,
        canvases: false,
        limits: {},
        network: DIRECT,
      },
      replay: {
        time: 'context',
        reactions: 'summary',
        direct: 'private-channel',
        iconUrl: undefined,
      },
      sync: { overlapMs: 600_000, compareEveryMs: 3_600_000 },
      systemMessages: 'keep',
      redactSecrets: false,
      siteUrl: undefined,
      rewriteLinksTo: undefined,
      latex: { block: true, inline: false },
      rehearsalDomain: undefined,
      splitBy: 'none',
      splitBytes: 2_000_000_000,
      postsPerPage: 1000,
      warnings: [],
    });
  });
});

/** The places in the order in which they win, and how to write the setting of each. */
type Ladder = readonly (readonly [place: string, write: (written: Written) => Written])[];

/** Every way to say something in some of the places: chance may miss the one pair that matters. */
function choicesOf(ladder: Ladder): readonly Ladder[] {
  return Array.from({ length: 2 ** ladder.length - 1 }, (_, number) =>
    ladder.filter((_rung, index) => ((number + 1) >> index) % 2 === 1),
  );
}

const yamlAt = (text: string) => (written: Written) => ({
  ...written,
  yaml: `${written.yaml ?? ''}${text}\n`,
});
const flagAt = (flags: Flags) => (written: Written) => ({
  ...written,
  flags: { ...written.flags, ...flags },
});
const envAt = (env: Readonly<Record<string, string>>) => (written: Written) => ({
  ...written,
  env: { ...written.env, ...env },
});
const jsonAt = (key: string, json: unknown) => (written: Written) => ({
  ...written,
  yaml: `${written.yaml ?? ''}mattermostConfig: ${CONFIG_JSON}\n`,
  json: { [key]: json },
});
const flaggedJsonAt = (key: string, json: unknown) => (written: Written) => ({
  ...written,
  flags: { ...written.flags, mattermostConfig: CONFIG_JSON },
  json: { [key]: json },
});

const SOURCE_LADDER: Ladder = [
  ['flag', flagAt({ source: 'mysql://u@flag/d' })],
  ['env', envAt({ MM_SQLSETTINGS_DATASOURCE: 'u@tcp(env)/d' })],
  ['yaml', yamlAt('source: { url: mysql://u@yaml/d }')],
  ['json', jsonAt('SqlSettings', { DataSource: 'u@tcp(json)/d' })],
];
const FLAGGED_SOURCE_LADDER: Ladder = [
  ['flag', flagAt({ source: 'mysql://u@flag/d' })],
  ['env', envAt({ MM_SQLSETTINGS_DATASOURCE: 'u@tcp(env)/d' })],
  ['json', flaggedJsonAt('SqlSettings', { DataSource: 'u@tcp(json)/d' })],
  ['yaml', yamlAt('source: { url: mysql://u@yaml/d }')],
];
const FILES_LADDER: Ladder = [
  ['/flag', flagAt({ files: '/flag' })],
  ['/env', envAt({ MM_FILESETTINGS_DIRECTORY: '/env' })],
  ['/yaml', yamlAt('files: /yaml')],
  ['/json', jsonAt('FileSettings', { DriverName: 'local', Directory: '/json' })],
];
const SITE_LADDER: Ladder = [
  ['https://env', envAt({ MM_SERVICESETTINGS_SITEURL: 'https://env' })],
  ['https://yaml', yamlAt('source: { siteUrl: https://yaml }')],
  ['https://json', jsonAt('ServiceSettings', { SiteURL: 'https://json' })],
];

const WITH_SOURCE: Written = { flags: { source: AN_ADDRESS } };

const LADDERS: readonly [string, Ladder, Written, (config: Config) => string | undefined][] = [
  ['the database', SOURCE_LADDER, {}, (config) => databaseOf(config).host],
  [
    'the database, with --mattermost-config,',
    FLAGGED_SOURCE_LADDER,
    {},
    (config) => databaseOf(config).host,
  ],
  [
    'the file folder',
    FILES_LADDER,
    WITH_SOURCE,
    (config) => (config.files.kind === 'local' ? config.files.directory : undefined),
  ],
  ['the site address', SITE_LADDER, WITH_SOURCE, (config) => config.siteUrl],
  [
    'the work directory',
    [
      ['flag', flagAt({ work: 'flag' })],
      ['yaml', yamlAt('work: yaml')],
    ],
    WITH_SOURCE,
    (config) => config.workDirectory,
  ],
  [
    'the channel list',
    [
      ['flag', flagAt({ channels: 'flag' })],
      ['yaml', yamlAt('channels: { only: [yaml] }')],
    ],
    WITH_SOURCE,
    (config) => config.channels.join(),
  ],
  [
    'what is included',
    [
      ['direct', flagAt({ include: 'direct' })],
      ['group', yamlAt('include: group')],
    ],
    WITH_SOURCE,
    (config) => config.include.join(),
  ],
  [
    'the language',
    [
      ['en', flagAt({ lang: 'en' })],
      ['ja', yamlAt('lang: ja')],
    ],
    WITH_SOURCE,
    (config) => config.lang,
  ],
];

describe('precedence', () => {
  it.each(LADDERS)('%s comes from the first place that says it', (_name, ladder, base, read) => {
    for (const rungs of notEmpty(choicesOf(ladder))) {
      const written = rungs.reduce((sofar, [, write]) => write(sofar), base);
      expect(read(resolveWritten(written))).toBe(rungs[0]?.[0]);
    }
  });

  it('takes LaTeX from variables, mm2slack.yaml and config.json, each value by itself', () => {
    const { latex } = resolveWritten({
      ...WITH_SOURCE,
      env: { MM_SERVICESETTINGS_ENABLELATEX: 'false' },
      yaml: `mattermostConfig: ${CONFIG_JSON}\nlatex: { block: true }`,
      json: { ServiceSettings: { EnableLatex: true, EnableInlineLatex: true } },
    });
    expect(latex).toEqual({ block: false, inline: true });
  });

  const VARIABLE = { MM2SLACK_SOURCE_PASSWORD: 'p@ss/word' };
  const YAML = 'source: { url: "mysql://u:in-yaml@h/d" }';
  const IN_MATTERMOST = { MM_SQLSETTINGS_DATASOURCE: 'mysql://u:in-mattermost@h/d' };

  it.each<[string, Written, string, string | undefined]>([
    [
      'the flag',
      { flags: { source: 'mysql://u:in-flag@h/d' }, env: VARIABLE },
      'in-flag',
      '--source',
    ],
    [
      'the variable',
      { flags: { source: 'mysql://u@h/d' }, env: VARIABLE },
      'p@ss/word',
      'MM2SLACK_SOURCE_PASSWORD',
    ],
    ['the variable', { yaml: YAML, env: VARIABLE }, 'p@ss/word', 'MM2SLACK_SOURCE_PASSWORD'],
    [
      'the variable',
      { env: { ...IN_MATTERMOST, ...VARIABLE } },
      'p@ss/word',
      'MM2SLACK_SOURCE_PASSWORD',
    ],
    ['the address', { env: IN_MATTERMOST }, 'in-mattermost', 'MM_SQLSETTINGS_DATASOURCE'],
    ['the address', { yaml: YAML }, 'in-yaml', 'source.url'],
    ['nothing', { flags: { source: 'mysql://u@h/d' } }, '', undefined],
  ])('takes the password of %s (%#)', (_name, written, password, place) => {
    const source = databaseOf(resolveWritten(written));
    expect([source.password.reveal(), source.passwordFrom]).toEqual([password, place]);
  });

  it('takes an empty variable for none', () => {
    const config = resolveWritten({
      ...WITH_SOURCE,
      env: {
        MM2SLACK_SOURCE_PASSWORD: '',
        MM_SQLSETTINGS_DATASOURCE: '',
        MM_SERVICESETTINGS_SITEURL: '',
      },
    });
    expect(databaseOf(config).password.reveal()).toBe('secret');
    expect(config.siteUrl).toBeUndefined();
  });

  it('keeps the options of mm2slack.yaml when the address comes from elsewhere', () => {
    const { source, postsPerPage } = resolveWritten({
      ...WITH_SOURCE,
      yaml: 'source: { connectTimeoutMs: 5, statementTimeoutMs: 6, maxRowsPerSecond: 7, postsPerPage: 8 }',
    });
    expect(source).toMatchObject({
      host: 'db.example.com',
      connectTimeoutMs: 5,
      statementTimeoutMs: 6,
      maxRowsPerSecond: 7,
    });
    expect(postsPerPage).toBe(8);
  });
});
