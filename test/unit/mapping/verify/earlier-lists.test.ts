import { describe, expect, it } from 'vitest';
import {
  changedConversation,
  changedPerson,
  isSameEntry,
  unlistedMembers,
} from '../../../../src/mapping/verify/earlier-lists.ts';
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
  ...{ id: 'C1', name: 'general', created: 1, creator: 'U1', members: ['U1'] },
  ...{ is_archived: false, is_general: true, topic: NOTE, purpose: NOTE },
};

describe('an entry of an earlier list', () => {
  it.each([
    ['pins', { ...CHANNEL, pins: [{ id: '1.2' }] }, true],
    ['the time of a change', { ...CHANNEL, updated: 7 }, true],
    ['a name', { ...CHANNEL, name: 'all' }, false],
    ['a member', { ...CHANNEL, members: [] }, false],
    ['a topic', { ...CHANNEL, topic: { ...NOTE, value: 'new' } }, false],
    ['a field more', { ...CHANNEL, color: '' }, false],
  ])('with other %s is the same: %#', (_what, other, isSame) => {
    const entry = { ...CHANNEL, pins: [], updated: 1 };
    expect(isSameEntry(entry, { pins: [], updated: 1, ...other })).toBe(isSame);
    expect(isSameEntry({ pins: [], updated: 1, ...other }, entry)).toBe(isSame);
  });
});

describe('a person who is listed otherwise later', () => {
  it('may have changed in everything but form', () => {
    const renamed = { ...USER, name: 'anna', profile: { ...PROFILE, email: 'a@example.com' } };
    expect(changedPerson(renamed)).toEqual([]);
    const bot = { ...USER, is_bot: true, profile: { ...PROFILE, bot_id: 'B1' } };
    expect(changedPerson(bot)).toEqual([]);
  });

  it.each([
    ['tz', { ...USER, tz: 5 }],
    ['profile.bot_id', { ...USER, profile: { ...PROFILE, bot_id: 'B1' } }],
    ['color', { ...USER, color: '' }],
  ])('is a difference of form by %s', (target, entry) => {
    expect(changedPerson(entry)).toMatchObject([
      { kind: 'differs', thing: 'user', field: 'format', name: 'ann', target },
    ]);
  });
});

describe('a conversation that is listed otherwise later', () => {
  const about = { later: CHANNEL, id: 'C1', list: 'channels' } as const;

  it('may have another name, topic and members', () => {
    const entry = { ...CHANNEL, name: 'all', members: [], topic: { ...NOTE, value: 'old' } };
    expect(changedConversation({ ...about, entry })).toEqual([]);
  });

  it.each([
    ['created', 2, { source: '1', target: '2' }],
    ['creator', 'U2', { source: 'U1', target: 'U2' }],
    ['creator', '', { source: 'U1', target: '' }],
  ] as const)('may have no other %s: %j', (field, value, sides) => {
    expect(changedConversation({ ...about, entry: { ...CHANNEL, [field]: value } })).toMatchObject([
      { kind: 'differs', thing: 'channel', slackChannel: 'C1', field, ...sides },
    ]);
  });

  it('has the form of its list, where that is known', () => {
    const entry = { ...CHANNEL, is_archived: 'no' };
    expect(changedConversation({ ...about, entry })).toMatchObject([
      { field: 'format', target: 'is_archived' },
    ]);
    expect(changedConversation({ ...about, entry, list: undefined })).toEqual([]);
  });
});

it('members whom no list of their archive has are missing once each', () => {
  const users = new Map([['U1', USER]]);
  const conversations = [
    CHANNEL,
    { ...CHANNEL, members: ['U2', 'U1', 'U3'] },
    { ...CHANNEL, members: ['U3'] },
    { ...CHANNEL, members: 'U4' },
  ];
  expect(unlistedMembers(users, conversations)).toMatchObject([
    { kind: 'missing', thing: 'user', name: 'U2' },
    { kind: 'missing', thing: 'user', name: 'U3' },
  ]);
});
