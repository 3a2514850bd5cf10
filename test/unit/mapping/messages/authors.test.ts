import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Author, authorOf } from '../../../../src/mapping/messages/authors.ts';
import { type JsonObject, userId } from '../../../../src/model/model.ts';
import { aPost } from '../../../support/builders/builders.ts';

const HUMAN = userId('thehumanbehindit0000000001');

const author = (props: JsonObject): Author => authorOf(aPost({ userId: HUMAN, props }));
const hook = (props: JsonObject): Author => author({ from_webhook: 'true', ...props });

describe('the author of a post', () => {
  it.each([
    {},
    { from_bot: 'true' },
    { from_plugin: 'true', override_username: 'Jira' },
    { from_oauth_app: 'true' },
    { from_webhook: 'false' },
    { from_webhook: '' },
    { override_icon_url: '' },
  ])('is the account that Mattermost shows when the props are %j', (props) => {
    expect(author(props)).toEqual({ kind: 'user', userId: HUMAN });
  });

  it('is none when the row names no account', () => {
    expect(authorOf(aPost({ userId: undefined }))).toEqual({ kind: 'nobody' });
  });

  it.each([
    [{ override_username: 'CloudWatch', webhook_display_name: 'AWS' }, 'CloudWatch'],
    [{ override_username: ' ', webhook_display_name: 'AWS Lambda 通知' }, 'AWS Lambda 通知'],
    [{ override_username: ' Cloud\nWatch ' }, 'Cloud Watch'],
    [{ override_username: 7, webhook_display_name: null }, 'webhook'],
    [{}, 'webhook'],
  ] satisfies [JsonObject, string][])('is a webhook named by %j as %s', (props, name) => {
    expect(hook(props)).toMatchObject({ kind: 'webhook', name });
  });

  it('takes the boolean of newer servers for the text "true"', () => {
    expect(author({ from_webhook: true })).toMatchObject({ kind: 'webhook' });
  });

  it('gives the posts of one webhook name one bot, and other names other bots', () => {
    const bot = (name: string) => {
      const shown = hook({ override_username: name });
      return shown.kind === 'webhook' ? shown.botId : undefined;
    };
    expect(bot('CI')).toMatch(/^B[A-Z0-9]{10}$/);
    expect(bot('CI')).toBe(bot(' CI '));
    expect(bot('CI')).not.toBe(bot('ci'));
  });

  it.each([
    [{ override_icon_emoji: ':rotating_light:' }, ':rotating_light:', undefined],
    [{ override_icon_emoji: 'rotating_light' }, ':rotating_light:', undefined],
    [{ override_icon_emoji: '+1' }, ':+1:', undefined],
    [{ override_icon_emoji: ':a: <!here>' }, undefined, undefined],
    [{ override_icon_url: 'https://a.jp/i.png' }, undefined, 'https://a.jp/i.png'],
    [{ override_icon_url: '/static/emoji/1f6a8.png' }, undefined, undefined],
    [{ override_icon_url: 'javascript:alert(1)' }, undefined, undefined],
    [{ override_icon_url: 'https://a.jp/i.png', override_icon_emoji: ':x:' }, ':x:', undefined],
    [{ override_icon_url: 'https://a.jp/i.png', use_user_icon: 'true' }, undefined, undefined],
    [{ override_icon_emoji: ':x:', use_user_icon: true }, undefined, undefined],
    [{ override_icon_emoji: ':x:', use_user_icon: 'false' }, ':x:', undefined],
  ] satisfies [JsonObject, string | undefined, string | undefined][])(
    'shows a webhook with %j by the emoji %s and the picture %s',
    (props, iconEmoji, iconUrl) => {
      expect(hook(props)).toMatchObject({ iconEmoji, iconUrl });
    },
  );

  it('never shows the person behind a webhook', () => {
    const keys = fc.constantFrom(
      ...['override_username', 'webhook_display_name', 'use_user_icon'],
      ...['override_icon_url', 'override_icon_emoji', 'from_bot', 'from_plugin'],
    );
    fc.assert(
      fc.property(fc.dictionary(keys, fc.jsonValue()), (props) => {
        const shown = hook(props as JsonObject);
        expect(shown.kind).toBe('webhook');
        expect(JSON.stringify(shown)).not.toContain(HUMAN);
      }),
    );
  });
});
