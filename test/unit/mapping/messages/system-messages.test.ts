import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isDroppable,
  isSystemType,
  mapSystemMessage,
  type SystemMessage,
  type SystemPeople,
  systemUser,
  unknownTypeLoss,
} from '../../../../src/mapping/messages/system-messages.ts';
import { type JsonObject, type UserId, userId } from '../../../../src/model/model.ts';
import { slackUserId } from '../../../../src/slack/shapes.ts';
import { aPost, aPostRef } from '../../../support/builders/builders.ts';

const ACCOUNTS: Readonly<Record<string, UserId>> = {
  yamada: userId('yamada'),
  suzuki: userId('suzuki'),
};

const PEOPLE: SystemPeople = {
  byName: (name) => ACCOUNTS[name],
  slackId: (id) => slackUserId(`U-${id}`),
  mention: (id) => `<@U-${id}>`,
};

function mapped(
  type: string,
  props: JsonObject,
  over: { author?: UserId | undefined; message?: string; people?: Partial<SystemPeople> } = {},
): SystemMessage | undefined {
  const author = 'author' in over ? over.author : userId('yamada');
  const message = over.message ?? 'なにかが起きました';
  const post = aPost({ type, props, message, userId: author });
  return mapSystemMessage(post, { ...PEOPLE, ...over.people });
}

const HEADER = { old_header: 'a', new_header: 'A & <b> **c**', username: 'yamada' };

const GOLDEN: readonly (readonly [string, JsonObject, string | undefined, string, JsonObject])[] = [
  ['system_join_channel', {}, 'channel_join', '<@U-yamada> has joined the channel', {}],
  ['system_guest_join_channel', {}, 'channel_join', '<@U-yamada> has joined the channel', {}],
  ['system_join_team', {}, 'channel_join', '<@U-yamada> has joined the channel', {}],
  ['system_leave_channel', {}, 'channel_leave', '<@U-yamada> has left the channel', {}],
  ['system_leave_team', {}, 'channel_leave', '<@U-yamada> has left the channel', {}],
  ['system_remove_from_team', {}, 'channel_leave', '<@U-yamada> has left the channel', {}],
  [
    'system_header_change',
    HEADER,
    'channel_topic',
    '<@U-yamada> set the channel topic: A &amp; &lt;b&gt; **c**',
    { topic: 'A &amp; &lt;b&gt; **c**' },
  ],
  [
    'system_header_change',
    { new_header: '' },
    'channel_topic',
    '<@U-yamada> cleared the channel topic',
    { topic: '' },
  ],
  [
    'system_purpose_change',
    { new_purpose: '雑談' },
    'channel_purpose',
    '<@U-yamada> set the channel purpose: 雑談',
    { purpose: '雑談' },
  ],
  [
    'system_displayname_change',
    { old_displayname: '開発', new_displayname: '開発 & 検証' },
    'channel_name',
    '<@U-yamada> has renamed the channel from "開発" to "開発 &amp; 検証"',
    { old_name: '開発', name: '開発 &amp; 検証' },
  ],
  ['system_channel_deleted', {}, 'channel_archive', '<@U-yamada> archived the channel', {}],
  ['system_channel_restored', {}, 'channel_unarchive', '<@U-yamada> un-archived the channel', {}],
  ['system_convert_channel', {}, undefined, '<@U-yamada> made this channel private', {}],
];

describe('system messages', () => {
  it.each(GOLDEN)('%s with %j becomes %s', (type, props, subtype, text, extra) => {
    expect(mapped(type, props)).toEqual({ subtype, user: 'yamada', text, extra });
  });

  it.each(['system_add_to_channel', 'system_add_guest_to_chan', 'system_add_to_team'])(
    '%s is the join of the added account, with its inviter',
    (type) => {
      expect(mapped(type, { addedUserId: 'suzuki', addedUsername: 'old.name' })).toEqual({
        subtype: 'channel_join',
        user: 'suzuki',
        text: '<@U-suzuki> has joined the channel',
        extra: { inviter: 'U-yamada' },
      });
    },
  );

  it('names no inviter when a person added themselves', () => {
    expect(mapped('system_add_to_channel', { addedUserId: 'yamada' })?.extra).toEqual({});
  });

  it('finds the added account by name where an old server stored no id', () => {
    expect(mapped('system_add_to_channel', { addedUsername: '@Suzuki' })?.user).toBe('suzuki');
  });

  it('shows a removal as leaving by the removed account, and names who removed it', () => {
    expect(mapped('system_remove_from_channel', { removedUserId: 'suzuki' })).toEqual({
      subtype: 'channel_leave',
      user: 'suzuki',
      text: '<@U-suzuki> was removed from the channel by <@U-yamada>',
      extra: {},
    });
  });

  it('goes by the account that wrote the post, not by the name it had then', () => {
    expect(mapped('system_join_channel', { username: 'suzuki' })?.user).toBe('yamada');
  });

  it('goes by the name where the post has no account', () => {
    const joined = mapped('system_join_channel', { username: 'suzuki' }, { author: undefined });
    expect(joined?.user).toBe('suzuki');
  });

  it('writes an action without an author as a predicate alone', () => {
    expect(mapped('system_channel_deleted', {}, { author: undefined })).toEqual({
      subtype: 'channel_archive',
      user: undefined,
      text: 'archived the channel',
      extra: {},
    });
  });

  it.each([
    ['system_add_to_channel', {}],
    ['system_add_to_channel', { addedUserId: 7, addedUsername: ['suzuki'] }],
    ['system_add_to_channel', { addedUsername: 'nobody.here' }],
    ['system_remove_from_channel', { removedUserId: ' ' }],
    ['system_header_change', { new_header: null }],
    ['system_purpose_change', {}],
    ['system_displayname_change', { old_displayname: 'x' }],
  ])('leaves %s with the props %j to its own text', (type, props) => {
    expect(mapped(type, props)).toBeUndefined();
  });

  it.each([
    ['*は会議中です*', 'は会議中です'],
    ['*waves at **all***', 'waves at **all**'],
    ['*first\nsecond*\n', 'first\nsecond'],
    ['no stars', 'no stars'],
    ['*', '*'],
    ['**', ''],
  ])('gives the text of /me, stored as %j, back as the Markdown %j', (message, markdown) => {
    const me = mapped('me', {}, { message });
    expect(me).toMatchObject({ subtype: 'me_message', user: 'yamada', markdown });
  });

  it('escapes the text of /me', () => {
    expect(mapped('me', {}, { message: '*says <!channel>*' })?.text).toBe('says &lt;!channel&gt;');
  });

  it('names the same account for a reply as its thread sees it', () => {
    const added = aPostRef({ type: 'system_add_to_channel', props: { addedUserId: 'suzuki' } });
    expect(systemUser(added, PEOPLE)).toBe('suzuki');
    expect(systemUser(aPostRef(), PEOPLE)).toBeUndefined();
  });

  it('never throws, and writes no control sequence but the mentions of its accounts', () => {
    const keys = fc.constantFrom(
      ...['username', 'userId', 'addedUserId', 'removedUsername', 'new_header', 'new_purpose'],
      ...['old_displayname', 'new_displayname'],
    );
    const values = fc.oneof(
      fc.jsonValue(),
      fc.string({ unit: 'grapheme' }),
      fc.constant('<!here>'),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...GOLDEN.map(([type]) => type), 'me', 'system_add_to_channel'),
        fc.dictionary(keys, values),
        fc.string(),
        (type, props, message) => {
          const people = { slackId: () => slackUserId('U1'), mention: () => '<@U1>' };
          const text = mapped(type, props as JsonObject, { message, people })?.text ?? '';
          expect(text.replaceAll('<@U1>', '')).not.toMatch(/[<>]/);
        },
      ),
    );
  });
});

describe('post types', () => {
  it.each([
    ...['', 'slack_attachment', 'custom_git_pr', 'custom_', 'reminder', 'system_auto_responder'],
    ...['warn_metric_status', 'add_bot_teams_channels', 'system_generic', 'system_welcome_post'],
  ])(
    'carries %j with its own text, keeps it when system messages are dropped, and counts no loss',
    (type) => {
      expect(mapped(type, { username: 'yamada' })).toBeUndefined();
      expect(isSystemType(type)).toBe(false);
      expect(isDroppable(type)).toBe(false);
      expect(unknownTypeLoss(type)).toBeUndefined();
    },
  );

  it.each([
    ...['system_change_chan_privacy', 'system_move_channel', 'system_join_leave'],
    ...['system_add_remove', 'system_wrangler', 'system_gm_to_channel', 'system_autotranslation'],
  ])(
    'keeps the sentence of %s, whose props lack what happened, yet drops it with the others',
    (type) => {
      expect(mapped(type, { username: 'yamada' })).toBeUndefined();
      expect(isDroppable(type)).toBe(true);
      expect(unknownTypeLoss(type)).toBeUndefined();
    },
  );

  it.each(GOLDEN.map(([type]) => type))('drops %s when system messages are dropped', (type) => {
    expect(isSystemType(type)).toBe(true);
    expect(isDroppable(type)).toBe(true);
    expect(unknownTypeLoss(type)).toBeUndefined();
  });

  it('never drops a message written with /me', () => {
    expect(isSystemType('me')).toBe(true);
    expect(isDroppable('me')).toBe(false);
  });

  it.each([...['system_from_the_future', 'burn_on_read', 'constructor', '__proto__']])(
    'counts the unknown type %s as a loss and never drops it',
    (type) => {
      expect(mapped(type, {})).toBeUndefined();
      expect(isDroppable(type)).toBe(false);
      expect(unknownTypeLoss(type)).toEqual({ code: 'post_type_unknown', old: type });
    },
  );
});
