import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, lstat, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TargetError } from '../../../src/errors/errors.ts';
import { AtomicFile } from '../../../src/system/atomic-file.ts';
import { asTargetError } from '../../../src/system/write-errors.ts';
import { sentenceOf } from '../../support/matchers.ts';
import { makeScratchFolder, type ScratchFolder } from '../../support/scratch-folder.ts';
import { withoutRights } from '../../support/without-rights.ts';

const MACHINE = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);

describe('a file that appears when it is complete', () => {
  let folder: ScratchFolder;
  beforeEach(async () => {
    folder = await makeScratchFolder();
  });
  afterEach(() => folder.remove());

  it('has a temporary name until it is committed', async () => {
    const file = await AtomicFile.create(folder.join('report.csv'));
    expect(await readdir(folder.path)).toEqual([
      expect.stringMatching(/^report\.csv\.[0-9a-f]{8}-\d+-[0-9a-f]{8}\.part$/),
    ]);
    await file.write('a');
    await file.write(Buffer.from('b'));
    await file.close();
    expect(await readdir(folder.path)).not.toContain('report.csv');
    await file.commit();
    expect(await readdir(folder.path)).toEqual(['report.csv']);
    expect(await readFile(folder.join('report.csv'), 'utf8')).toBe('ab');
  });

  it('is readable by its owner alone, whatever the umask', async () => {
    const before = process.umask(0);
    const file = await AtomicFile.create(folder.join('private'));
    process.umask(before);
    await file.close();
    await file.commit();
    expect((await stat(folder.join('private'))).mode & 0o777).toBe(0o600);
  });

  it('replaces an older file in one step, and its rights too', async () => {
    await writeFile(folder.join('report.csv'), 'old', { mode: 0o644 });
    const file = await AtomicFile.create(folder.join('report.csv'));
    await file.write('new');
    await file.close();
    expect(await readFile(folder.join('report.csv'), 'utf8')).toBe('old');
    await file.commit();
    expect(await readFile(folder.join('report.csv'), 'utf8')).toBe('new');
    expect((await stat(folder.join('report.csv'))).mode & 0o777).toBe(0o600);
  });

  it('is refused under a name that only a folder can have, before anything is written', async () => {
    await mkdir(folder.join('made'));
    for (const name of ['made', 'made/', 'new/', 'new/in/']) {
      const path = `${folder.path}/${name}`;
      const error = await AtomicFile.create(path).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(TargetError);
      expect(sentenceOf(error)).toMatch(/there is a folder of that name|is that of a folder/);
    }
    expect(await readdir(folder.path, { recursive: true })).toEqual(['made']);
  });

  it('replaces what a symbolic link leads to, and not the link', async () => {
    await mkdir(folder.join('large-disk'));
    await symlink('large-disk/out.zip', folder.join('out.zip'));
    for (const text of ['first', 'second']) {
      const file = await AtomicFile.create(folder.join('out.zip'));
      expect(file.path).toBe(folder.join('out.zip'));
      await file.write(text);
      await file.close();
      await file.checkName();
      await file.commit();
      expect(await readFile(folder.join('large-disk/out.zip'), 'utf8')).toBe(text);
    }
    expect((await lstat(folder.join('out.zip'))).isSymbolicLink()).toBe(true);
    expect(await readdir(folder.join('large-disk'))).toEqual(['out.zip']);
  });

  it('says that symbolic links lead to each other', async () => {
    await symlink('b', folder.join('a'));
    await symlink('a', folder.join('b'));
    await expect(AtomicFile.create(folder.join('a'))).rejects.toFailWith('lead to each other');
  });

  it.runIf(process.geteuid?.() === 0)(
    'does not begin in the place of a file that another account alone may replace',
    async () => {
      await chmod(folder.path, 0o1777);
      await writeFile(folder.join('out.zip'), 'of root');
      await withoutRights(async () => {
        const file = AtomicFile.create(folder.join('out.zip'));
        await expect(file).rejects.toFailWith('not allowed in');
        const own = await AtomicFile.create(folder.join('own.zip'));
        await own.close();
        await own.commit();
        await (await AtomicFile.create(folder.join('own.zip'))).discard();
      });
      expect((await readdir(folder.path)).sort()).toEqual(['out.zip', 'own.zip']);
    },
  );

  it('takes the place of no device and no pipe', async () => {
    execFileSync('mkfifo', [folder.join('pipe')]);
    for (const path of [folder.join('pipe'), '/dev/null']) {
      await expect(AtomicFile.create(path)).rejects.toFailWith('a device or a pipe');
    }
    expect(await readdir(folder.path)).toEqual(['pipe']);
  });

  it('says before it is committed that a folder has taken its name, or that it is gone', async () => {
    const file = await AtomicFile.create(folder.join('report.csv'));
    await file.close();
    await file.checkName();
    await mkdir(folder.join('report.csv'));
    await expect(file.checkName()).rejects.toThrow(TargetError);
    const other = await AtomicFile.create(folder.join('other.csv'));
    await other.close();
    await other.discard();
    await expect(other.checkName()).rejects.toThrow(TargetError);
  });

  it('leaves nothing when it is given up, and keeps what was there', async () => {
    await writeFile(folder.join('report.csv'), 'old');
    const file = await AtomicFile.create(folder.join('report.csv'));
    await file.write('new');
    await file.discard();
    await file.discard();
    expect(await readdir(folder.path)).toEqual(['report.csv']);
    expect(await readFile(folder.join('report.csv'), 'utf8')).toBe('old');
  });

  it('removes what a killed process left, and nothing of one that runs or of anybody else', async () => {
    const stranger = [
      'a.part',
      'a.zip.1234567.part',
      'other.00000000-4294967-0123abcd.part',
      `b.${MACHINE}-${process.ppid}-0123abcd.part`,
    ];
    for (const name of [...stranger, `out.zip.${MACHINE}-4294967-0123abcd.part`]) {
      await writeFile(folder.join(name), 'x');
    }
    const first = await AtomicFile.create(folder.join('report.csv'));
    const second = await AtomicFile.create(folder.join('report.csv'));
    const left = await readdir(folder.path);
    expect(left).toEqual(expect.arrayContaining(stranger));
    expect(left).not.toContain(`out.zip.${MACHINE}-4294967-0123abcd.part`);
    expect(left).toHaveLength(stranger.length + 2);
    await first.discard();
    await second.discard();
  });

  it('stays when it is given up after it was committed', async () => {
    const file = await AtomicFile.create(folder.join('kept'));
    await file.close();
    await file.commit();
    await file.discard();
    expect(await readdir(folder.path)).toEqual(['kept']);
  });

  it('takes more than a stream holds', async () => {
    const file = await AtomicFile.create(folder.join('big'));
    const chunk = 'x'.repeat(100_000);
    for (let part = 0; part < 30; part += 1) await file.write(chunk);
    await file.close();
    await file.commit();
    expect((await stat(folder.join('big'))).size).toBe(3_000_000);
  });

  it('does not share a temporary name with another run', async () => {
    const both = [
      await AtomicFile.create(folder.join('same')),
      await AtomicFile.create(folder.join('same')),
    ];
    expect(await readdir(folder.path)).toHaveLength(2);
    for (const file of both) await file.discard();
  });

  it('cannot begin in a folder that is none', async () => {
    await writeFile(folder.join('file'), '');
    const inFile = AtomicFile.create(folder.join('file', 'report.csv'));
    await expect(inFile).rejects.toFailWith(`${folder.join('file')} is not a folder`);
    const nowhere = AtomicFile.create(folder.join('nowhere', 'report.csv'));
    await expect(nowhere).rejects.toFailWith(`the folder ${folder.join('nowhere')} does not exist`);
  });

  it('cannot take the name of a folder', async () => {
    const file = await AtomicFile.create(folder.join('taken'));
    await file.close();
    await mkdir(folder.join('taken'));
    await expect(file.commit()).rejects.toFailWith('there is a folder of that name');
    await file.discard();
    expect(await readdir(folder.path)).toEqual(['taken']);
  });
});

describe('what a failure to write is called', () => {
  it.each([
    ['ENOSPC', 'no space left for /out/a.zip: free some space or choose another folder'],
    ['EFBIG', 'no space left for /out/a.zip: free some space or choose another folder'],
    [
      'EDQUOT',
      'the disk quota does not allow /out/a.zip: free some space or choose another folder',
    ],
    ['EACCES', 'cannot write /out/a.zip: not allowed in /out'],
    ['EPERM', 'cannot write /out/a.zip: not allowed in /out'],
    ['EROFS', 'cannot write /out/a.zip: /out is read-only'],
    ['ENOENT', 'cannot write /out/a.zip: the folder /out does not exist'],
    ['ENOTDIR', 'cannot write /out/a.zip: /out is not a folder'],
    ['EISDIR', 'cannot write /out/a.zip: there is a folder of that name'],
  ])('%s: %s', (code, message) => {
    const cause = Object.assign(new Error('from the system'), { code });
    const error = asTargetError(cause, '/out/a.zip');
    expect(error).toBeInstanceOf(TargetError);
    expect(error).toMatchObject({ cause });
    expect(sentenceOf(error)).toBe(message);
  });

  it.each([new Error('a bug'), Object.assign(new Error('odd'), { code: 'EAGAIN' }), undefined])(
    'is left alone when it is none of those: %s',
    (error) => {
      expect(asTargetError(error, '/out/a.zip')).toBe(error);
    },
  );
});
