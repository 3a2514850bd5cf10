import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { factsOfLine, figuresOf } from '../../../../src/commands/run/facts.ts';
import { Journal } from '../../../../src/commands/run/journal.ts';
import { noteWarnings } from '../../../../src/commands/run/warnings.ts';
import { StoppedError, UsageError } from '../../../../src/errors/errors.ts';
import { notice } from '../../../../src/errors/notices.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';

const NOW_MS = Date.UTC(2026, 10, 29, 4, 14, 8);
const CLOCKS = { todayMs: () => NOW_MS, nowMs: () => 5_000 };
let folder: ScratchFolder;
let journal: Journal;
beforeEach(async () => {
  folder = await makeScratchFolder();
  journal = new Journal(CLOCKS);
});
afterEach(() => folder.remove());

const start = (command: string, flags: Readonly<Record<string, unknown>> = {}): void =>
  journal.start({
    command,
    argv: [command, '--channels', 'secret-project', '--to=2026'],
    flags,
    version: '1',
  });
const eventsIn = async (path: string): Promise<readonly unknown[]> =>
  (await readFile(path, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).event);

describe('the log of a run', () => {
  it('is a file of its own in the work directory, readable by its owner, from start to end', async () => {
    await mkdir(folder.join('work'));
    start('zip');
    journal.configure([], folder.join('work'));
    journal.note('progress', { done: 1 });
    journal.end(0);
    const path = folder.join('work/log/zip-20261129T041408Z.jsonl');
    expect(journal.path).toBe(path);
    expect(await eventsIn(path)).toEqual(['start', 'progress', 'end']);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(folder.join('work/log'))).mode & 0o777).toBe(0o700);
  });

  it.skipIf(!existsSync('/sys/kernel'))('says of a read-only disk that it is one', () => {
    start('zip');
    journal.configure([], '/sys/kernel');
    expect(journal.failure?.code).toMatch(/^(?:EROFS|EPERM|EACCES)$/);
  });

  it('says how long the run took, although the date of the machine was set back', async () => {
    let today = NOW_MS;
    let now = 5_000;
    journal = new Journal({ todayMs: () => today, nowMs: () => now });
    start('zip', { logFile: folder.join('run.jsonl') });
    today -= 3_600_000;
    now += 61_000.4;
    journal.end(0);
    expect(await readFile(folder.join('run.jsonl'), 'utf8')).toContain('"tookMs":61000,');
  });

  it('is not the file of another run that began in the same second', async () => {
    await mkdir(folder.join('work'));
    for (const each of [journal, new Journal(CLOCKS), new Journal(CLOCKS)]) {
      each.start({ command: 'sync', argv: [], flags: {}, version: '1' });
      each.configure([], folder.join('work'));
      each.end(0);
    }
    const names = await readdir(folder.join('work/log'));
    const name = 'sync-20261129T041408Z';
    expect(names.sort()).toEqual([`${name}-2.jsonl`, `${name}-3.jsonl`, `${name}.jsonl`]);
  });

  it('waits until the work directory is there, and makes none for a run that did nothing', async () => {
    start('replay');
    journal.configure([], folder.join('work'));
    journal.note('progress', {});
    expect(await readdir(folder.path)).toEqual([]);
    await mkdir(folder.join('work'));
    journal.note('progress', {});
    expect(await eventsIn(journal.path ?? '')).toEqual(['start', 'progress', 'progress']);
  });

  it('goes where --log-file says, behind what is there', async () => {
    await writeFile(folder.join('runs.jsonl'), '{"event":"before"}\n');
    start('zip', { logFile: folder.join('runs.jsonl') });
    await mkdir(folder.join('work'));
    journal.configure([], folder.join('work'));
    journal.end(3);
    expect(await eventsIn(folder.join('runs.jsonl'))).toEqual(['before', 'start', 'end']);
    expect(await readdir(folder.join('work'))).toEqual([]);
  });

  it.each(['status', 'completion', 'evidence', 'init', 'version'])(
    'is not kept of %s',
    async (command) => {
      await mkdir(folder.join('work'));
      start(command);
      journal.configure([], folder.join('work'));
      journal.end(0);
      expect(await readdir(folder.join('work'))).toEqual([]);
    },
  );

  it('that cannot be written throws nothing, and says why', async () => {
    await mkdir(folder.join('work'));
    await writeFile(folder.join('work/log'), 'a file in the place of the folder');
    start('doctor');
    journal.configure([], folder.join('work'));
    journal.end(0);
    expect(journal.path).toBeUndefined();
    expect(journal.failure).toMatchObject({ code: expect.stringMatching(/^E/) });
  });

  it('names flags and neither their values nor a secret', async () => {
    await mkdir(folder.join('work'));
    start('plan');
    journal.note('odd', { value: 'xoxb-123-secret' });
    journal.configure(['xoxb-123-secret'], folder.join('work'));
    journal.problem(new UsageError(notice('listen-unusable', { text: 'private words' })));
    journal.fault(new Error('private words'));
    const text = await readFile(journal.path ?? '', 'utf8');
    expect(text).toContain('"flags":["--channels","--to"]');
    expect(text).not.toMatch(/secret-project|2026"\]|xoxb|private words/);
    expect(text).toContain('listen-unusable');
    expect(text).toContain('at ');
  });
});

describe('what a line of the log says', () => {
  it('is codes and numbers of a problem, also of one inside', () => {
    const problem = notice('time-limit-reached');
    expect(factsOfLine(notice('stopped-resumable', { problem }))).toEqual({
      code: 'stopped-resumable',
      problem: { code: 'time-limit-reached' },
    });
    expect(new StoppedError('a text of a database').lines.map(factsOfLine)).toEqual([
      { code: 'text' },
    ]);
  });

  it('is the code of a warning, also of one that a plan holds, without its names', () => {
    const noted: unknown[] = [];
    const output = { note: (event: string, facts: object) => noted.push([event, facts]) };
    noteWarnings(
      [
        notice('more-people-not-listed', { ids: 'a name', count: 3 }),
        { code: 'free-plan-hides', values: { posts: 7, workspace: 'a name' } },
        'a text of a database',
      ],
      output,
    );
    expect(noted).toEqual([
      ['warning', { code: 'more-people-not-listed', count: 3 }],
      ['warning', { code: 'free-plan-hides', posts: 7 }],
      ['warning', { code: 'text' }],
    ]);
  });

  it('is losses by code, of those that are counted', () => {
    const losses = [
      { code: 'heading_as_bold', says: 'a name', count: 8, samples: ['a link'] },
      { code: 'left_behind_drafts', says: 'a name', samples: [] },
    ];
    expect(figuresOf({ losses })).toEqual({
      losses: { heading_as_bold: 8 },
      lists: { losses: 2 },
    });
  });

  it('is numbers and flags of a report, its account, and lengths of its lists', () => {
    const account = { posts: { read: 2, written: 1, leftOut: { deleted: 1 } } };
    const report = { command: 'zip', account, messages: 1, isClean: true, warnings: ['a name'] };
    expect(figuresOf({ ...report, workspace: 'a name', nested: { name: 'x' } })).toEqual({
      ...{ messages: 1, isClean: true, account, lists: { warnings: 1 } },
    });
  });
});
