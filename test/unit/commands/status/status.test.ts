import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { statusCommand } from '../../../../src/commands/run/move-status.ts';
import { printStatusReport } from '../../../../src/commands/status/print.ts';
import { UsageError } from '../../../../src/errors/errors.ts';
import { intentOf } from '../../../../src/importers/ledger/ledger.ts';
import { openLedger } from '../../../../src/importers/ledger/sqlite.ts';
import type { StatusReport } from '../../../../src/mapping/status/report.ts';
import { LEFT_TASKS } from '../../../../src/mapping/status/what-is-left.ts';
import type { Language } from '../../../../src/texts/language.ts';
import { TEXTS } from '../../../../src/texts/texts.ts';
import { readStoredWork, type StoredStage } from '../../../support/old-work/stored-work.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';

let folder: ScratchFolder;
let work: string;
beforeEach(async () => {
  folder = await makeScratchFolder();
  work = folder.join('work');
});
afterEach(() => folder.remove());

const put = async (name: string, text = ''): Promise<void> => {
  await mkdir(dirname(folder.join(name)), { recursive: true });
  await writeFile(folder.join(name), text);
};

async function unpack(stage: StoredStage): Promise<void> {
  const { files } = await readStoredWork('0.1.0', stage);
  for (const [name, base64] of Object.entries(files)) {
    await mkdir(dirname(folder.join(name)), { recursive: true });
    await writeFile(folder.join(name), Buffer.from(base64, 'base64'));
  }
}

/** Names, times and sums of everything in the work directory. */
async function snapshot(): Promise<readonly (readonly [string, number, string])[]> {
  const names = (await readdir(work)).sort();
  return await Promise.all(
    names.map(async (name) => {
      const path = join(work, name);
      const sum = createHash('sha256').update(await readFile(path));
      return [name, (await stat(path)).mtimeMs, sum.digest('hex')] as const;
    }),
  );
}

const zipManifest = (fields: object, sha256 = 'a'.repeat(64), file = 'bulk.zip'): string =>
  [
    { kind: 'manifest', version: 1, options: {}, ...fields },
    { kind: 'archive', file, sizeBytes: 1, sha256 },
  ]
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('');

const verified = (target: object, isClean: boolean): string => JSON.stringify({ isClean, target });
const status = (uploadsFiles = true): Promise<StatusReport> =>
  statusCommand({ work, flags: { work }, uploadsFiles });
const next = async (): Promise<StatusReport['next']> => (await status()).next;

/** Writes into the ledger what a pass of `sync` leaves there; its file is read in this same process. */
function markSynced(syncedToMs: number, isInSync: boolean): void {
  const ledger = openLedger(join(work, 'ledger.db'));
  ledger.move.setSyncMark('c', { syncedToMs, comparedAtMs: 1 });
  ledger.move.setInSync(isInSync);
  ledger.close();
}

/** Makes a file newer than everything that is there. */
async function later(name: string): Promise<void> {
  const seconds = Date.now() / 1000 + 60;
  await utimes(folder.join(name), seconds, seconds);
}

function printed(report: StatusReport, lang: Language): readonly string[] {
  const lines: string[] = [];
  const none = () => undefined;
  const line = (text: string) => lines.push(text);
  printStatusReport(report, lang, { line, remark: none, problem: none, note: none, json: none });
  return lines;
}

describe('a work directory of 0.1.0', () => {
  const STAGES: readonly (readonly [StoredStage, step: string, command: string])[] = [
    ['planned', 'zip', 'zip --out bulk.zip --plan WORK/plan.json'],
    ['zipped', 'verify-zip', 'verify --zip FOLDER/bulk.zip'],
    ['chained', 'verify-zip', 'verify --zip FOLDER/bulk.zip --zip FOLDER/second.zip'],
    ['replay-killed', 'replay', 'replay'],
    ['sync-killed', 'sync', 'sync'],
    ['adopted', 'sync', 'sync'],
  ];
  it.each(STAGES)('that is %s goes on with %s, and stays as it was', async (stage, step, words) => {
    await unpack(stage);
    const before = await snapshot();
    const report = await status();
    expect(report.next.step).toBe(step);
    const command = words.replace('WORK', work).replaceAll('FOLDER', folder.path);
    expect(report.next.command).toBe(`mm2slack ${command} --work ${work}`);
    expect(await snapshot()).toEqual(before);
  });
});

/** Of a person who has no settings yet. */
const begun = { flags: {}, uploadsFiles: true, lacksSettings: true };

describe('mm2slack status', () => {
  it.each(['en', 'ja'] as const)(
    'says of a folder that is not there that nothing is done, and how to begin, in %s',
    async (lang) => {
      const report = await statusCommand({ ...begun, work });
      expect(report.next).toEqual({ step: 'init', command: 'mm2slack init' });
      expect(report.reached).toEqual([]);
      expect(printed(report, lang)).toContain(TEXTS[lang].status.next.init);
      expect((await next()).step).toBe('doctor');
      await put('work/inventory.md');
      expect((await statusCommand({ ...begun, work })).next.step).toBe('plan');
    },
  );

  it('refuses a folder that is a file', async () => {
    await put('work');
    await expect(status()).rejects.toThrow(UsageError);
  });

  it('reads a folder in which every file is spoilt, and says what cannot be read', async () => {
    const names = ['ledger.db', 'verify.json', 'pending-changes.csv', 'b.zip.manifest.jsonl'];
    for (const name of names) await put(`work/${name}`, '\u0000"{"broken');
    const { next, pending } = await status();
    expect(next.step).toBe('replay');
    expect(pending.changes).toBeUndefined();
    expect(pending.calls).toBeUndefined();
  });

  it('names what a killed run left, and not the empty log of one that only read', async () => {
    await put('work/ledger.db-wal', 'pages');
    await put('work/zip-posts.db-wal');
    await put('work/plan.html.01234567-1-01234567.part');
    expect((await status()).pending.unfinished).toEqual([
      'ledger.db-wal',
      'plan.html.01234567-1-01234567.part',
    ]);
  });

  it('counts no unknown outcome in a ledger whose file is empty', async () => {
    await put('work/ledger.db');
    expect((await status()).pending.calls).toBe(0);
  });

  it('takes the way by an import: doctor, plan, zip, verify, adopt, evidence at the end', async () => {
    await put('work/secrets.csv');
    expect((await next()).step).toBe('doctor');
    await put('work/inventory.md');
    expect((await next()).step).toBe('plan');
    await put('work/plan.json');
    expect((await next()).step).toBe('zip');
    await put(
      'work/trial.zip.manifest.jsonl',
      zipManifest({ options: { rehearsal: 'r.example.com' } }),
    );
    expect((await next()).step).toBe('zip');
    await put('work/bulk.zip.manifest.jsonl', zipManifest({}));
    await put('bulk.zip');
    expect((await next()).step).toBe('verify-zip');
    const archives = [{ sha256: 'a'.repeat(64) }];
    await put('work/verify.json', verified({ kind: 'zip', archives }, false));
    expect((await next()).step).toBe('verify-zip');
    await put('work/verify.json', verified({ kind: 'zip', archives }, true));
    expect((await next()).step).toBe('adopt');
    await put('work/bulk.zip.manifest.jsonl', zipManifest({}, 'b'.repeat(64)));
    expect((await next()).step).toBe('verify-zip');
  });

  it('names the archive that was made last alone when no record ties it to others', async () => {
    await put('work/one.zip.manifest.jsonl', zipManifest({}, 'a'.repeat(64), 'one.zip'));
    await put('work/two.zip.manifest.jsonl', zipManifest({}, 'b'.repeat(64), 'two.zip'));
    await later('work/two.zip.manifest.jsonl');
    for (const name of ['one.zip', 'two.zip']) await put(name);
    const { command } = await next();
    expect(command).toBe(`mm2slack verify --zip ${folder.join('two.zip')} --work ${work}`);
  });

  it('goes on without an archive that is kept elsewhere, and names it', async () => {
    await put('work/bulk.zip.manifest.jsonl', zipManifest({}));
    const { next, pending } = await status();
    expect([next.step, pending.archivesNotFound]).toEqual(['adopt', ['bulk.zip']]);
  });

  it('proposes the adoption again that was stopped, also of a later archive', async () => {
    await put('work/bulk.zip.manifest.jsonl', zipManifest({ seenToMs: 1 }));
    await put('work/adopt-ambiguous.csv');
    markSynced(1, true);
    expect((await next()).step).not.toBe('adopt');
    const ledger = openLedger(join(work, 'ledger.db'));
    ledger.move.setAdopting(true);
    ledger.close();
    expect((await next()).step).toBe('adopt');
    // Whether the archive's record is there or not.
    await rm(folder.join('work', 'bulk.zip.manifest.jsonl'));
    expect((await next()).step).toBe('adopt');
  });

  it('takes no account of a ledger that says nothing, as a refused run left one', async () => {
    await put('work/inventory.md');
    await put('work/plan.json');
    openLedger(join(work, 'ledger.db')).close();
    expect((await next()).step).toBe('zip');
    // What a run has only beside the ledger may be a message.
    await put('work/ledger.db-wal', 'pages');
    expect((await next()).step).toBe('replay');
  });

  it('proposes no adoption after a text import, in which nothing can be found again', async () => {
    await put('work/bulk.zip.manifest.jsonl', zipManifest({ options: { format: 'csv' } }));
    expect((await next()).step).toBe('evidence');
  });

  it('takes the way in a workspace: sync, files of an import, last sync, verify, repair, evidence', async () => {
    await put('work/adopt-ambiguous.csv');
    openLedger(join(work, 'ledger.db')).close();
    expect((await next()).step).toBe('sync');
    markSynced(1, false);
    expect((await next()).step).toBe('files');
    // `files` refuses where the settings bring attachments in another way.
    expect((await status(false)).next.step).toBe('finish');
    await put('work/files-losses.jsonl');
    expect((await next()).command).toBe(`mm2slack sync --until-synced --work ${work}`);
    markSynced(1, true);
    expect((await next()).step).toBe('verify');
    await put('work/verify.json', verified({ kind: 'workspace' }, false));
    expect((await next()).step).toBe('verify');
    for (const name of ['differences.jsonl', 'differences.head.json']) await put(`work/${name}`);
    expect((await next()).command).toBe(`mm2slack sync --repair --dry-run --work ${work}`);
    await put('work/verify.json', verified({ kind: 'workspace' }, true));
    expect((await next()).step).toBe('evidence');
    await rm(folder.join('work', 'adopt-ambiguous.csv'));
    await put('work/replay-losses.jsonl');
    expect((await next()).step).toBe('evidence');
    markSynced(2, true);
    expect((await next()).step).toBe('verify');
    // What differs may have been written since, and no repair brings that.
    markSynced(3, false);
    await put('work/verify.json', verified({ kind: 'workspace' }, false));
    expect((await next()).step).toBe('finish');
  });

  it('begins again with the history after an undo, which leaves the losses of the replay and what Slack refused', async () => {
    await put(
      'work/plan.json',
      JSON.stringify({ forecast: { recommendation: { path: 'replay' } } }),
    );
    await put('work/replay-losses.jsonl');
    const ledger = openLedger(join(work, 'ledger.db'));
    ledger.intend({ ...intentOf({ key: 'user-group:g', kind: 'user-group' }), atMs: 1 });
    ledger.fail('user-group:g', 'paid_teams_only', 1);
    ledger.close();
    const { next: begun, reached } = await status();
    expect(begun.step).toBe('replay');
    expect(reached).not.toContain('replay');
    await put('work/plan.json');
    expect((await next()).step).toBe('zip');
  });

  it('ends once the records are packed, until something is compared again', async () => {
    await put('bulk.zip');
    await put('work/bulk.zip.manifest.jsonl', zipManifest({}));
    const archives = [{ sha256: 'a'.repeat(64) }];
    await put('work/verify-zip.json', verified({ kind: 'zip', archives }, true));
    await put('work/adopt-ambiguous.csv');
    await put('work/files-losses.jsonl');
    markSynced(1, true);
    await put('work/verify.json', verified({ kind: 'workspace' }, true));
    expect((await next()).step).toBe('evidence');
    await put('work/evidence.json');
    const { next: last, reached } = await status();
    expect(last).toEqual({
      step: 'end',
      command: undefined,
      left: LEFT_TASKS.filter((task) => task !== 'import'),
    });
    // The report of the archives was kept when the workspace got one.
    expect(reached).toContain('verify-zip');
    expect(reached).toContain('evidence');
    await later('work/verify.json');
    expect((await next()).step).toBe('evidence');
  });

  it.each(['en', 'ja'] as const)('says at the end what is left to people, in %s', async (lang) => {
    await put('work/bulk.zip.manifest.jsonl', zipManifest({ options: { format: 'csv' } }));
    await put('work/evidence.json');
    const lines = printed(await status(), lang);
    const { left } = TEXTS[lang].status;
    const tasks = LEFT_TASKS.filter((task) => task !== 'revoke-token');
    expect(lines.slice(-tasks.length)).toEqual(tasks.map((task) => `  -  ${left[task]}`));
  });

  it.each(['en', 'ja'] as const)(
    'ends with the next command on the terminal, in %s',
    async (lang) => {
      await unpack('chained');
      const report = await status();
      const lines = printed(report, lang);
      expect(lines.at(-1)).toBe(`${lang === 'ja' ? '次' : 'Next'}: ${report.next.command}`);
      for (const { name } of report.personalFiles) expect(lines.join('\n')).toContain(name);
      expect(report.personalFiles.map(({ name }) => name)).toContain('pending-changes.csv');
    },
  );
});
