import { describe, expect, it } from 'vitest';
import { INVITES_PER_CALL } from '../../../src/slack/limits.ts';
import {
  LIMIT_NAMES,
  methodLimit,
  SLACK_LIMITS,
  SLACK_METHODS,
  TIER_PER_MINUTE,
} from '../../../src/slack/methods.ts';
import { notEmpty } from '../../support/not-empty.ts';

describe("Slack's limits", () => {
  it('name for every method a rate above nothing and the page that says it', () => {
    for (const method of notEmpty(SLACK_METHODS)) {
      const { perMinute, source } = methodLimit(method);
      expect(perMinute, method).toBeGreaterThan(0);
      expect(source).toBe(`docs.slack.dev/reference/methods/${method}`);
      expect(SLACK_LIMITS.perMinute[method]).toBe(perMinute);
    }
  });

  it('can each be changed by its name, but for the one that has two', () => {
    const methods = SLACK_METHODS.filter((method) => method !== 'chat.postMessage');
    expect(LIMIT_NAMES).toEqual(['posts', 'postsPerChannel', ...methods]);
  });

  it('follow the tier of every method that has one', () => {
    for (const method of notEmpty(SLACK_METHODS)) {
      const { tier, perMinute } = methodLimit(method);
      if (tier !== 'special') expect(perMinute, method).toBe(TIER_PER_MINUTE[tier]);
    }
  });

  it.each([
    ['conversations.create', 20],
    ['reactions.remove', 20],
    ['reactions.add', 50],
    ['files.getUploadURLExternal', 100],
    ['chat.postMessage', 300],
  ] as const)('allow %s %i times a minute', (method, perMinute) => {
    expect(SLACK_LIMITS.perMinute[method]).toBe(perMinute);
  });

  it('allow one message a second in a channel, and 100 people in an invitation', () => {
    expect(SLACK_LIMITS.postsPerChannelPerMinute).toBe(60);
    expect(INVITES_PER_CALL).toBe(100);
  });
});
