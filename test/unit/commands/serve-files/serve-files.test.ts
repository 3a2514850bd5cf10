import { chmod, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { signedLink } from '../../../../src/commands/run/file-links.ts';
import {
  type ServeFilesReport,
  serveFilesCommand,
} from '../../../../src/commands/serve-files/serve-files.ts';
import { resolveConfig } from '../../../../src/config/config.ts';
import { StoppedError } from '../../../../src/errors/errors.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';
import { until } from '../../../support/until.ts';
import { withoutRights } from '../../../support/without-rights.ts';

const KEY = 'k'.repeat(40);

describe('serving files', () => {
  let folder: ScratchFolder;
  let stopping: AbortController;
  let said: string[];
  let url: string;
  beforeEach(async () => {
    folder = await makeScratchFolder();
    await mkdir(folder.join('files'));
    await mkdir(folder.join('work'));
    await writeFile(folder.join('files', 'a.txt'), 'four');
    [stopping, said, url] = [new AbortController(), [], ''];
  });
  afterEach(async () => {
    stopping.abort();
    await folder.remove();
  });

  const serve = (): Promise<ServeFilesReport> => {
    const flags = { source: 'mysql://u@127.0.0.1:1/d', files: folder.join('files') };
    const config = resolveConfig(
      { ...flags, work: folder.join('work') },
      { MM2SLACK_LINK_KEY: KEY },
    );
    const report = serveFilesCommand(
      config,
      { host: '127.0.0.1', port: 0 },
      {
        output: {
          line() {},
          remark(text) {
            url = /http:\S+(?=,)/.exec(text)?.[0] ?? url;
          },
          problem: (text) => said.push(text),
          note() {},
          json() {},
        },
        progress: { isQuiet: true, lang: 'en' },
        signal: stopping.signal,
        nowMs: () => 0,
        todayMs: () => Date.now(),
      },
    );
    report.catch(() => undefined);
    return report;
  };
  const get = async (path: string): Promise<number> => {
    const expiresAtSeconds = Math.floor(Date.now() / 1000) + 60;
    const file = { id: path, path, name: path, mimeType: '' };
    return (await fetch(signedLink({ baseUrl: url, key: KEY, expiresAtSeconds }, file))).status;
  };

  it('says which file could not be read, and goes on', async () => {
    await mkdir(folder.join('files', 'locked'), { mode: 0 });
    await chmod(folder.path, 0o711);
    const report = serve();
    await until('it serves', async () => url !== '');
    expect(await withoutRights(() => get('locked/file.txt'))).toBe(500);
    expect(said).toEqual([expect.stringContaining('locked/file.txt of the file store may not be')]);
    expect(await get('a.txt')).toBe(200);
    const record = folder.join('work', 'served-files.jsonl');
    await until('it is recorded', async () => (await readFile(record, 'utf8')).includes('a.txt'));
    stopping.abort();
    expect(await report).toMatchObject({ requests: 2, filesServed: 1, failed: 1, refused: 0 });
  });

  it('stops when it cannot be recorded what was fetched', async () => {
    // A device that is always full.
    await symlink('/dev/full', folder.join('work', 'served-files.jsonl'));
    const report = serve();
    await until('it serves', async () => url !== '');
    await get('a.txt').catch(() => undefined);
    await expect(report).rejects.toBeInstanceOf(StoppedError);
    await expect(report).rejects.toFailWith(/^stopped serving.*no space left/);
  });
});
