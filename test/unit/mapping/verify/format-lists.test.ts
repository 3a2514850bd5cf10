import { describe, expect, it } from 'vitest';
import { channelFormat, personFormat } from '../../../../src/mapping/verify/format-lists.ts';
import { WORKSPACE_ID } from '../../../../src/slack/shapes.ts';

const PROFILE = {
  ...{ title: '', phone: '', skype: '', first_name: '', last_name: '' },
  ...{ real_name: 'Ann', real_name_normalized: 'Ann' },
  ...{ display_name: 'ann', display_name_normalized: 'ann' },
  ...{ status_text: '', status_emoji: '', status_expiration: 0, team: WORKSPACE_ID },
};
const USER = {
  ...{ id: 'U1', team_id: WORKSPACE_ID, name: 'ann', real_name: 'Ann', updated: 1 },
  ...{ deleted: false, is_admin: false, is_owner: false, is_primary_owner: false },
  ...{ is_restricted: false, is_ultra_restricted: false, is_bot: false, is_app_user: false },
  profile: PROFILE,
};
const NOTE = { value: '', creator: '', last_set: 0 };
const CHANNEL = {
  ...{ id: 'C1', name: 'general', created: 1, creator: 'U1', members: [] },
  ...{ is_archived: false, is_general: true, topic: NOTE, purpose: NOTE },
};
const DIRECT = { id: 'D1', created: 1, members: ['U1'] };

const WRONG_TEXTS: readonly unknown[] = [5, true, null, ['a@b.co'], { 0: 'a@b.co' }];

describe('an entry of users.json', () => {
  it('is right with texts where it may have some, and without them', () => {
    expect(personFormat(USER, undefined)).toEqual([]);
    const profile = { ...PROFILE, email: 'ann@example.com' };
    expect(personFormat({ ...USER, tz: 'Asia/Tokyo', profile }, undefined)).toEqual([]);
  });

  it.each(['email', 'title', 'first_name', 'last_name'])(
    'has no other value than a text as %s of its profile',
    (key) => {
      for (const value of WRONG_TEXTS) {
        const profile = { ...PROFILE, [key]: value };
        expect(personFormat({ ...USER, profile }, undefined)).toContain(`profile.${key}`);
      }
    },
  );

  it('has no other value than a text as time zone', () => {
    for (const value of WRONG_TEXTS) {
      expect(personFormat({ ...USER, tz: value }, undefined)).toContain('tz');
    }
  });

  it.each(['color', 'is_private', 'constructor', 'email'])('has no %s', (key) => {
    expect(personFormat({ ...USER, [key]: '' }, undefined)).toEqual([key]);
  });

  it.each(['image_48', 'always_active'])('has no %s in its profile', (key) => {
    const profile = { ...PROFILE, [key]: '' };
    expect(personFormat({ ...USER, profile }, undefined)).toEqual([`profile.${key}`]);
  });
});

describe('an entry of a list of conversations', () => {
  it('is right in its list, and with more or less in another one', () => {
    expect(channelFormat(CHANNEL, 'channels')).toEqual([]);
    expect(channelFormat(DIRECT, 'dms')).toEqual([]);
    expect(channelFormat(CHANNEL, 'dms')).toContain('topic');
    expect(channelFormat(DIRECT, 'groups')).toContain('topic');
  });

  it.each([true, false])('says by its list alone whether it is private (%j)', (isPrivate) => {
    for (const list of ['channels', 'groups', 'mpims'] as const) {
      expect(channelFormat({ ...CHANNEL, is_private: isPrivate }, list)).toEqual(['is_private']);
    }
  });

  it.each(['evil', { 0: 'U1' }, [5], ['U1', null], null])('has no members in %j', (members) => {
    expect(channelFormat({ ...CHANNEL, members }, 'channels')).toEqual(['members']);
    expect(channelFormat({ ...DIRECT, members }, 'dms')).toEqual(['members']);
  });
});
