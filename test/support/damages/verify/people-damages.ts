import type { Loose } from './damaged-archive.ts';
import type { Damage, Expected } from './expect-damages.ts';

const personDiffers = (field: string, { name }: Loose): Expected => ({
  kind: 'differs',
  thing: 'user',
  field,
  name: String(name),
});

const isPerson = (entry: Loose): boolean =>
  entry['is_bot'] === false && entry['deleted'] === false && isMade(entry);
const isMade = ({ profile }: Loose): boolean =>
  typeof (profile as Loose | undefined)?.['email'] === 'string';

/** The first such person with other values in the entry or its profile. */
const changedPerson =
  (
    isMeant: (entry: Loose) => boolean,
    field: string,
    change: Readonly<Record<string, unknown>>,
    inProfile: Readonly<Record<string, unknown>> = {},
  ): Damage[1] =>
  (archive) => {
    const entry = archive.listed('users', isMeant);
    Object.assign(entry, change);
    Object.assign(entry['profile'] as Loose, inProfile);
    return [personDiffers(field, entry)];
  };

/** An account without a row, which the archive has because somebody without one wrote or reacted. */
const changedUnknown =
  (field: string, change: (entry: Loose) => void): Damage[1] =>
  (archive) => {
    const entry = archive.listed('users', ({ name }) => String(name).startsWith('unknown-'));
    change(entry);
    const name = String(entry['name']).replace('unknown-', 'unknown ');
    return [{ kind: 'differs', thing: 'user', field, name }];
  };

/** What can be done to users.json. */
export const PEOPLE_DAMAGES: readonly Damage[] = [
  [
    'calls somebody otherwise',
    (archive) => {
      const entry = archive.listed('users', isPerson);
      const before = { ...entry };
      entry['name'] = 'somebody';
      return [personDiffers('name', before)];
    },
  ],
  [
    'has another full name',
    (archive) => {
      const entry = archive.listed('users', isPerson);
      entry['real_name'] = 'Some Body';
      return [personDiffers('real-name', entry)];
    },
  ],
  [
    'has lost somebody',
    (archive) => {
      const entry = archive.listed('users', isPerson);
      const users = archive.list('users');
      users.splice(users.indexOf(entry), 1);
      return [{ kind: 'missing', thing: 'user', name: String(entry['name']) }];
    },
  ],
  [
    'has somebody whom nobody knows',
    (archive) => {
      const entry = { ...archive.listed('users', isPerson), id: 'UNOBODY0000' };
      archive.list('users').push(entry);
      return [{ kind: 'unexpected', thing: 'user', name: 'UNOBODY0000' }];
    },
  ],
  [
    'invites an address of somebody else',
    (archive) => {
      const entry = archive.listed('users', isPerson);
      (entry['profile'] as Loose)['email'] = 'somebody@example.com';
      return [personDiffers('email', entry)];
    },
  ],
  [
    'deactivates somebody',
    (archive) => {
      const entry = archive.listed('users', isPerson);
      entry['deleted'] = true;
      return [personDiffers('deactivated', entry)];
    },
  ],
  [
    'takes a person for a bot',
    (archive) => {
      const entry = archive.listed('users', isPerson);
      entry['is_bot'] = true;
      return [personDiffers('bot', entry)];
    },
  ],
  ...(
    [
      ['makes somebody an administrator', 'admin', { is_admin: true }],
      ['makes somebody an owner', 'owner', { is_owner: true }],
      ['makes somebody the primary owner', 'owner', { is_primary_owner: true }],
      ['makes somebody a guest', 'restricted', { is_restricted: true }],
      ['makes somebody a guest of one channel', 'restricted', { is_ultra_restricted: true }],
      ['has another time zone', 'profile', { tz: 'Antarctica/Troll' }],
    ] as const
  ).map(([what, field, change]): Damage => [what, changedPerson(isPerson, field, change)]),
  ...(
    [
      ['has another display name', 'display-name', { display_name: 'Some Body' }],
      ['has another title', 'profile', { title: 'Chief of everything' }],
      ['has another first name', 'profile', { first_name: 'Some' }],
      ['has another last name', 'profile', { last_name: 'Body' }],
      ['has another full name in a profile', 'profile', { real_name: 'Some Body' }],
      ['lacks the address of somebody', 'email', { email: '' }],
    ] as const
  ).map(([what, field, change]): Damage => [what, changedPerson(isPerson, field, {}, change)]),
  [
    'makes a guest a full member',
    changedPerson((entry) => entry['is_restricted'] === true, 'restricted', {
      is_restricted: false,
    }),
  ],
  [
    'makes a guest one of a single channel',
    changedPerson((entry) => entry['is_restricted'] === true, 'restricted', {
      is_ultra_restricted: true,
    }),
  ],
  [
    'takes a bot for a person',
    changedPerson((entry) => entry['is_bot'] === true, 'bot', { is_bot: false }),
  ],
  [
    'invites a bot',
    changedPerson(
      (entry) => entry['is_bot'] === true,
      'email',
      {},
      { email: 'somebody@example.com' },
    ),
  ],
  [
    'brings somebody back who was deactivated',
    changedPerson((entry) => entry['deleted'] === true && isMade(entry), 'deactivated', {
      deleted: false,
    }),
  ],
  [
    'invites somebody who has no account',
    changedUnknown('email', (entry) =>
      Object.assign(entry['profile'] as Loose, { email: 'somebody@example.com' }),
    ),
  ],
  [
    'brings somebody back who has no account',
    changedUnknown('deactivated', (entry) => Object.assign(entry, { deleted: false })),
  ],
  [
    'makes somebody an administrator who has no account',
    changedUnknown('admin', (entry) => Object.assign(entry, { is_admin: true })),
  ],
  [
    'lists somebody twice',
    (archive) => {
      const entry = archive.listed('users', isPerson);
      archive.list('users').push({ ...entry });
      return [{ kind: 'unexpected', thing: 'user', field: 'listed', name: String(entry['id']) }];
    },
  ],
  [
    'lists somebody twice, once with another address',
    (archive) => {
      const entry = archive.listed('users', isPerson);
      const profile = { ...(entry['profile'] as Loose), email: 'somebody@example.com' };
      archive.list('users').unshift({ ...entry, profile });
      return [{ kind: 'unexpected', thing: 'user', field: 'listed', name: String(entry['id']) }];
    },
  ],
];
