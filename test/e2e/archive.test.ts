import { readdir, readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../fixtures/load.ts';
import { postIdOf } from '../../fixtures/workspace/post-spec.ts';
import { type CliOptions, runCli } from '../support/program/run-cli.ts';
import { makeScratchFolder, type ScratchFolder } from '../support/scratch-folder.ts';
import { createDatabase, type TestDatabase } from '../support/servers/databases.ts';

const KEY = `AKIA${'SHELF234567ABCDE'}`;

let database: TestDatabase;
let folder: ScratchFolder;

beforeAll(async () => {
  folder = await makeScratchFolder();
  database = await createDatabase('mysql', 'archive_command');
  await loadWorkspace('mysql', '8.1', database.run, { broken: true });
  await database.run(
    `UPDATE Posts SET Message = 'the key ${KEY} of the shelf' WHERE Id = '${postIdOf('year-end')}'`,
  );
  for (const [id, original] of [
    ['deletedwithakey00000000001', ''],
    ['formertextwithakey00000001', postIdOf('year-end')],
  ]) {
    await database.run(
      `INSERT INTO Posts (Id, CreateAt, UpdateAt, DeleteAt, EditAt, UserId, ChannelId, RootId, OriginalId, Message, Type, Props)
       SELECT '${id}', CreateAt, UpdateAt, UpdateAt + 5, 0, UserId, ChannelId, '', '${original}', '${id} ${KEY}', '', '{}'
       FROM Posts WHERE Id = '${postIdOf('year-end')}'`,
    );
  }
  await database.run(`UPDATE Posts SET EditAt = UpdateAt WHERE Id = '${postIdOf('year-end')}'`);
});
afterAll(async () => {
  await database.drop();
  await folder.remove();
});

const run = (out: string, flags: readonly string[], options: CliOptions = {}) =>
  runCli(
    [
      ...['archive', '--source', database.readerUrl, '--work', folder.join('work')],
      ...['--attachments', 'names', '--out', folder.join(out), ...flags],
    ],
    options,
  );

/** All that a site has, as one text. */
async function textOf(name: string): Promise<string> {
  const entries = await readdir(folder.join(name), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const texts = files.map((entry) => readFile(`${entry.parentPath}/${entry.name}`, 'utf8'));
  return (await Promise.all(texts)).join('\n');
}

describe('archive of a MariaDB', () => {
  it('has public channels alone and the texts as they are, and is what the source has', async () => {
    const written = await run('plain', ['--json']);
    expect(written.exitCode).toBe(0);
    expect(Object.keys(JSON.parse(written.stdout).areas)).toEqual(['public']);
    expect((await readdir(folder.join('plain'))).filter((name) => name === 'private')).toEqual([]);
    expect(await textOf('plain')).toContain(KEY);
    const verified = await run('plain', ['--verify', '--json']);
    expect(verified.exitCode).toBe(0);
    expect(JSON.parse(verified.stdout)).toMatchObject({ isClean: true, differences: [] });
  });

  it("counts one person's posts alone, and leads from a ZIP to its unpacked pages", async () => {
    const { stdout, exitCode } = await run('one.zip', ['--person', 'sato']);
    expect(exitCode).toBe(0);
    const [, own] = /^Public channels: (\d+) posts/m.exec(stdout) ?? [];
    expect(Number(own)).toBeGreaterThan(10);
    expect(stdout).toContain(`one.zip: ${own} posts in `);
    const command = stdout.split('\nNext: ')[1] ?? '';
    expect(command).toContain(` --out ${folder.join('one')} `);
    expect(command).toMatch(/ --verify\n$/);
  });

  it('has no credential anywhere with --redact-secrets, its index, deleted posts and earlier texts included', async () => {
    const written = await run('redacted', [
      ...['--redact-secrets', '--with-deleted', '--include', 'private,public', '--json'],
    ]);
    expect(written.exitCode).toBe(0);
    const verified = await run('redacted', ['--verify', '--json']);
    expect(verified.exitCode).toBe(0);
    expect(Object.keys(JSON.parse(written.stdout).areas)).toEqual(['public', 'private']);
    expect(JSON.parse(verified.stdout).channels).toBe(JSON.parse(written.stdout).channels);
    const text = await textOf('redacted');
    for (const before of ['the key', 'deletedwithakey00000000001', 'formertextwithakey00000001']) {
      expect(text).toContain(`${before} [redacted: AWS access key]`);
    }
    expect(text.toLowerCase()).not.toContain(KEY.toLowerCase());
  });

  it('keeps a legal hold by threads as without, says so, and moves the same to Slack with the setting', async () => {
    await writeFile(folder.join('hold.csv'), 'kind,name\nperson,sato\n');
    await writeFile(folder.join('held.yaml'), 'hold: hold.csv\n');
    const all = ['--include', 'public,private,direct,group'];
    const zips: Buffer[] = [];
    for (const settings of [[], ['--config', folder.join('held.yaml')]]) {
      const out = folder.join(`move-${settings.length}.zip`);
      const source = ['--source', database.readerUrl, '--work', folder.join('work')];
      const moved = await runCli(['zip', ...source, ...settings, ...all, '--out', out, '--force']);
      expect(moved.exitCode).toBe(0);
      zips.push(await readFile(out));
    }
    expect(zips[1]?.equals(zips[0] ?? Buffer.alloc(0))).toBe(true);
    const held = [...all, '--config', folder.join('held.yaml')];
    const refused = await run('held', held, { cwd: folder.path });
    expect([refused.exitCode, refused.stdout]).toEqual([2, '']);
    expect(refused.stderr).toContain('--with-deleted');
    const alone = await run('held', [...held, '--with-deleted'], { cwd: folder.path });
    // One post of the fixture is of a channel that is gone.
    expect(alone.exitCode).toBe(1);
    expect(alone.stdout.replaceAll(/\s+/g, ' ')).toContain(
      'NOT MET: 1 post or text is not in the archive: of channels without a row: 1',
    );
    const byThreads = ['--with-deleted', '--workers', '2'];
    expect((await run('by-threads', [...held, ...byThreads], { cwd: folder.path })).exitCode).toBe(
      1,
    );
    expect(await textOf('by-threads')).toBe(await textOf('held'));
    const verified = await run('held', [...held, '--verify', '--lang', 'ja'], { cwd: folder.path });
    expect(verified.exitCode).toBe(1);
    expect(verified.stdout.replaceAll(/\s+/g, '')).toContain('チャンネルの行がないもの1件');
    const without = await run('held', ['--verify', ...all, '--json']);
    expect(without.exitCode).toBe(0);
  });

  it('leaves nothing on a full disk, as a folder and as a ZIP, and a whole ZIP where there is room', async () => {
    for (const out of ['full', 'full.zip']) {
      const failed = await run(out, ['--force'], { maxFileKilobytes: 4 });
      expect(failed.exitCode).toBe(2);
      expect(failed.stderr).toMatch(/^mm2slack: no space left for /);
    }
    expect((await run('room.zip', [])).exitCode).toBe(0);
    const left = (await readdir(folder.path)).filter((name) => /full|room/.test(name));
    expect(left).toEqual(['room.zip']);
    const bytes = (await readFile(folder.join('room.zip'))).toString('latin1');
    expect(bytes.slice(0, 4)).toBe('PK\u0003\u0004');
    expect(bytes).toContain('public/index.html');
    expect(bytes).toContain('archive.json');
  });
});
