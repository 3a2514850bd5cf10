import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../fixtures/load.ts';
import { createDatabase, type TestDatabase } from '../support/databases.ts';
import { type ArchiveWorld, makeArchiveWorld } from '../support/verify/archive-world.ts';
import type { Loose } from '../support/verify/damaged-archive.ts';
import {
  type Damage,
  type Expected,
  expectDamages,
  missing,
  placeOf,
} from '../support/verify/expect-damages.ts';
import { has, isPlain } from '../support/verify/message-choice.ts';

const first = <Item>(items: unknown): Item => (items as Item[])[0] as Item;

const channelDiffers = (field: string): Expected => ({ kind: 'differs', thing: 'channel', field });
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

const hasMembers = ({ members }: Loose): boolean => Array.isArray(members) && members.length > 1;

const CHANNELS: readonly Damage[] = [
  [
    'lacks a channel',
    (archive) => {
      const [channel] = archive.list('channels');
      const lost = archive.messages().filter((place) => place.channel === channel?.['id']);
      archive.list('channels').shift();
      for (const entry of new Set(lost.map(({ entry: name }) => name))) archive.remove(entry);
      const firsts = lost.filter(({ message }) => /000$/.test(message.ts));
      expect(firsts).toHaveLength(lost.length);
      return [{ kind: 'missing', thing: 'channel' }, ...lost.map(missing)];
    },
  ],
  [
    'has a channel that nobody made',
    (archive) => {
      archive.list('channels').push({ ...archive.listed('channels'), id: 'CNOBODY0000', name: 'new' });
      return [{ kind: 'unexpected', thing: 'channel' }];
    },
  ],
  [
    'shows a private channel to everybody',
    (archive) => {
      const entry = archive.list('groups').shift();
      if (entry === undefined) throw new Error('there is no private channel');
      archive.list('channels').push(entry);
      return [channelDiffers('visibility')];
    },
  ],
  [
    'has lost a member',
    (archive) => {
      const entry = archive.listed('channels', hasMembers);
      (entry['members'] as string[]).pop();
      return [channelDiffers('members')];
    },
  ],
  [
    'has a member too many in a direct message',
    (archive) => {
      const entry = archive.listed('dms');
      (entry['members'] as string[]).push('UNOBODY0000');
      return [channelDiffers('members')];
    },
  ],
  [
    'has another topic',
    (archive) => {
      archive.listed('channels')['topic'] = { value: 'something else', creator: '', last_set: 0 };
      return [channelDiffers('topic')];
    },
  ],
  [
    'has lost a purpose',
    (archive) => {
      const entry = archive.listed(
        'channels',
        ({ purpose }) => (purpose as Loose)['value'] !== '',
      );
      (entry['purpose'] as Loose)['value'] = '';
      return [channelDiffers('purpose')];
    },
  ],
  [
    'archives a channel that is open',
    (archive) => {
      archive.listed('channels', (entry) => entry['is_archived'] === false)['is_archived'] = true;
      return [channelDiffers('archived')];
    },
  ],
  [
    'calls a channel otherwise',
    (archive) => {
      const entry = archive.listed('channels');
      archive.rename(String(entry['name']), 'another-name');
      entry['name'] = 'another-name';
      return [channelDiffers('name')];
    },
  ],
  [
    'has lost a pin in the list of a channel',
    (archive) => {
      delete archive.listed('channels', has('pins'))['pins'];
      return [channelDiffers('pins')];
    },
  ],
  [
    'has a folder that is no channel',
    (archive) => {
      archive.put('nowhere/2020-01-01.json', '[]');
      return [{ kind: 'unexpected', thing: 'entry', name: 'nowhere/2020-01-01.json' }];
    },
  ],
];

const PEOPLE: readonly Damage[] = [
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

const changedFile =
  (field: string, change: (file: Loose) => void): Damage[1] =>
  (archive) => {
    const place = archive.find(has('files'));
    change(first<Loose>(place.message['files']));
    return [{ kind: 'differs', thing: 'file', field, at: placeOf(place) }];
  };

const FILES: readonly Damage[] = [
  ['calls a file otherwise', changedFile('name', (file) => Object.assign(file, { name: 'x.txt' }))],
  ['has a file of another size', changedFile('size', (file) => Object.assign(file, { size: 1 }))],
  [
    'has a file of another type',
    changedFile('type', (file) => Object.assign(file, { mimetype: 'x/y' })),
  ],
  [
    'has lost a file',
    (archive) => {
      const place = archive.find(({ files }) => Array.isArray(files) && files.length === 1);
      delete place.message['files'];
      return [{ kind: 'missing', thing: 'file', at: placeOf(place) }];
    },
  ],
  [
    'has a file that nobody posted',
    (archive) => {
      const place = archive.find(isPlain);
      place.message['files'] = [{ id: 'FNOBODY', name: 'x', size: 1, mimetype: 'x/y' }];
      return [{ kind: 'unexpected', thing: 'file', at: placeOf(place) }];
    },
  ],
  [
    'holds a day that is no list',
    (archive) => {
      const place = archive.find(
        (message, { day }) => isPlain(message) && day.every((each) => isPlain(each)),
      );
      archive.remove(place.entry);
      archive.put(place.entry, '{"not": "a list"}');
      const lost = place.day.map((message) => missing({ ...place, message }));
      return [
        { kind: 'differs', thing: 'entry', field: 'content', name: place.entry },
        ...lost,
      ];
    },
  ],
];

describe('mm2slack verify --zip', () => {
  let database: TestDatabase;
  let world: ArchiveWorld;
  beforeAll(async () => {
    database = await createDatabase('postgres', 'verify_lists');
    await loadWorkspace('postgres', '8.1', database.run);
    world = await makeArchiveWorld(database);
  });
  afterAll(async () => {
    await world.stop();
    await database.drop();
  });

  expectDamages(() => world, [...CHANNELS, ...PEOPLE, ...FILES]);

  it('names the entry that is not as its manifest says', async () => {
    let entry = '';
    const { lines } = await world.verifyWithManifest((archive) => {
      const place = archive.find(isPlain);
      entry = place.entry;
      // No fact is another one: only the bytes are.
      place.message['team'] = 'TANOTHER';
      for (const name of archive.names()) {
        if (name.endsWith('.json') && name !== entry) archive.put(name, archive.bytes(name));
      }
    });
    expect(lines.filter(({ field }) => field === 'sha256').map(({ name }) => name)).toEqual([entry]);
    expect(lines).toHaveLength(1);
  });

  it('compares the bytes of files that lie in the archive', async () => {
    let file: Loose | undefined;
    const { lines } = await world.verifyDamaged((archive) => {
      const place = archive.find(
        ({ files }) => Array.isArray(files) && (files[0] as Loose)['size'] !== 0,
      );
      file = first<Loose>(place.message['files']);
      archive.put(`__uploads/${String(file['id'])}/${String(file['name'])}`, 'cut short');
    });
    expect(lines).toEqual([
      expect.objectContaining({ kind: 'differs', thing: 'file', field: 'sha256' }),
    ]);
  });

  it('takes what is recorded for expected, and only that', async () => {
    const { report } = await world.verify(world.folder.join('all.zip'));
    expect(report.isClean).toBe(true);
    expect(report.expected.map(({ cause }) => cause)).toEqual(['topic_cut']);
  });
});
