import { mkdir, readdir, readFile, rename, stat, utimes, writeFile } from 'node:fs/promises';
import Libsql from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseBulkSource } from '../../../../src/config/bulk-source.ts';
import { SourceError } from '../../../../src/errors/errors.ts';
import { openBulkFileStore } from '../../../../src/exporters/bulk/file-store.ts';
import { readStageMeta } from '../../../../src/exporters/bulk/staged.ts';
import { stageBulk } from '../../../../src/exporters/database/open.ts';
import { lineTexts } from '../../../../src/reports/notices.ts';
import { sentenceOf } from '../../../support/matchers.ts';
import { openBulkSource, writeJsonl, writeZip } from '../../../support/mattermost/bulk-source.ts';
import { allPosts } from '../../../support/mattermost/fixture-source.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';

const VERSION = '{"type":"version","version":1}';
const TEAM = '{"type":"team","team":{"name":"t","display_name":"T","type":"O"}}';
const CHANNEL =
  '{"type":"channel","channel":{"team":"t","name":"c","display_name":"C","type":"O"}}';
const USER = '{"type":"user","user":{"username":"ann","email":"ann@example.com","teams":null}}';
const HEAD = [VERSION, TEAM, CHANNEL, USER];

const post = (fields: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({
    type: 'post',
    post: { team: 't', channel: 'c', user: 'ann', message: 'hello', create_at: 1000, ...fields },
  });

describe('staging a bulk export', () => {
  let folder: ScratchFolder;
  let file: string;
  beforeEach(async () => {
    folder = await makeScratchFolder();
    file = folder.join('import.jsonl');
  });
  afterEach(() => folder.remove());

  const work = (): string => folder.join('work');
  const staged = (): string => folder.join('work', 'bulk-source.db');

  async function postsOf(...names: readonly string[]) {
    const source = await openBulkSource(names, work());
    try {
      const [channel] = await source.channels();
      if (channel === undefined) throw new Error('no channel');
      return await allPosts(source, channel.id);
    } finally {
      await source.close();
    }
  }

  async function warningsOf(...names: readonly string[]): Promise<string> {
    const source = await openBulkSource(names, work());
    const { warnings } = await source.describe();
    await source.close();
    return lineTexts(warnings, 'en').join('\n');
  }

  it.each([
    ['that is no JSON', '{"type":"post","post":{"team":"t"', /^import\.jsonl:5: .*no JSON object/],
    ['that is a list', '[1]', /^import\.jsonl:5: .*no JSON object/],
    ['without a type', '{"post":{}}', /^import\.jsonl:5: .* lacks type/],
    ['without its object', '{"type":"post"}', /^import\.jsonl:5: .* lacks post/],
    ['of a post without a time', post({ create_at: undefined }), /:5: .* lacks create_at/],
    ['of a post whose time is a word', post({ create_at: 'soon' }), /:5: .* lacks create_at/],
    ['of a reply without a time', post({ replies: [{ user: 'ann' }] }), /:5: .* lacks create_at/],
    [
      'of a channel without a name',
      '{"type":"channel","channel":{"team":"t"}}',
      /:5: .* lacks name/,
    ],
    ['of a user without a name', '{"type":"user","user":{}}', /:5: .* lacks username/],
    [
      'of a direct channel of nobody',
      '{"type":"direct_channel","direct_channel":{}}',
      /lacks members/,
    ],
  ])('names file and number of a line %s, in one sentence', async (_what, line, sentence) => {
    await writeJsonl(file, [...HEAD, line, post()]);
    await expect(postsOf(file)).rejects.toSatisfy(
      (error) => error instanceof SourceError && sentence.test(sentenceOf(error)),
    );
    // Nothing of it stays, under any name.
    expect(await readdir(work())).toEqual([]);
  });

  it.each([
    ['an empty file', []],
    ['blank lines', ['', '']],
    ['a file that begins with something else', [TEAM, VERSION]],
  ])('refuses %s as no export', async (_what, lines) => {
    await writeJsonl(file, lines);
    await expect(postsOf(file)).rejects.toFailWith(/begins with a line of type version/);
  });

  it('refuses another version of the format', async () => {
    await writeJsonl(file, ['{"type":"version","version":2}']);
    await expect(postsOf(file)).rejects.toFailWith(/has version 2 of the format/);
  });

  it('refuses a ZIP without lines, a ZIP that was cut off, and a file that is not there', async () => {
    const zip = folder.join('export.zip');
    await writeZip(zip, [['data/a', 'x']]);
    await expect(postsOf(zip)).rejects.toFailWith(/holds no \.jsonl file/);
    await writeZip(zip, [['import.jsonl', HEAD.join('\n')]]);
    const whole = await readFile(zip);
    await writeFile(zip, whole.subarray(0, whole.length - 30));
    await expect(postsOf(zip)).rejects.toFailWith(/export\.zip cannot be read/);
    await expect(postsOf(folder.join('none.zip'))).rejects.toFailWith(/does not exist/);
  });

  it('takes a byte order mark, blank lines, Windows line ends and a last line without an end', async () => {
    await writeFile(file, `\ufeff${[...HEAD, '', post()].join('\r\n')}`);
    expect(await postsOf(file)).toMatchObject([{ message: 'hello', createAtMs: 1000 }]);
  });

  it('keeps lines of unknown types and unknown fields, counts them and says where the first is', async () => {
    const bookmark = '{"type":"bookmark","bookmark":{"title":"x"}}';
    await writeJsonl(file, [...HEAD, bookmark, bookmark, post({ priority: 'urgent' })]);
    expect(await warningsOf(file)).toMatch(
      /2 lines of the unknown type 'bookmark' .*first: import\.jsonl:5[\s\S]*unknown field post\.priority of 1 line .*first: import\.jsonl:7/,
    );
    const database = new Libsql(staged(), { readonly: true });
    const kept = database
      .prepare('SELECT Line, Kind, Json FROM BulkUnknown ORDER BY Line')
      .raw()
      .all();
    database.close();
    expect(kept).toEqual([
      [5, 'bookmark', bookmark],
      [6, 'bookmark', bookmark],
      [7, 'post', '{"priority":"urgent"}'],
    ]);
  });

  it('does not stage the same file again, and does after a change', async () => {
    await writeJsonl(file, [...HEAD, post()]);
    await postsOf(file);
    const before = await stat(staged());
    await postsOf(file);
    expect((await stat(staged())).ino).toBe(before.ino);
    await writeJsonl(file, [...HEAD, post({ message: 'other' })]);
    await utimes(file, 1, 1);
    expect(await postsOf(file)).toMatchObject([{ message: 'other' }]);
  });

  describe('of a file whose time or folder changed', () => {
    const inode = async (): Promise<number> => (await stat(staged())).ino;
    const stagedFiles = async () => (await readStageMeta(staged()))?.files;
    const zipOf = async (path: string, names: readonly string[], text = 'hello') =>
      await writeZip(path, [
        ['import.jsonl', [...HEAD, post({ message: text })].join('\n')],
        ...names.map((name) => [`data/${name}`, `bytes of ${name}`] as const),
      ]);
    const bytesOf = async (zip: string, name: string): Promise<string> => {
      const source = parseBulkSource({ key: 'source', text: zip }, work());
      const store = await openBulkFileStore(source, new AbortController().signal);
      try {
        const chunks: Buffer[] = [];
        for await (const chunk of store.chunks(name)) chunks.push(chunk);
        return Buffer.concat(chunks).toString();
      } finally {
        store.close();
      }
    };

    it.each([
      ['lines', 'import.jsonl'],
      ['a ZIP', 'export.zip'],
    ])('%s: stages no second time, and looks at the content once', async (_what, name) => {
      const path = folder.join(name);
      if (name.endsWith('.zip')) await zipOf(path, ['a', 'b']);
      else await writeJsonl(path, [...HEAD, post()]);
      const first = await postsOf(path);
      const before = await inode();
      await utimes(path, 1_000_000, 1_000_000);
      expect(await postsOf(path)).toEqual(first);
      expect(await inode()).toBe(before);
      expect(await stagedFiles()).toMatchObject([{ path, mtimeMs: 1_000_000_000 }]);
    });

    it('reads attachments from where the file is now', async () => {
      const old = folder.join('export.zip');
      await zipOf(old, ['a', 'b']);
      await postsOf(old);
      const before = await inode();
      await mkdir(folder.join('moved'));
      const moved = folder.join('moved', 'export.zip');
      await rename(old, moved);
      expect(await bytesOf(moved, 'b')).toBe('bytes of b');
      expect(await inode()).toBe(before);
      expect(await stagedFiles()).toMatchObject([{ path: moved }]);
    });

    it('is staged again for other content of the same size: another text, or bytes elsewhere', async () => {
      const zip = folder.join('export.zip');
      await zipOf(zip, ['a', 'b']);
      await postsOf(zip);
      await zipOf(zip, ['a', 'b'], 'HELLO');
      await utimes(zip, 1, 1);
      expect(await postsOf(zip)).toMatchObject([{ message: 'HELLO' }]);
      await zipOf(zip, ['b', 'a'], 'HELLO');
      await utimes(zip, 2, 2);
      expect(await bytesOf(zip, 'a')).toBe('bytes of a');
    });

    it('is refused with its line when what it holds now cannot be read', async () => {
      await writeJsonl(file, [...HEAD, post()]);
      await postsOf(file);
      const { size } = await stat(file);
      await writeFile(file, `${VERSION}\n`.padEnd(size, 'x'));
      await utimes(file, 1, 1);
      await expect(postsOf(file)).rejects.toFailWith(/^import\.jsonl:2: /);
    });
  });

  it('says how much of the lines is staged, to the last byte', async () => {
    await writeJsonl(file, [...HEAD, ...Array.from({ length: 50 }, () => post())]);
    const { size } = await stat(file);
    const source = parseBulkSource({ key: 'source', text: file }, work());
    const done: number[] = [];
    await stageBulk(source, new AbortController().signal, (name, doneBytes, totalBytes) => {
      expect([name, totalBytes]).toEqual(['import.jsonl', size]);
      done.push(doneBytes);
    });
    expect(done).toHaveLength(HEAD.length + 50);
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect(size - (done.at(-1) ?? 0)).toBeLessThanOrEqual(1);
  });

  it('takes an unfinished or foreign staged file for none', async () => {
    await writeJsonl(file, [...HEAD, post()]);
    await postsOf(file);
    const database = new Libsql(staged());
    database.exec("DELETE FROM BulkMeta WHERE Name = 'stage'; DELETE FROM Posts");
    database.close();
    expect(await postsOf(file)).toHaveLength(1);
    await writeFile(staged(), 'no database');
    expect(await postsOf(file)).toHaveLength(1);
  });

  it('gives posts that agree in channel, author and time an id each, the same in a later export', async () => {
    await writeJsonl(file, [...HEAD, post({ message: 'a' }), post({ message: 'b' })]);
    const first = await postsOf(file);
    expect(new Set(first.map(({ id }) => id)).size).toBe(2);
    const later = folder.join('later.jsonl');
    const lines = [
      post({ message: 'a, edited' }),
      post({ message: 'b' }),
      post({ create_at: 2000 }),
    ];
    await writeJsonl(later, [...HEAD, ...lines]);
    const byText = new Map((await postsOf(later)).map(({ id, message }) => [message, id]));
    const old = new Map(first.map(({ id, message }) => [message, id]));
    expect([byText.get('a, edited'), byText.get('b')]).toEqual([old.get('a'), old.get('b')]);
  });

  it('unites several files: what a later one repeats counts once, as it says', async () => {
    const reaction = { user: 'ann', emoji_name: 'tada', create_at: 1500 };
    const reply = { user: 'ann', message: 'r', create_at: 1200 };
    await writeJsonl(file, [...HEAD, post({ reactions: [reaction], replies: [reply] })]);
    const later = folder.join('later.jsonl');
    await writeJsonl(later, [...HEAD, post({ message: 'edited', replies: [reply] })]);
    const posts = await postsOf(file, later);
    expect(posts.map(({ message, reactions }) => [message, reactions.length])).toEqual([
      ['edited', 0],
      ['r', 0],
    ]);
    expect(posts[1]?.thread).toMatchObject({ kind: 'reply', root: { id: posts[0]?.id } });
  });

  it('knows people who have no line by their names', async () => {
    const reactions = [{ user: 'cat', emoji_name: 'tada', create_at: 1500 }];
    await writeJsonl(file, [...HEAD, post({ user: 'bob', reactions })]);
    const source = await openBulkSource([file], work());
    const names = (await source.users()).map(({ username }) => username);
    await source.close();
    expect(names.sort()).toEqual(['ann', 'bob', 'cat']);
    expect(await warningsOf(file)).toContain('2 people are named by posts');
  });

  it('gives each file of a thread to one reply where a version named them in all', async () => {
    const path = (name: string) => ({
      path: `20210401/teams/x/${'a'.repeat(25)}${name}/${name}.png`,
    });
    const all = [path('1'), path('2')];
    const replies = [1100, 1200, 1300].map((create_at, index) => ({
      ...{ user: 'ann', message: `r${index}`, create_at },
      ...(index === 0 ? {} : { attachments: all }),
    }));
    await writeJsonl(file, [...HEAD, post({ replies })]);
    const posts = await postsOf(file);
    expect(posts.map(({ files }) => files.map(({ name }) => name))).toEqual([
      [],
      [],
      ['1.png', '2.png'],
      [],
    ]);
    expect(await warningsOf(file)).toContain('2 files are named by several replies');
  });

  it('keeps texts with what JSON and SQLite find hard', async () => {
    const message = `nul \0 tab \t quote " 営業部 🧑‍💻 \u2028 ${'x'.repeat(70_000)}`;
    await writeJsonl(file, [...HEAD, post({ message })]);
    const [read] = await postsOf(file);
    expect(read?.message).toBe(message.replace('\0', '\ufffd'));
    expect(read?.faults).toEqual(['nul-character']);
  });
});
