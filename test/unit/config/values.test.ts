import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDomain } from '../../../src/config/mapping-rules.ts';
import { parseInclude, parseMoment, parseNames } from '../../../src/config/selection.ts';
import { databaseOf } from '../../support/database-of.ts';
import { AN_ADDRESS, resolveWritten } from './resolve-with.ts';

const resolved = (yaml: string) => resolveWritten({ flags: { source: AN_ADDRESS }, yaml });

describe('a moment', () => {
  it.each([
    ['2024-01-31', 1_706_659_200_000],
    ['2024-01-31T09:00:00+09:00', 1_706_659_200_000],
    ['2024-01-31T00:00Z', 1_706_659_200_000],
    ['2024-01-31T00:00:00.123Z', 1_706_659_200_123],
  ])('%s is read to the millisecond', (text, ms) => {
    expect(parseMoment('from', text)).toBe(ms);
  });

  it('is what its ISO text says, for every day of the calendar', () => {
    const date = fc.date({
      min: new Date('1970-01-01'),
      max: new Date('2099-12-31'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(date, (moment) => {
        const iso = moment.toISOString();
        expect(parseMoment('from', iso)).toBe(moment.getTime());
        expect(parseMoment('from', iso.slice(0, 10))).toBe(Date.parse(iso.slice(0, 10)));
      }),
    );
  });
});

describe('lists of names', () => {
  it('are split at commas, trimmed, and hold each name once', () => {
    expect(parseNames('channels', ' dev, tokyo/ops ,,dev')).toEqual(['dev', 'tokyo/ops']);
  });

  it('may be lists in mm2slack.yaml, where a name keeps its spaces', () => {
    const config = resolved('channels: { only: [Release notes, 開発] }\nteams: tokyo, osaka');
    expect(config.channels).toEqual(['Release notes', '開発']);
    expect(config.teams).toEqual(['tokyo', 'osaka']);
  });

  it('of conversation types come in their usual order', () => {
    expect(parseInclude('include', 'group,public,public')).toEqual(['public', 'group']);
  });
});

describe('a domain', () => {
  it.each(['test.example.com', 'a-b.co.jp', 'x1.example', 'example.xn--q9jyb4c'])(
    '%s is one',
    (domain) => {
      expect(parseDomain('rehearsal', domain)).toBe(domain);
      expect(parseDomain('rehearsal', domain.toUpperCase())).toBe(domain);
    },
  );
});

describe('mm2slack.yaml', () => {
  it('may be empty, or have sections whose keys are all commented out', () => {
    expect(resolved('')).toEqual(resolved('# nothing\nsource:\n  # url: x\nlatex:\n'));
  });

  it('says everything that has no flag', () => {
    const config = resolved(
      [
        'source: { siteUrl: https://chat.example.com/mm/, tls: skip-verify }',
        'channels: { exclude: [spam], names: ascii }',
        'systemMessages: drop',
        'redactSecrets: true',
        'from: 2024-01-01',
        'to: 2024-02-01',
        'latex: { block: false, inline: true }',
      ].join('\n'),
    );
    expect(config).toMatchObject({
      siteUrl: 'https://chat.example.com/mm',
      source: { tls: 'skip-verify' },
      excludeChannels: ['spam'],
      channelNames: 'ascii',
      systemMessages: 'drop',
      redactSecrets: true,
      fromMs: Date.UTC(2024, 0, 1),
      toMs: Date.UTC(2024, 1, 1),
      latex: { block: false, inline: true },
    });
  });

  it.each(['', '?sslmode=require', '?sslmode=verify-full'])(
    'has certificates checked by naming an authority, with %s in the address',
    (parameter) => {
      const flags = { source: `postgres://u@h/d${parameter}` };
      const yaml = 'source: { caFile: mm2slack.yaml }';
      expect(databaseOf(resolveWritten({ flags, yaml })).tls).toBe('on');
    },
  );

  it('may name an authority and still not check the certificate, when it says so itself', () => {
    const yaml = 'source: { caFile: mm2slack.yaml, tls: skip-verify }';
    expect(databaseOf(resolveWritten({ flags: { source: AN_ADDRESS }, yaml })).tls).toBe(
      'skip-verify',
    );
  });
});

describe('the flags of a trial and of links', () => {
  it('end up as values', () => {
    const config = resolveWritten({
      flags: {
        source: AN_ADDRESS,
        rehearsal: 'Trial.Example.com',
        splitBy: 'visibility',
        rewritePermalinks: true,
        systemMessages: 'drop',
        redactSecrets: true,
        json: true,
        quiet: true,
      },
      yaml: 'target: { workspaceUrl: https://example.slack.com }',
    });
    expect(config).toMatchObject({
      rehearsalDomain: 'trial.example.com',
      splitBy: 'visibility',
      rewriteLinksTo: 'https://example.slack.com',
      systemMessages: 'drop',
      redactSecrets: true,
      json: true,
      quiet: true,
    });
  });
});
