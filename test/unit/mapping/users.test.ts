import { describe, expect, it } from 'vitest';
import { NO_STATUS } from '../../../src/mapping/custom-status.ts';
import type { PersonDecision } from '../../../src/mapping/decisions.ts';
import {
  decidedShape,
  mapUnknownUser,
  mapUser,
  ownShape,
  realNameOf,
  rehearsalShape,
} from '../../../src/mapping/users.ts';
import { type User, userId } from '../../../src/model/model.ts';
import { slackBotId, slackTeamId, slackUserId } from '../../../src/slack/shapes.ts';
import { A_TIME_MS, aPersonDecision, aUser } from '../../support/builders/builders.ts';

const IDS = {
  slackId: slackUserId('U0000000001'),
  botId: slackBotId('B0000000001'),
  team: slackTeamId('T0000000001'),
};

const entryOf = (over: Partial<User>) => {
  const user = aUser(over);
  return mapUser(user, IDS, ownShape(user), NO_STATUS);
};

describe('an account in users.json', () => {
  it('has every field that readers look at', () => {
    const user = aUser({ nickname: 'ヤマちゃん', position: '部長', updateAtMs: A_TIME_MS });
    expect(mapUser(user, IDS, ownShape(user), NO_STATUS)).toEqual({
      id: 'U0000000001',
      team_id: 'T0000000001',
      name: 'yamada',
      deleted: false,
      real_name: 'Taro Yamada',
      tz: 'Asia/Tokyo',
      profile: {
        title: '部長',
        phone: '',
        skype: '',
        real_name: 'Taro Yamada',
        real_name_normalized: 'Taro Yamada',
        display_name: 'ヤマちゃん',
        display_name_normalized: 'ヤマちゃん',
        status_text: '',
        status_emoji: '',
        status_expiration: 0,
        first_name: 'Taro',
        last_name: 'Yamada',
        team: 'T0000000001',
        email: 'yamada@example.co.jp',
      },
      is_admin: false,
      is_owner: false,
      is_primary_owner: false,
      is_restricted: false,
      is_ultra_restricted: false,
      is_bot: false,
      is_app_user: false,
      updated: 1_680_485_400,
    });
  });

  it('gives no account the admin role, whatever its roles were', () => {
    expect(entryOf({ roles: ['system_user', 'system_admin'] })).toMatchObject({
      is_admin: false,
      is_owner: false,
    });
  });

  it('marks guests as restricted and deactivated people as deleted, who keep their e-mail', () => {
    expect(entryOf({ kind: 'guest' })).toMatchObject({ is_restricted: true, is_bot: false });
    const left = entryOf({ deleteAtMs: A_TIME_MS });
    expect(left).toMatchObject({ deleted: true, profile: { email: 'yamada@example.co.jp' } });
  });

  it.each(['bot', 'system-bot'] as const)('gives a %s no e-mail, but a bot id', (kind) => {
    const entry = entryOf({ kind, email: 'bot@localhost' });
    expect(entry.is_bot).toBe(true);
    expect(entry.profile.bot_id).toBe('B0000000001');
    expect(entry.profile).not.toHaveProperty('email');
  });

  it('leaves out an e-mail and a time zone that are not there', () => {
    const entry = entryOf({ email: '', timezone: undefined });
    expect(entry.profile).not.toHaveProperty('email');
    expect(entry).not.toHaveProperty('tz');
  });

  it('normalises names for search alone', () => {
    const { profile } = entryOf({ firstName: 'ﾀﾛｳ', lastName: '', nickname: '' });
    expect(profile.real_name).toBe('ﾀﾛｳ');
    expect(profile.real_name_normalized).toBe('タロウ');
    expect(profile.display_name).toBe('yamada');
  });

  it('has a name in lower case, as Slack has them', () => {
    expect(entryOf({ username: 'Yamada.T' }).name).toBe('yamada.t');
  });
});

describe('an account without a username', () => {
  it('is named by its id', () => {
    const id = userId('a1b2c3d4e5f6g7h8i9j0k1l2m3');
    const entry = entryOf({ id, username: '', nickname: '', firstName: '', lastName: '' });
    expect(entry.name).toBe('unknown-a1b2c3d4e5f6g7h8i9j0k1l2m3');
    expect(entry.real_name).toBe(entry.name);
    expect(entry.profile.display_name).toBe(entry.name);
  });
});

describe('the real name of a person', () => {
  it.each([
    [{ firstName: 'Taro', lastName: 'Yamada' }, 'Taro Yamada'],
    [{ firstName: '', lastName: '山田' }, '山田'],
    [{ firstName: '', lastName: '', nickname: 'たなか 🍵' }, 'たなか 🍵'],
    [{ firstName: '', lastName: '', nickname: '' }, 'yamada'],
  ])('of %j is %s', (user, expected) => {
    expect(realNameOf(aUser(user))).toBe(expected);
  });
});

describe('an account without a row', () => {
  it('is a deleted user whose name says so', () => {
    const entry = mapUnknownUser(userId('a1b2c3d4e5f6g7h8i9j0k1l2m3'), IDS);
    expect(entry).toMatchObject({
      id: 'U0000000001',
      name: 'unknown-a1b2c3d4e5f6g7h8i9j0k1l2m3',
      deleted: true,
      is_bot: false,
      updated: 0,
    });
    expect(entry.profile).not.toHaveProperty('email');
    expect(Object.keys(entry).sort()).toEqual(Object.keys(entryOf({ timezone: undefined })).sort());
  });
});

describe('an account without a row whose id is not in Mattermost’s format', () => {
  it.each([' ', '\n', '', 'A1B2c3d4e5f6g7h8i9j0k1l2m3', 'a1b2c3d4e5f6g7h8i9j0k1l2m3-longer'])(
    'has a name of its own, %j',
    (id) => {
      expect(mapUnknownUser(userId(id), IDS).name).toBe('unknown-u0000000001');
    },
  );
});

describe('e-mails of a rehearsal', () => {
  const emailOf = (over: Partial<User>) => {
    const user = aUser(over);
    return rehearsalShape(user, ownShape(user), 'test.example.com').email;
  };

  it("are all on the team's own domain", () => {
    expect(emailOf({ username: 'Yamada' })).toBe('yamada@test.example.com');
    expect(emailOf({ kind: 'guest', email: 'chen@partner.example.org' })).toBe(
      'yamada@test.example.com',
    );
  });

  it('are not generated for accounts without one', () => {
    expect(emailOf({ email: '' })).toBe('');
    expect(emailOf({ kind: 'bot', email: 'bot@localhost' })).toBe('');
  });
});

describe('what a decision makes of an entry', () => {
  const shapeOf = (decision: Partial<PersonDecision>, over: Partial<User> = {}) => {
    const user = aUser(over);
    return decidedShape(user, aPersonDecision({ userId: user.id, ...decision }));
  };

  it("is the Slack account's address for a match, so that the importer finds it", () => {
    expect(shapeOf({ action: 'match', slackEmail: 'taro@new.example.jp' })).toEqual({
      email: 'taro@new.example.jp',
      isBot: false,
    });
    expect(shapeOf({ action: 'match' }).email).toBe('yamada@example.co.jp');
  });

  it('has no address when the person migrates by name only, except for people who left', () => {
    expect(shapeOf({ action: 'name-only' }).email).toBe('');
    expect(shapeOf({ action: 'name-only' }, { deleteAtMs: A_TIME_MS }).email).toBe(
      'yamada@example.co.jp',
    );
  });

  it('is a bot when the team says so', () => {
    expect(shapeOf({ action: 'bot' })).toEqual({ email: '', isBot: true });
    expect(shapeOf({ action: 'invite' })).toEqual({ email: 'yamada@example.co.jp', isBot: false });
  });
});
