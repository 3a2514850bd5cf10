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
];
