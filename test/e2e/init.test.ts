import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../fixtures/load.ts';
import { runCli } from '../support/program/run-cli.ts';
import { runInTerminal } from '../support/program/run-in-terminal.ts';
import { makeScratchFolder, type ScratchFolder } from '../support/scratch-folder.ts';
import { createDatabase, type TestDatabase } from '../support/servers/databases.ts';

describe('mm2slack init', () => {
  let folder: ScratchFolder;
  beforeEach(async () => {
    folder = await makeScratchFolder();
    return () => folder.remove();
  });

  const init = (args: readonly string[] = [], env: Readonly<Record<string, string>> = {}) =>
    runCli(['init', ...args], { cwd: folder.path, env });
  const written = () => readFile(folder.join('mm2slack.yaml'), 'utf8');

  it('writes a file for its owner alone without a terminal, asking nothing', async () => {
    const { exitCode, stdout, stderr } = await init();
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 0,
      stdout: expect.stringMatching(/^mm2slack\.yaml is written\.\n\n.*\nNext: mm2slack doctor\n$/),
      stderr: '',
    });
    expect((await stat(folder.join('mm2slack.yaml'))).mode & 0o777).toBe(0o600);
    expect(await readdir(folder.path)).toEqual(['mm2slack.yaml']);
    expect(await written()).toContain('# Settings of mm2slack.');
  });

  it('writes where --config says, in Japanese when asked to', async () => {
    const { exitCode, stdout } = await init(['--config', 'mine.yaml', '--lang', 'ja']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^次: mm2slack doctor --config mine\.yaml$/m);
    const text = await readFile(folder.join('mine.yaml'), 'utf8');
    expect(text).toContain('# データベースの接続先');
    expect(text).toContain('\nlang: ja\n');
  });

  it('leaves a file alone that is there, and replaces it with --force', async () => {
    await writeFile(folder.join('mm2slack.yaml'), 'work: ./mine\n', { mode: 0o644 });
    const refused = await init();
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toBe(
      'mm2slack: mm2slack.yaml exists already: give --force to replace it\n',
    );
    expect(await written()).toBe('work: ./mine\n');
    expect((await init(['--force'])).exitCode).toBe(0);
    expect(await written()).toContain('# work: ./mm2slack-work');
    expect((await stat(folder.join('mm2slack.yaml'))).mode & 0o777).toBe(0o600);
  });

  it('writes nothing that could not be loaded', async () => {
    const { exitCode, stderr } = await init(['--from', 'yesterday']);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^mm2slack: .*from: 'yesterday', expected/);
    expect(await readdir(folder.path)).toEqual([]);
  });

  it('gives one JSON object, with no password in it', async () => {
    const source = 'postgres://mm:top-secret@db.example.com/mm';
    const { stdout, stderr } = await init(['--json', '--source', source]);
    expect(JSON.parse(stdout)).toMatchObject({
      command: 'init',
      file: 'mm2slack.yaml',
      set: ['source.url'],
      next: { step: 'doctor', command: 'mm2slack doctor' },
      warnings: ['the password was left out: put it into MM2SLACK_SOURCE_PASSWORD'],
    });
    expect(stdout + stderr + (await written())).not.toContain('top-secret');
  });
});

describe.each(['mysql', 'postgres'] as const)('what init writes, on %s', (engine) => {
  let database: TestDatabase;
  let folder: ScratchFolder;
  beforeAll(async () => {
    database = await createDatabase(engine, 'init');
    await loadWorkspace(engine, '8.1', database.run);
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    folder = await makeScratchFolder();
    return () => folder.remove();
  });

  it('is all that doctor needs beside the password', async () => {
    const { exitCode } = await runCli(['init', '--source', database.readerUrl], {
      cwd: folder.path,
    });
    expect(exitCode).toBe(0);
    const password = new URL(database.readerUrl).password;
    expect(await readFile(folder.join('mm2slack.yaml'), 'utf8')).not.toContain(password);
    const without = await runCli(['doctor'], { cwd: folder.path });
    expect(without.exitCode).toBe(1);
    expect(without.stdout).toMatch(/^FAILURE +database .*MM2SLACK_SOURCE_PASSWORD/m);
    const env = { MM2SLACK_SOURCE_PASSWORD: password };
    const doctor = await runCli(['doctor'], { cwd: folder.path, env });
    expect(doctor.exitCode).toBe(0);
    expect(doctor.stdout).toMatch(/^ok +schema/m);
  });

  it('asks step by step at a terminal, tries the database, and ends with the checks of doctor', async () => {
    const { cwd, address, password } = atTerminal();
    await mkdir(folder.join('data'));
    const run = await runInTerminal(
      ['init'],
      [
        [/Database .*:/, address],
        [/Password .*:/, `${password}x`],
        [/FAILURE +database[\s\S]*Database again.*:/, address],
        [/Password .*:/, password],
        [/ok +schema[\s\S]*Folder .*:/, './data'],
        [/Language .*:/, 'en'],
        [/Teams: [\s\S]*Teams to migrate.*:/, ''],
        [/direct and group messages too\?/, 'y'],
      ],
      { cwd },
    );
    const text = await readFile(folder.join('mm2slack.yaml'), 'utf8');
    expect(text).toContain('include: public,private,direct,group');
    expect(text).toContain('store: ./data');
    expect(run.screen).toMatch(/is written\. Checks with these settings:[\s\S]*ok +rights/);
    expect(run.screen.replace(/\s+/g, ' ')).toContain('(the password is the one that was typed)');
    expect(run.screen).not.toMatch(/that of\s+MM2SLACK_SOURCE_PASSWORD/);
    expect(run.screen).not.toContain('was left out');
    expect(run.screen.match(/is not in the file/g)).toHaveLength(1);
    // The folder is empty, and the database names files.
    expect(run.screen).toMatch(
      /FAILURE +files[\s\S]*Correct what is marked FAILURE.*\s+Next: mm2slack doctor\s/,
    );
    expect(run.exitCode).toBe(1);
    expect(text).not.toContain(password);
    expect(run.screen).not.toContain(password);
  });

  it('writes nothing after Ctrl-C, while a password is typed too', async () => {
    const { cwd, address } = atTerminal();
    const run = await runInTerminal(
      ['init', '--lang', 'ja'],
      [
        [/データベース .*:/, address],
        [/パスワード .*:/, '\u0003'],
      ],
      { cwd },
    );
    expect(run.exitCode).toBe(130);
    expect(await readdir(folder.path)).toEqual([]);
  });

  const atTerminal = () => {
    const { password } = new URL(database.readerUrl);
    const address = database.readerUrl.replace(`:${password}@`, '@');
    return { cwd: folder.path, address, password };
  };
});
