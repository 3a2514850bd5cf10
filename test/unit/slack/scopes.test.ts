import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { SLACK_METHODS, type SlackMethod, writingCalls } from '../../../src/slack/methods.ts';
import { appManifest, PLAN_SCOPES, REPLAY_SCOPES } from '../../../src/slack/scopes.ts';

const ALL = [...PLAN_SCOPES, ...REPLAY_SCOPES];
const namesOf = (scopes: typeof ALL) => scopes.map(({ scope }) => scope);

/** auth.test needs no scope; admin.emoji.add needs another kind of token, and without it people add emoji by hand. */
const WITHOUT_SCOPE: ReadonlySet<SlackMethod> = new Set(['auth.test', 'admin.emoji.add']);

const once = (methods: readonly SlackMethod[]) => new Map(methods.map((method) => [method, 1]));

describe('the scopes of a token', () => {
  it('only read where a plan is made', () => {
    expect(namesOf([...PLAN_SCOPES]).filter((scope) => !/:read(?:\.email)?$/.test(scope))).toEqual(
      [],
    );
  });

  it('are named once each', () => {
    expect(new Set(namesOf(ALL)).size).toBe(ALL.length);
  });

  it.each(SLACK_METHODS.filter((method) => !WITHOUT_SCOPE.has(method)))('allow %s', (method) => {
    expect(ALL.filter(({ methods }) => methods.includes(method))).not.toEqual([]);
  });

  it.each(ALL)('are each for a method: $scope', ({ scope, methods }) => {
    expect(methods.length).toBeGreaterThan(0);
    if (/:read(?:\.email)?$|:history$/.test(scope)) expect(writingCalls(once(methods))).toBe(0);
    else expect(writingCalls(once(methods))).toBe(methods.length);
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
