import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { appManifest, PLAN_SCOPES, REPLAY_SCOPES } from '../../../src/slack/scopes.ts';

const ALL = [...PLAN_SCOPES, ...REPLAY_SCOPES];
const namesOf = (scopes: typeof ALL) => scopes.map(({ scope }) => scope);

describe('the scopes of a token', () => {
  it('only read where a plan is made', () => {
    expect(namesOf([...PLAN_SCOPES]).filter((scope) => !/:read(?:\.email)?$/.test(scope))).toEqual(
      [],
    );
  });

  it('are named once each', () => {
    expect(new Set(namesOf(ALL)).size).toBe(ALL.length);
  });
});

describe('the manifest of an app', () => {
  it('is YAML that asks for these scopes of a bot and for nothing of a person', () => {
    expect(parse(appManifest(ALL, ({ code }) => code))).toMatchObject({
      features: { bot_user: { display_name: 'mm2slack' } },
      oauth_config: { scopes: { bot: namesOf(ALL) } },
    });
    expect(parse(appManifest(ALL, ({ code }) => code)).oauth_config.scopes).not.toHaveProperty(
      'user',
    );
  });
});
