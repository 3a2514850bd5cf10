import type { DamagedArchive, Loose } from './damaged-archive.ts';
import { type Damage, type Expected, missing, placeOf } from './expect-damages.ts';
import { has, isPlain } from './message-choice.ts';

const first = <Item>(items: unknown): Item => (items as Item[])[0] as Item;

/** Gives a message such files, with the marks of a message that has files, or none. */
function haveFiles(message: Loose, files: unknown): void {
  delete message['upload'];
  delete message['display_as_bot'];
  delete message['files'];
  if (files !== undefined) Object.assign(message, { files, upload: true, display_as_bot: false });
}

const changedFile =
  (field: string, change: (file: Loose) => void): Damage[1] =>
  (archive) => {
    const place = archive.find(has('files'));
    change(first<Loose>(place.message['files']));
    return [{ kind: 'differs', thing: 'file', field, at: placeOf(place) }];
  };

type IsMeant = Parameters<DamagedArchive['find']>[0];

/** A change of the first file of such a message. */
const changedFileOf =
  (isMeant: IsMeant, field: string, change: (file: Loose) => void): Damage[1] =>
  (archive) => {
    const place = archive.find(
      (message, where) => has('files')(message) && isMeant(message, where),
    );
    change(first<Loose>(place.message['files']));
    return [{ kind: 'differs', thing: 'file', field, at: placeOf(place) }];
  };
const isIn =
  (...lists: readonly string[]): IsMeant =>
  (_message, { list }) =>
    lists.includes(list);

/** An entry that belongs to nothing. */
const strayEntry =
  (name: string, content = '[]'): Damage[1] =>
  (archive) => {
    archive.put(name, content);
    return [{ kind: 'unexpected', thing: 'entry', name }];
  };

/** Something in a list that must be empty. */
const filledList =
  (name: string): Damage[1] =>
  (archive) => {
    archive.put(`${name}.json`, '[{"id":"X1"}]');
    return [{ kind: 'unexpected', thing: 'entry', field: 'content', name: `${name}.json` }];
  };

/** The bytes of a file, which are left in the archive without a message. */
function bytesOf(archive: DamagedArchive, { id }: Loose): Expected {
  const name = archive.names().find((entry) => entry.startsWith(`__uploads/${String(id)}/`));
  return { kind: 'unexpected', thing: 'entry', name: name ?? '' };
}

/** What can be done to files and entries. */
export const FILE_DAMAGES: readonly Damage[] = [
  [
    'has files in another order',
    (archive) => {
      const place = archive.find(({ files }) => Array.isArray(files) && files.length > 1);
      (place.message['files'] as Loose[]).reverse();
      return [{ kind: 'differs', thing: 'file', field: 'order', at: placeOf(place) }];
    },
  ],
  [
    'has a file twice in a message',
    (archive) => {
      const place = archive.find(has('files'));
      const files = place.message['files'] as Loose[];
      files.push({ ...first<Loose>(files) });
      return [{ kind: 'unexpected', thing: 'file', at: placeOf(place) }];
    },
  ],
  [
    'has a file under another id',
    (archive) => {
      const place = archive.find(({ files }) => Array.isArray(files) && files.length === 1);
      const file = first<Loose>(place.message['files']);
      const bytes = bytesOf(archive, file);
      file['id'] = 'F0000000000000';
      const at = placeOf(place);
      return [
        { kind: 'missing', thing: 'file', at },
        { kind: 'unexpected', thing: 'file', at },
        // Its address still leads to the bytes, which belong to no message now.
        { kind: 'differs', thing: 'file', field: 'content', at },
        bytes,
      ];
    },
  ],
  [
    'has a file at another message of its channel',
    (archive) => {
      const from = archive.find(({ files }) => Array.isArray(files) && files.length === 1);
      const to = archive.find(
        (message, { channel }) => isPlain(message) && channel === from.channel,
      );
      haveFiles(to.message, from.message['files']);
      haveFiles(from.message, undefined);
      return [
        { kind: 'missing', thing: 'file', at: placeOf(from) },
        { kind: 'unexpected', thing: 'file', at: placeOf(to) },
      ];
    },
  ],
  [
    'has a file of a private channel in a public one',
    (archive) => {
      const from = archive.find(
        (message, place) => has('files')(message) && isIn('groups', 'mpims', 'dms')(message, place),
      );
      const to = archive.find((message, place) => isPlain(message) && place.list === 'channels');
      haveFiles(to.message, [{ ...first<Loose>(from.message['files']) }]);
      return [
        { kind: 'unexpected', thing: 'file', at: placeOf(to) },
        { kind: 'differs', thing: 'file', field: 'public', at: placeOf(to) },
      ];
    },
  ],
  [
    'shows a file of a private channel to everybody',
    changedFileOf(isIn('groups', 'mpims', 'dms'), 'public', (file) =>
      Object.assign(file, { is_public: true }),
    ),
  ],
  [
    'hides a file of a public channel',
    changedFileOf(isIn('channels'), 'visibility', (file) =>
      Object.assign(file, { is_public: false }),
    ),
  ],
  [
    'has a file of somebody else',
    changedFile('author', (file) => Object.assign(file, { user: 'UNOBODY0000' })),
  ],
  [
    'has a file of another time',
    changedFile('created', (file) => Object.assign(file, { created: 1, timestamp: 1 })),
  ],
  [
    'calls a file deleted',
    changedFile('deleted', (file) => Object.assign(file, { mode: 'tombstone' })),
  ],
  [
    'shows a file under another title',
    changedFile('name', (file) => Object.assign(file, { title: 'x.txt' })),
  ],
  ['has a file without a size', changedFile('size', (file) => Object.assign(file, { size: 0 }))],
  ['has an entry at the root that is no list', strayEntry('secrets.json')],
  ['has a text at the root', strayEntry('README.txt', 'read me')],
  [
    'has a list in the folder of a channel',
    (archive) => strayEntry(`${String(archive.listed('channels')['name'])}/users.json`)(archive),
  ],
  [
    'has a day that no calendar has',
    (archive) =>
      strayEntry(`${String(archive.listed('channels')['name'])}/2020-02-31.json`)(archive),
  ],
  [
    'has a folder in the folder of a channel',
    (archive) =>
      strayEntry(`${String(archive.listed('channels')['name'])}/old/2020-01-01.json`)(archive),
  ],
  ['has a file of no message', strayEntry('__uploads/F0000000000000/plan.pdf', 'bytes')],
  ['has a file beside the files of messages', strayEntry('__uploads/plan.pdf', 'bytes')],
  ['has an integration that nobody made', filledList('integration_logs')],
  ['has a canvas that nobody made', filledList('canvases')],
  ['has a conversation about a file', filledList('file_conversations')],
  [
    'has a list of canvases that is no list',
    (archive) => {
      archive.put('canvases.json', '{}');
      return [{ kind: 'differs', thing: 'entry', field: 'content', name: 'canvases.json' }];
    },
  ],
  [
    'lacks the list of canvases',
    (archive) => {
      archive.remove('canvases.json');
      return [{ kind: 'missing', thing: 'entry', name: 'canvases.json' }];
    },
  ],
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
      const bytes = bytesOf(archive, first<Loose>(place.message['files']));
      haveFiles(place.message, undefined);
      return [{ kind: 'missing', thing: 'file', at: placeOf(place) }, bytes];
    },
  ],
  [
    'has a file that nobody posted',
    (archive) => {
      const place = archive.find(isPlain);
      haveFiles(place.message, [{ id: 'FNOBODY', name: 'x', size: 1, mimetype: 'x/y' }]);
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
      return [{ kind: 'differs', thing: 'entry', field: 'content', name: place.entry }, ...lost];
    },
  ],
];
