import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { refreshIndexPage } from '../../../../src/commands/run/index-page.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';

let folder: ScratchFolder;
beforeEach(async () => {
  folder = await makeScratchFolder();
});
afterEach(() => folder.remove());

const LOG = 'log/zip-20261129T041408Z.jsonl';
const line = (event: string, more: object = {}): string =>
  `${JSON.stringify({ at: '2026-11-29T04:14:08.000Z', event, ...more })}\n`;

async function put(name: string, text: string): Promise<void> {
  await mkdir(folder.join('work/log'), { recursive: true });
  await writeFile(folder.join('work', name), text);
}

const refresh = (command = 'zip', lang: 'en' | 'ja' = 'en'): Promise<void> =>
  refreshIndexPage({
    ...{ command, lang, work: folder.join('work'), uploadsFiles: true },
    ...{ flags: { config: 'my settings.yaml', quiet: true }, todayMs: Date.UTC(2026, 10, 29) },
  });
const page = (): Promise<string> => readFile(folder.join('work/index.html'), 'utf8');

describe('the page of a work directory', () => {
  it.each(['en', 'ja'] as const)('links every report and shows each run, in %s', async (lang) => {
    for (const name of [
      'plan.json',
      'plan.html',
      'import-checklist.md',
      'verify.html',
      '表 #1?.csv',
    ]) {
      await put(name, 'x');
    }
    for (const name of ['ledger.db', 'work.lock', 'a.part']) await put(name, 'x');
    const posts = { read: 12_345, written: 12_000, leftOut: {} };
    const result = line('result', { account: { posts } });
    await put(
      LOG,
      line('start', { command: 'zip' }) + result + line('end', { exitCode: 130, tookMs: 61_000 }),
    );
    await put('log/sync-20261129T051408Z.jsonl', line('start', { command: 'sync' }));
    await refresh('zip', lang);
    const text = await page();
    for (const name of ['plan.html', 'import-checklist.md', 'verify.html']) {
      expect(text).toContain(`href="./${name}"`);
    }
    expect(text).toContain(`href="./${encodeURIComponent('表 #1?.csv')}"`);
    expect(text).not.toMatch(/href="\.\/(?:ledger|work\.lock|a\.part|index)/);
    expect(text).toContain('12,345');
    expect(text).toMatch(/130: (?:interrupted|中断)/);
    // The newest run is the first.
    expect(text.indexOf('<bdi>sync')).toBeLessThan(text.indexOf('<bdi>zip'));
    expect(text).toContain('mm2slack replay --plan');
    expect(text).toContain(lang === 'ja' ? '<html lang="ja">' : '<html lang="en">');
    expect((await stat(folder.join('work/index.html'))).mode & 0o777).toBe(0o600);
  });

  it('runs nothing, whatever the files are called and the logs say', async () => {
    const hostile = '"><script>alert(1)<' + '\u2215script>.html';
    await put(hostile, 'x');
    await put(
      LOG,
      `${line('start', { command: '<script>alert(2)</script>' })}no JSON\n{"event":"end"}\n`,
    );
    await put('log/zip-20261129T041409Z.jsonl', '\u0000');
    await refresh();
    const text = await page();
    expect(text).not.toContain('<script');
    expect(text).toContain('&lt;script&gt;alert(2)');
    expect(text).toContain('default-src &#39;none&#39;; style-src &#39;sha256-');
  });

  it('is not written by a command that only looks, nor without a work directory', async () => {
    await refresh();
    expect(await readdir(folder.path)).toEqual([]);
    await put('plan.json', 'x');
    for (const command of ['doctor', 'status', 'evidence', 'preview', 'archive'])
      await refresh(command);
    expect(await readdir(folder.join('work'))).not.toContain('index.html');
  });
});
