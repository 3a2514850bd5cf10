import { createHash } from 'node:crypto';
import {
  appendFile,
  cp,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeFileStore } from '../../../../fixtures/files.ts';
import { loadWorkspace } from '../../../../fixtures/load.ts';
import { archiveCommand } from '../../../../src/commands/archive/archive.ts';
import { verifySite } from '../../../../src/commands/archive/verify-site.ts';
import type { CommandContext } from '../../../../src/commands/run/context.ts';
import { resolveConfig } from '../../../../src/config/config.ts';
import { notEmpty } from '../../../support/not-empty.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';
import { createDatabase, type TestDatabase } from '../../../support/servers/databases.ts';

const CONTEXT: CommandContext = {
  output: { line() {}, remark() {}, problem() {}, note() {}, json() {} },
  progress: { isQuiet: true, lang: 'en' },
  signal: new AbortController().signal,
  nowMs: () => 0,
  todayMs: () => 0,
};

let database: TestDatabase;
let folder: ScratchFolder;
/** Files of the site as it was written, by their names in it. */
let files: readonly string[];

beforeAll(async () => {
  folder = await makeScratchFolder();
  database = await createDatabase('postgres', 'archive_sums');
  await loadWorkspace('postgres', '8.1', database.run);
  await mkdir(folder.join('files'));
  await writeFileStore(folder.join('files'));
  const options = { isForced: false, attachments: 'copy', person: undefined, withDeleted: false };
  await archiveCommand(configOf(), { ...options, attachments: 'copy', out: site() }, CONTEXT);
  files = await namesOf(site());
});
afterAll(async () => {
  await database.drop();
  await folder.remove();
});

const site = (): string => folder.join('site');
const copy = (name: string): string => folder.join('copy', name);
const configOf = () =>
  resolveConfig(
    {
      ...{ source: database.readerUrl, work: folder.join('work') },
      ...{ include: 'public,private,direct,group', files: folder.join('files') },
    },
    {},
  );

async function namesOf(root: string): Promise<readonly string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();
}

/** The first file of the site with such a name. */
const fileLike = (pattern: RegExp, number = 0): string =>
  notEmpty(files.filter((name) => pattern.test(name)))[number] ?? '';

/** What `archive --verify` finds of single files in a copy of the site that was changed. */
async function foundAfter(change: () => Promise<unknown>): Promise<readonly string[]> {
  await rm(copy(''), { recursive: true, force: true });
  await cp(site(), copy(''), { recursive: true });
  await change();
  const { differences, isClean } = await verifySite(configOf(), copy(''), CONTEXT);
  expect(isClean).toBe(differences.length === 0);
  return differences
    .filter(({ what }) => what === 'changed' || what === 'missing' || what === 'strange')
    .map(({ place, what }) => `${what} ${place}`);
}

it('a comparison that takes long writes into the log how many posts are counted and how many read', async () => {
  const noted: unknown[] = [];
  let minutes = 0;
  const output = {
    ...CONTEXT.output,
    note: (event: string, facts: object) => noted.push({ event, ...facts }),
  };
  const nowMs = (): number => {
    minutes += 1;
    return minutes * 60_000;
  };
  const { posts } = await verifySite(configOf(), site(), { ...CONTEXT, output, nowMs });
  const whole = { event: 'progress', done: posts, total: posts };
  expect(noted.filter((each) => JSON.stringify(each) === JSON.stringify(whole))).toHaveLength(2);
});

const flipByte = async (name: string): Promise<void> => {
  const bytes = await readFile(copy(name));
  const at = Math.floor(bytes.length / 2);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  await writeFile(copy(name), bytes);
};

const KINDS = {
  'the first page': /^index\.html$/,
  'the people': /^people\.html$/,
  'the page of the search': /^search\.html$/,
  'a style sheet': /^assets\/.*\.css$/,
  'a script': /^assets\/.*\.js$/,
  'the page of a month': /^public\/[^/]+\/\d{4}-\d\d\.html$/,
  'the page of a channel': /^private\/[^/]+\/index\.html$/,
  'the page of an area': /^direct\/index\.html$/,
  'an attachment': /\/files\//,
  'an image of an emoji': /^emoji\//,
  'a part of the words': /^public\/search\/terms-/,
  'a part of the ids': /^public\/search\/ids-/,
  'a part of the results': /^public\/search\/posts-/,
  'the list of an area': /^public\/search\/area\.js$/,
} as const;

describe('an archive whose files are compared with their checksums', () => {
  it('is clean as it was written, also beside what a system left in it', async () => {
    expect(await foundAfter(async () => undefined)).toEqual([]);
    expect(await foundAfter(() => writeFile(copy('public/.DS_Store'), 'x'))).toEqual([]);
  });

  it('has checksums that sha256sum reads, of every file, in the folder of its area alone', async () => {
    const lists = files.filter((name) => name.endsWith('SHA256SUMS'));
    const listed: string[] = [];
    for (const list of notEmpty(lists)) {
      const area = list.slice(0, -'SHA256SUMS'.length);
      for (const line of (await readFile(join(site(), list), 'utf8')).trimEnd().split('\n')) {
        const [sum = '', name = ''] = line.split('  ');
        const bytes = await readFile(join(site(), area, name));
        expect(sum).toBe(createHash('sha256').update(bytes).digest('hex'));
        listed.push(`${area}${name}`);
      }
    }
    expect([...listed, ...lists].sort()).toEqual(files);
    const outside = await readFile(join(site(), 'SHA256SUMS'), 'utf8');
    expect(outside).not.toMatch(/ {2}(?:public|private|group|direct)\//);
  });

  it.each(Object.entries(KINDS))('names %s that was damaged', async (_what, pattern) => {
    const name = fileLike(pattern);
    const changed = [`changed ${name}`];
    expect(await foundAfter(() => flipByte(name))).toEqual(changed);
    expect(await foundAfter(() => truncate(copy(name), 7))).toEqual(changed);
    expect(await foundAfter(() => truncate(copy(name)))).toEqual(changed);
    expect(await foundAfter(() => appendFile(copy(name), ' '))).toEqual(changed);
    expect(await foundAfter(() => rm(copy(name)))).toEqual([`missing ${name}`]);
  });

  it('names what was renamed, swapped, doubled, replaced by a folder or a link, or added', async () => {
    const one = fileLike(KINDS['the page of a month'], 0);
    const other = fileLike(KINDS['the page of a month'], 1);
    const renamed = one.replace(/[^/]+$/, '1999-01.html');
    expect(await foundAfter(() => rename(copy(one), copy(renamed)))).toEqual([
      `missing ${one}`,
      `strange ${renamed}`,
    ]);
    const swapped = await foundAfter(async () => {
      await cp(join(site(), one), copy(other));
      await cp(join(site(), other), copy(one));
    });
    expect(swapped.toSorted()).toEqual([`changed ${one}`, `changed ${other}`].sort());
    expect(await foundAfter(() => cp(copy(one), copy(renamed)))).toEqual([`strange ${renamed}`]);
    const asFolder = await foundAfter(async () => {
      await rm(copy(one));
      await mkdir(copy(one));
    });
    expect(asFolder).toEqual([`missing ${one}`]);
    const asLink = await foundAfter(async () => {
      await rm(copy(one));
      await symlink(join(site(), one), copy(one));
    });
    expect(asLink).toEqual([`missing ${one}`]);
    for (const name of ['assets/more.js', 'public/search/terms-9999.js', 'private/x/index.html']) {
      const added = await foundAfter(async () => {
        await mkdir(join(copy(name), '..'), { recursive: true });
        await writeFile(copy(name), 'alert(1)');
      });
      expect(added).toEqual([`strange ${name}`]);
    }
  });

  it('names a manifest and a list of checksums that were damaged', async () => {
    const counts = (text: string): string => text.replace(/"posts": /, '"posts": 1');
    const manifest = await foundAfter(async () => {
      const text = await readFile(copy('archive.json'), 'utf8');
      await writeFile(copy('archive.json'), counts(text));
    });
    expect(manifest).toEqual(['changed archive.json']);
    for (const list of ['SHA256SUMS', 'private/SHA256SUMS']) {
      expect(await foundAfter(() => rm(copy(list)))).toEqual([`missing ${list}`]);
      const rest = (await readFile(join(site(), list), 'utf8')).split('\n');
      const [first = ''] = rest;
      const name = join(list, '..', first.slice(66));
      const without = await foundAfter(() => writeFile(copy(list), rest.slice(1).join('\n')));
      expect(without).toEqual([`strange ${name}`]);
      const twice = await foundAfter(() => writeFile(copy(list), [first, ...rest].join('\n')));
      expect(twice).toEqual([`changed ${list}`]);
      const away = [first.replace(/ {2}.*/, '  ../../etc/passwd'), ...rest].join('\n');
      expect(await foundAfter(() => writeFile(copy(list), away))).toEqual([`changed ${list}`]);
      expect((await foundAfter(() => truncate(copy(list)))).length).toBe(rest.length - 1);
    }
  });

  it('says of one that was written without checksums that changed texts are not found', async () => {
    const page = fileLike(KINDS['the page of a month']);
    const asBefore = async (): Promise<void> => {
      for (const name of files) if (name.endsWith('SHA256SUMS')) await rm(copy(name));
      const text = await readFile(copy('archive.json'), 'utf8');
      await writeFile(copy('archive.json'), text.replace(/ *"sums".*\n/, ''));
      await writeFile(copy(page), (await readFile(copy(page), 'utf8')).replace('</p>', '!</p>'));
    };
    expect(await foundAfter(asBefore)).toEqual([]);
    const { warnings } = await verifySite(configOf(), copy(''), CONTEXT);
    expect(warnings).toContainEqual(expect.objectContaining({ code: 'site-without-sums' }));
  });
});
