import type { Loose } from './damaged-archive.ts';
import { type Damage, missing, placeOf } from './expect-damages.ts';
import { has, isPlain } from './message-choice.ts';

const first = <Item>(items: unknown): Item => (items as Item[])[0] as Item;

const changedFile =
  (field: string, change: (file: Loose) => void): Damage[1] =>
  (archive) => {
    const place = archive.find(has('files'));
    change(first<Loose>(place.message['files']));
    return [{ kind: 'differs', thing: 'file', field, at: placeOf(place) }];
  };

/** What can be done to files and entries. */
export const FILE_DAMAGES: readonly Damage[] = [
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
      return [{ kind: 'differs', thing: 'entry', field: 'content', name: place.entry }, ...lost];
    },
  ],
];
