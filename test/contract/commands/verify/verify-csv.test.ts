import { readdir, readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOSTILE_TEXTS } from '../../../../fixtures/hostile-texts.ts';
import { loadWorkspace } from '../../../../fixtures/load.ts';
import { verifyHtml } from '../../../../src/reports/verify/html.ts';
import { verifyJson } from '../../../../src/reports/verify/json.ts';
import { verifyMarkdown } from '../../../../src/reports/verify/markdown.ts';
import {
  type ArchiveWorld,
  type DifferenceLine,
  makeArchiveWorld,
} from '../../../support/damages/verify/archive-world.ts';
import type { DamagedArchive } from '../../../support/damages/verify/damaged-archive.ts';
import { notEmpty } from '../../../support/not-empty.ts';
import { seededRandom } from '../../../support/seeded-random.ts';
import { createDatabase, type TestDatabase } from '../../../support/servers/databases.ts';

const TOWN = 'public/general.csv';
const SECRET = 'private/経営会議.csv';

/** Records of a file: each begins with its time, on a line of its own. */
const recordsOf = (archive: DamagedArchive, name: string): string[] =>
  String(archive.bytes(name)).split(/(?<=\n)(?="\d+",)/);

/** Writes the records of a file anew. */
function rewrite(archive: DamagedArchive, name: string, change: (records: string[]) => string[]) {
  archive.put(name, change(recordsOf(archive, name)).join(''));
}

function renameFile(archive: DamagedArchive, from: string, to: string): void {
  archive.put(to, archive.bytes(from));
  archive.remove(from);
}

const swapped = (records: readonly string[], a: number, b: number): string[] =>
  records.map((record, at) => records[at === a ? b : at === b ? a : at] ?? record);

type Damage = readonly [
  what: string,
  damage: (archive: DamagedArchive) => void,
  found: readonly Partial<DifferenceLine>[],
];

const change =
  (from: string | RegExp, to: string, name = TOWN) =>
  (archive: DamagedArchive) => {
    const before = String(archive.bytes(name));
    const after = before.replace(from, to);
    expect(after).not.toBe(before);
    archive.put(name, after);
  };

const missing = { kind: 'missing', thing: 'message' };
const unexpected = { kind: 'unexpected', thing: 'message' };
const differs = (field: string) => ({ kind: 'differs', thing: 'message', field });
const content = { kind: 'differs', thing: 'entry', field: 'content' };

const DAMAGES: readonly Damage[] = [
  ['a line is missing', (a) => rewrite(a, TOWN, (all) => all.toSpliced(3, 1)), [missing]],
  [
    'a line is doubled',
    (a) => rewrite(a, TOWN, (all) => all.toSpliced(3, 0, all[3] ?? '')),
    [unexpected],
  ],
  [
    'a line is repeated at the end',
    (a) => rewrite(a, TOWN, (all) => [...all, all[0] ?? '']),
    [unexpected],
  ],
  [
    'two lines beside each other are swapped',
    (a) => rewrite(a, TOWN, (all) => swapped(all, 2, 3)),
    [differs('order')],
  ],
  [
    'all lines are turned around',
    (a) => rewrite(a, TOWN, (all) => all.toReversed()),
    [differs('order')],
  ],
  [
    'a line of another channel is added',
    (a) => rewrite(a, TOWN, (all) => [...all, ...recordsOf(a, SECRET).slice(0, 1)]),
    [unexpected],
  ],
  ['the time of a line is another', change(/^"\d/, '"2'), [missing, unexpected]],
  ['the channel of a line is another', change('"general"', '"random"'), [differs('name')]],
  ['the author of a line is another', change('"yamada"', '"suzuki"'), [differs('author')]],
  ['a word of a line is another', change('仕事納め', '仕事始め'), [differs('text')]],
  ['a sign of formatting is gone', change('*2月20日*', '2月20日'), [differs('text')]],
  ['a reply answers nobody', change('↳ yamada\n', ''), [differs('thread')]],
  ['a reply answers somebody else', change('↳ yamada\n', '↳ suzuki\n'), [differs('thread')]],
  ['a reaction is gone', change(/Reactions: :bow: emma, /, 'Reactions: :bow: '), [differs('text')]],
  [
    'the line about a file is gone',
    change(/\n\[file not moved: image.png \(69 bytes\)\]/, '', 'public/dev-tokyo.csv'),
    [differs('text')],
  ],
  [
    'a quote in a text ends it',
    change('\\"Release', '"Release', 'public/deploy-alerts.csv'),
    [content, missing],
  ],
  ['a line has no quotes', change(/^"(\d+)"/, '$1'), [content, missing]],
  ['a line has five fields', change(/"\n/, '","more"\n'), [content, missing]],
  ['a line has no time of seconds', change(/^"(\d+)"/, '"$1.5"'), [content, missing]],
  ['it begins with a byte order mark', change(/^/, '\ufeff'), [content, missing]],
  ['it ends in a text', (a) => a.put(TOWN, a.bytes(TOWN).subarray(0, -3)), [content, missing]],
  ['a file is not there', (a) => a.remove(TOWN), [{ kind: 'missing', thing: 'channel' }, missing]],
  ['a file is empty', (a) => a.put(TOWN, ''), [missing]],
  [
    'a file is of no channel',
    (a) => a.put('public/other.csv', ''),
    [{ kind: 'unexpected', thing: 'entry' }],
  ],
  [
    'a private file is public',
    (a) => renameFile(a, SECRET, SECRET.replace('private', 'public')),
    [{ kind: 'differs', thing: 'channel', field: 'public' }],
  ],
  [
    'a public file is private',
    (a) => renameFile(a, TOWN, TOWN.replace('public', 'private')),
    [{ kind: 'differs', thing: 'channel', field: 'visibility' }],
  ],
];

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase('postgres', 'verify_csv');
  await loadWorkspace('postgres', '8.1', database.run, { broken: true, priority: true });
  // A reply from before its root, as imports make them.
  await database.run(
    "UPDATE posts SET createat = createat - 86400000 WHERE message LIKE '凍結日は%'",
  );
  const signs = `'${'>'.repeat(16_383)}'`;
  await database.run(`UPDATE posts SET message = ${signs} WHERE message = 'Who broke the build?'`);
});
afterAll(() => database.drop());

describe('verify of a text import', () => {
  let world: ArchiveWorld;
  beforeAll(async () => {
    world = await makeArchiveWorld(database, { format: 'csv' });
  });
  afterAll(() => world.stop());

  it('finds nothing wrong in what zip has written', async () => {
    const { report, lines } = await world.verify(world.folder.join('all.zip'));
    expect(lines).toEqual([]);
    expect(report.isClean).toBe(true);
    expect(report.account.posts.written).toBeGreaterThan(100);
    expect(report.warnings).toEqual([]);
  });

  it('is given files whose lines are in order of time, also where a reply is older than its root', async () => {
    const { report } = await world.verifyDamaged((archive) => {
      for (const name of archive.names()) {
        const times = recordsOf(archive, name).map((record) =>
          Number(/^"(\d+)"/.exec(record)?.[1]),
        );
        expect(times).toEqual(times.toSorted((a, b) => a - b));
      }
    });
    expect(report.losses.map(({ code }) => code)).toContain('reply_older_than_root');
  });

  it('finds the same without the manifest, and says that there is none', async () => {
    const { lines, report } = await world.verifyDamaged(() => {});
    expect(lines).toEqual([]);
    expect(report.warnings).toHaveLength(1);
  });

  it.each(DAMAGES)('finds that %s', async (_what, damage, found) => {
    const { report, lines } = await world.verifyDamaged(damage);
    expect(report.isClean).toBe(false);
    for (const difference of found)
      expect(lines).toContainEqual(expect.objectContaining(difference));
    const [known] = [...new Set(found.map(({ thing }) => thing))];
    expect(lines.some(({ thing }) => thing === known)).toBe(true);
  });

  it('tells of bytes that belong to no entry', async () => {
    const bytes = await readFile(world.folder.join('all.zip'));
    const end = bytes.lastIndexOf('PK\u0005\u0006', undefined, 'latin1');
    const path = world.folder.join('gap.zip');
    await writeFile(
      path,
      Buffer.concat([bytes.subarray(0, end), Buffer.alloc(100), bytes.subarray(end)]),
    );
    const { lines } = await world.verify(path);
    expect(lines).toEqual([
      expect.objectContaining({ kind: 'unexpected', thing: 'archive', field: 'content' }),
    ]);
  });

  it('says of two swapped lines only that their order is another', async () => {
    const { lines } = await world.verifyDamaged((archive) =>
      rewrite(archive, TOWN, (all) => swapped(all, 2, 3)),
    );
    expect(lines).toEqual([expect.objectContaining(differs('order'))]);
  });

  it('finds any line of any file that is missing, doubled or swapped with the next', async () => {
    const random = seededRandom(16);
    const pick = (length: number): number => Math.floor(random() * length);
    for (const kind of ['missing', 'doubled', 'swapped'].flatMap((each) => Array(8).fill(each))) {
      const { report } = await world.verifyDamaged((archive) => {
        const names = archive.names().filter((name) => recordsOf(archive, name).length > 1);
        const name = notEmpty(names)[pick(names.length)] ?? '';
        rewrite(archive, name, (all) => {
          const at = pick(all.length - 1);
          if (kind === 'missing') return all.toSpliced(at, 1);
          if (kind === 'doubled') return all.toSpliced(at, 0, all[at] ?? '');
          return swapped(all, at, at + 1);
        });
      });
      expect(report.isClean, kind).toBe(false);
    }
  });

  it('finds by the manifest what a comparison of texts cannot see', async () => {
    const { lines } = await world.verifyWithManifest(
      change('\n\n*Important*', '\n\n\n*Important*'),
    );
    expect(lines).toEqual([expect.objectContaining({ thing: 'entry', field: 'sha256' })]);
  });

  it('names no private conversation in its reports, whatever is wrong with its file', async () => {
    const damages = [
      (archive: DamagedArchive) => archive.put(SECRET, 'no CSV'),
      (archive: DamagedArchive) => archive.remove(SECRET),
      (archive: DamagedArchive) => renameFile(archive, SECRET, SECRET.replace('private', 'public')),
      (archive: DamagedArchive) => rewrite(archive, SECRET, (all) => all.toReversed()),
      (archive: DamagedArchive) => renameFile(archive, SECRET, 'private/経営会議-2.csv'),
    ];
    for (const damage of damages) {
      const { report } = await world.verifyDamaged(damage);
      for (const print of [verifyJson, verifyMarkdown, verifyHtml]) {
        expect(print(report, 'en')).not.toMatch(/経営会議|leadership/);
      }
      expect(report.isClean).toBe(false);
    }
  });
});

it('verify reads quotes by the rule that the manifest names, not by that of the settings', async () => {
  const world = await makeArchiveWorld(database, { format: 'csv', csvQuoting: 'doubled' });
  try {
    const { lines } = await world.verify(world.folder.join('all.zip'));
    expect(lines).toEqual([]);
  } finally {
    await world.stop();
  }
});

/** Every Markdown fixture and every hostile text, a post each, in a channel of the workspace. */
async function addTexts(of: TestDatabase): Promise<number> {
  const folder = new URL('../../../../fixtures/markdown/', import.meta.url);
  const names = (await readdir(folder)).filter((name) => name.endsWith('.md'));
  const fixtures = await Promise.all(names.map((name) => readFile(new URL(name, folder), 'utf8')));
  const texts = [...fixtures, ...HOSTILE_TEXTS.map(([, text]) => text)].map((text) =>
    text.replace(/[\0\ud800-\udfff]/gu, ''),
  );
  for (const [at, text] of texts.entries()) {
    const changed = {
      id: `text${String(at).padStart(22, '0')}`,
      createat: 1_600_000_000_000 + Math.floor(at / 3) * 500,
      message: text,
    };
    const json = JSON.stringify(changed).replaceAll("'", "''");
    await of.run(`INSERT INTO posts SELECT (jsonb_populate_record(p, '${json}'::jsonb)).*
      FROM posts p WHERE message = 'Thanks!' AND id NOT LIKE 'text%' LIMIT 1`);
  }
  return texts.length;
}

describe('a text import of hostile texts', () => {
  let texts: TestDatabase;
  beforeAll(async () => {
    texts = await createDatabase('postgres', 'verify_csv_texts');
    await loadWorkspace('postgres', '8.1', texts.run);
  });
  afterAll(() => texts.drop());

  it('says of every Markdown fixture and hostile text what verify expects', async () => {
    const count = await addTexts(texts);
    expect(count).toBeGreaterThan(200);
    const world = await makeArchiveWorld(texts, { format: 'csv' });
    try {
      const { report, lines } = await world.verify(world.folder.join('all.zip'));
      expect(lines).toEqual([]);
      expect(report.account.posts.written).toBeGreaterThan(count);
    } finally {
      await world.stop();
    }
  });
});
