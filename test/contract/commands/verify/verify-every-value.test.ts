import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../../../fixtures/load.ts';
import {
  type ArchiveWorld,
  makeArchiveWorld,
} from '../../../support/damages/verify/archive-world.ts';
import type { DamagedArchive } from '../../../support/damages/verify/damaged-archive.ts';
import {
  ADDED_VALUES,
  CHANGES,
  type Holder,
  type Place,
  placesIn,
} from '../../../support/damages/verify/every-value.ts';
import { createDatabase, type TestDatabase } from '../../../support/servers/databases.ts';

/** Changes that need no report, each with its line in docs/verify.md. */
const MAY_DIFFER: readonly RegExp[] = [
  // Mattermost does not store who pinned, or who set a topic and when.
  / (?:channels|groups|mpims)\.(?:topic|purpose)\.(?:creator|last_set)$/,
  / channels\.pins\[\]<C>\.(?:created|user|owner)$/,
  // Nobody sees when a profile was last changed.
  / users\.updated$/,
  // An address of the old server, or a setting.
  / message\.icons(?:\.\w+)?$/,
  // A look.
  / message\.blocks\[\]<table>\.column_settings\[\](?:\.align)?$/,
  // The order of people in a list, and of reactions.
  /^swap .*(?:members|reply_users|users|reactions)\[\]$/,
  // The `text` beside the blocks says the same.
  /^remove message\.blocks(?:\[\]<(?:rich_text|table)>)?$/,
  // Without a value as with an empty one.
  /^remove users\.profile\.(?:title|first_name|last_name)$/,
  /^remove message\.blocks.*<rich_text_list:\w+>\.indent$/,
  // A list with an entry without an id is no list: the archive is refused as a whole.
  /^(?:remove|another type) (?:channels|groups|mpims|dms|users)\.id$/,
  // The slant of a line that the program itself has written.
  / message\.blocks.*<text>\.style\.italic$/,
];

const LISTS = ['channels', 'groups', 'mpims', 'dms', 'users'] as const;

/** A place, and what the report calls the message or entry that it is in. */
type Labelled = Place & { readonly label: string };

/** Every place of an archive by its kind. */
function placesOf(archive: DamagedArchive): ReadonlyMap<string, readonly Labelled[]> {
  const places = new Map<string, Labelled[]>();
  const add = (root: Holder, name: string, label: string): void => {
    for (const place of placesIn(root, name)) {
      const known = places.get(place.kind);
      if (known === undefined) places.set(place.kind, [{ ...place, label }]);
      else known.push({ ...place, label });
    }
  };
  for (const { message } of archive.messages()) add(message, 'message', message.ts);
  for (const list of LISTS) {
    for (const entry of archive.list(list)) {
      const label = String(entry[list === 'users' ? 'name' : 'id']);
      // An account without a row has another name in the report.
      if (!label.startsWith('unknown-')) add(entry, list, label);
    }
  }
  return places;
}

/**
 * Changes one value of each kind, as far as there are messages and entries in which nothing has been changed yet. Gives
 * the kind by the label of the message or entry.
 */
function changeSome(
  archive: DamagedArchive,
  kinds: ReadonlySet<string>,
  change: (holder: Holder, key: string) => boolean,
): ReadonlyMap<string, string> {
  const changed = new Map<string, string>();
  for (const [kind, places] of placesOf(archive)) {
    if (!kinds.has(kind)) continue;
    const place = places.find(
      ({ holder, key, label }) => !changed.has(label) && change(holder, key),
    );
    if (place !== undefined) changed.set(place.label, kind);
  }
  return changed;
}

/** Objects to which fields can be added, by what they are, each with what the report calls it. */
function holdersOf(archive: DamagedArchive): ReadonlyMap<string, readonly Labelled[]> {
  const holders = new Map<string, Labelled[]>();
  const add = (kind: string, holder: unknown, label: string): void => {
    const each = { kind, holder: holder as Holder, key: '', label };
    const known = holders.get(kind);
    if (known === undefined) holders.set(kind, [each]);
    else known.push(each);
  };
  for (const { message } of archive.messages()) {
    // Who invited a member, and the picture of a webhook, may be any.
    if (message['subtype'] === undefined) add('message', message, message.ts);
    for (const key of ['blocks', 'attachments']) {
      for (const { kind, holder, key: at } of placesIn(message[key], key)) {
        if (isObject(holder[at])) add(kind, holder[at], message.ts);
      }
    }
  }
  for (const list of LISTS) {
    for (const entry of archive.list(list)) {
      const label = String(entry[list === 'users' ? 'name' : 'id']);
      if (label.startsWith('unknown-')) continue;
      add(list, entry, label);
      if (list === 'users') add('users.profile', entry['profile'], label);
      for (const key of ['topic', 'purpose']) {
        if (isObject(entry[key])) add(`${list}.${key}`, entry[key], label);
      }
    }
  }
  return holders;
}

const isObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The millisecond of a `ts`: the report names the first message of a post, and further ones share its time. */
const withoutRank = (value: string): string => value.replace(/^(\d+\.\d{3})\d{3}$/, '$1');

/** A field and a value that no object of a kind should have. */
interface Addition {
  readonly kind: string;
  readonly field: string;
  readonly value: unknown;
}

/** Fields that no object of an archive has, but others of Slack's exports. */
const FOREIGN = ['user_profile', 'client_msg_id', 'is_private', 'image_48', 'constructor'];

/** Values that say the same as none. */
const AS_NONE = /^(?:users\.profile email "evil"|users tz "evil"|.*<text> style \{\})$/;

/** For objects inside of messages and entries, of which there are many kinds. */
const SOME_ADDED_VALUES = [7, 'evil', {}];

/** Every field that some object of a kind has and others lack, with every value. */
function additionsTo(archive: DamagedArchive): readonly Addition[] {
  return [...holdersOf(archive)].flatMap(([kind, all]) => {
    const fields = new Set([...all.flatMap(({ holder }) => Object.keys(holder)), ...FOREIGN]);
    const lacking = [...fields].filter((field) =>
      all.some(({ holder }) => !Object.hasOwn(holder, field)),
    );
    const values = /\[\]|\.(?:topic|purpose)$/.test(kind) ? SOME_ADDED_VALUES : ADDED_VALUES;
    return lacking.flatMap((field) => values.map((value) => ({ kind, field, value })));
  });
}

/** Adds some to objects in which nothing has been changed yet; gives them by what the report calls the objects. */
function addSome(archive: DamagedArchive, left: Set<Addition>): ReadonlyMap<string, Addition> {
  const added = new Map<string, Addition>();
  const holders = holdersOf(archive);
  for (const addition of left) {
    const place = holders
      .get(addition.kind)
      ?.find(({ holder, label }) => !added.has(label) && !Object.hasOwn(holder, addition.field));
    if (place === undefined) continue;
    place.holder[addition.field] = structuredClone(addition.value);
    added.set(place.label, addition);
  }
  for (const addition of added.values()) left.delete(addition);
  return added;
}

describe('mm2slack verify --zip', () => {
  let database: TestDatabase;
  let world: ArchiveWorld;
  beforeAll(async () => {
    database = await createDatabase('mysql', 'verify_every_value');
    await loadWorkspace('mysql', '8.1', database.run);
    world = await makeArchiveWorld(database);
  });
  afterAll(async () => {
    await world.stop();
    await database.drop();
  });

  it.each(Object.entries(CHANGES))(
    'tells of each kind of value in an archive that was changed: %s',
    {
      timeout: 300_000,
    },
    async (name, change) => {
      const left = new Set<string>();
      await world.verifyDamaged((archive) => {
        for (const kind of placesOf(archive).keys()) {
          if (!MAY_DIFFER.some((pattern) => pattern.test(`${name} ${kind}`))) left.add(kind);
        }
      });
      const untold: string[] = [];
      let tried = 0;
      for (;;) {
        let changed: ReadonlyMap<string, string> = new Map();
        const { lines } = await world.verifyDamaged((archive) => {
          changed = changeSome(archive, left, change);
        });
        if (changed.size === 0) break;
        const told = new Set(lines.flatMap((line) => Object.values(line)));
        for (const [label, kind] of changed) {
          tried += 1;
          left.delete(kind);
          if (!told.has(label)) untold.push(`${kind} of ${label}`);
        }
      }
      expect(tried).toBeGreaterThan(5);
      expect(untold).toEqual([]);
    },
  );

  it('tells of each field that was added where its kind of object has none, with any value', {
    timeout: 300_000,
  }, async () => {
    const left = new Set<Addition>();
    await world.verifyDamaged((archive) => {
      for (const addition of additionsTo(archive)) left.add(addition);
    });
    const all = left.size;
    const untold: string[] = [];
    for (;;) {
      let added: ReadonlyMap<string, Addition> = new Map();
      const { lines } = await world.verifyDamaged((archive) => {
        added = addSome(archive, left);
      });
      if (added.size === 0) break;
      const told = new Set(lines.flatMap((line) => Object.values(line).map(withoutRank)));
      for (const [label, { kind, field, value }] of added) {
        if (!told.has(withoutRank(label))) untold.push(`${kind} ${field} ${JSON.stringify(value)}`);
      }
    }
    expect(all - left.size).toBeGreaterThan(300);
    expect(untold.filter((each) => !AS_NONE.test(each))).toEqual([]);
  });
});
