import { describe, expect, it } from 'vitest';
import type { Flags } from '../../../src/config/flags.ts';
import { AN_ADDRESS, type Complained, complaintsAbout, type Written } from './resolve-with.ts';

/*
 * What the user reads when a setting is wrong: one line a fault, `key: what we got, what we expected`.
 * The sentences are an interface: they stand here in full.
 */

const withFlags = (flags: Flags): Written => ({ flags: { source: AN_ADDRESS, ...flags } });
const withYaml = (yaml: string): Written => ({ flags: { source: AN_ADDRESS }, yaml });

const CASES: readonly Complained[] = [
  [
    'a wrong include',
    withFlags({ include: 'public,privat' }),
    "include: 'privat', expected some of public, private, direct, group (did you mean private?)",
  ],
  [
    'a size of archives that are not split',
    withFlags({ splitSize: '2GB' }),
    '--split-size is only for --split-by size',
  ],
  [
    'a size of archives that are split otherwise',
    withFlags({ splitSize: '2GB', splitBy: 'month' }),
    '--split-size is only for --split-by size',
  ],
  [
    'an empty include',
    withFlags({ include: ' , ' }),
    'include: nothing, expected some of public, private, direct, group',
  ],
  [
    'an empty channel list',
    withFlags({ channels: '' }),
    'channels: nothing, expected names with commas between them',
  ],
  [
    'an empty exclusion',
    withFlags({ excludeChannels: '' }),
    'exclude-channels: nothing, expected names with commas between them',
  ],
  [
    'an empty team list',
    withFlags({ teams: ',' }),
    'teams: nothing, expected names with commas between them',
  ],
  [
    'teams with direct messages',
    withFlags({ teams: 'tokyo', include: 'public,direct' }),
    'teams: direct and group messages belong to no team, so they would be in every part of a move split by team; move them in a run of their own, with --include direct,group and without teams (docs/large-moves.md)',
  ],
  [
    'teams with group messages',
    withFlags({ teams: 'tokyo', include: 'group' }),
    'teams: direct and group messages belong to no team, so they would be in every part of a move split by team; move them in a run of their own, with --include direct,group and without teams (docs/large-moves.md)',
  ],
  [
    'a date that no calendar has',
    withFlags({ from: '2023-02-29' }),
    "from: '2023-02-29', expected a day like 2024-01-31 or a moment like 2024-01-31T09:00:00+09:00",
  ],
  [
    'a moment on a day that no calendar has',
    withFlags({ from: '2024-02-30T00:00:00Z' }),
    "from: '2024-02-30T00:00:00Z', expected a day like 2024-01-31 or a moment like 2024-01-31T09:00:00+09:00",
  ],
  [
    'a moment without offset',
    withFlags({ to: '2024-01-01T10:00' }),
    "to: '2024-01-01T10:00', expected a day like 2024-01-31 or a moment like 2024-01-31T09:00:00+09:00",
  ],
  [
    'a date in words',
    withFlags({ to: 'yesterday' }),
    "to: 'yesterday', expected a day like 2024-01-31 or a moment like 2024-01-31T09:00:00+09:00",
  ],
  [
    'an end before the start',
    withFlags({ from: '2024-02-01', to: '2024-01-01' }),
    "from: '2024-02-01', expected a moment before to, '2024-01-01'",
  ],
  [
    'an end at the start',
    withFlags({ from: '2024-01-01', to: '2024-01-01T00:00:00Z' }),
    "from: '2024-01-01', expected a moment before to, '2024-01-01T00:00:00Z'",
  ],
  ['a language that we do not have', withFlags({ lang: 'fr' }), "lang: 'fr', expected en or ja"],
  [
    'another split',
    withFlags({ splitBy: 'team' }),
    "split-by: 'team', expected none, visibility, month or size",
  ],
  [
    'another way with system messages',
    withFlags({ systemMessages: 'dorp' }),
    "system-messages: 'dorp', expected keep or drop (did you mean drop?)",
  ],
  [
    'a domain that is an address',
    withFlags({ rehearsal: 'me@example.com' }),
    "rehearsal: 'me@example.com', expected a domain such as test.example.com",
  ],
  [
    'a domain of one label',
    withFlags({ rehearsal: 'localhost' }),
    "rehearsal: 'localhost', expected a domain such as test.example.com",
  ],
  [
    'files in S3',
    withFlags({ files: 's3://key:secret@bucket/prefix' }),
    'files: s3://…, expected s3://bucket/prefix (keys belong into AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY)',
  ],
  [
    'files elsewhere',
    withFlags({ files: 'https://example.com/files' }),
    'files: https://…, expected a folder or s3://bucket/prefix',
  ],
  [
    'an empty files folder',
    withFlags({ files: '' }),
    'files: nothing, expected a folder or s3://bucket/prefix',
  ],
  ['an empty work directory', withFlags({ work: '' }), 'work: nothing, expected a folder'],
  [
    'links without a workspace',
    withFlags({ rewritePermalinks: true }),
    'target.workspaceUrl: none, expected https://<workspace>.slack.com, which --rewrite-permalinks needs',
  ],
  [
    'a site address that is none',
    { ...withFlags({}), env: { MM_SERVICESETTINGS_SITEURL: 'chat.example.com' } },
    "MM_SERVICESETTINGS_SITEURL: 'chat.example.com', expected an address such as https://chat.example.com",
  ],
  [
    'an address that became a key',
    withYaml('source: {mysql://u:secret@h/d}'),
    'mm2slack.yaml:1: source.…: unknown key, expected url, siteUrl, mattermostVersion, tls, caFile, connectTimeoutMs, statementTimeoutMs, maxRowsPerSecond, postsPerPage or repairEncoding',
  ],
  [
    'a limit of no method',
    withYaml('slack: { limits: { chat.postMessage: 100, conversation.create: 5, speed: 9 } }'),
    "mm2slack.yaml:1: slack.limits.chat.postMessage: unknown key, expected posts, postsPerChannel or a method of Slack's",
    'mm2slack.yaml:1: slack.limits.conversation.create: unknown key, expected conversations.create',
    "mm2slack.yaml:1: slack.limits.speed: unknown key, expected posts, postsPerChannel or a method of Slack's",
  ],
  [
    'an address where a section belongs',
    withYaml('source: mysql://u:secret@h/d'),
    'mm2slack.yaml:1: source: a text, expected a section with url, siteUrl, mattermostVersion, tls, caFile, connectTimeoutMs, statementTimeoutMs, maxRowsPerSecond, postsPerPage or repairEncoding',
  ],
];

describe('a complaint about a flag or variable', () => {
  for (const [name, written, ...complaints] of CASES) {
    it(`says what is wrong with ${name}`, () => {
      expect(complaintsAbout(written)).toEqual(complaints);
    });
  }
});
