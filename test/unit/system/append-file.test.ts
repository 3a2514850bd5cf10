import { readFile, stat, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { TargetError } from '../../../src/errors/errors.ts';
import { AppendFile } from '../../../src/system/append-file.ts';
import { makeScratchFolder } from '../../support/scratch-folder.ts';

describe('a file that goes on where it ended', () => {
  it('keeps what is there, ends a line that was cut short, and is for its owner alone', async () => {
    const folder = await makeScratchFolder();
    const path = folder.join('losses.jsonl');
    for (const line of ['one\n', 'two\n', 'thr']) {
      const file = await AppendFile.open(path);
      await file.write(line);
      await file.close();
    }
    const file = await AppendFile.open(path);
    await file.write('four\n');
    await file.close();
    expect(await readFile(path, 'utf8')).toBe('one\ntwo\nthr\nfour\n');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    await folder.remove();
  });

  it('is refused in one line where no file can be', async () => {
    const folder = await makeScratchFolder();
    await writeFile(folder.join('file'), '');
    await expect(AppendFile.open(folder.join('file', 'losses.jsonl'))).rejects.toThrow(TargetError);
    await folder.remove();
  });
});
