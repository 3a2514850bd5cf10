import { describe, expect, it } from 'vitest';
import { runCli } from '../support/program/run-cli.ts';

describe('wrong usage gets one line and exit code 2', () => {
  it.each([
    [['frob'], "unknown command 'frob'"],
    [['\u001b[2Jfrob\u009b'], "unknown command 'frob'"],
    [['zip'], "required option '--out <file>' not specified"],
    [['zip', '--out', 'x', '--nosuch'], "unknown option '--nosuch'"],
    [
      ['zip', '--out', 'x', '--lang', 'fr'],
      "option '--lang <language>' argument 'fr' is invalid. Allowed choices are en, ja.",
    ],
    [['zip', '--out', ''], "option '--out <file>' has an empty value"],
    // What is wrong is told before what is missing, with the nearest name.
    [['zip', '--otu', 'x'], "unknown option '--otu' (Did you mean --out?)"],
    [['evidence', '--redact'], "unknown option '--redact' (Did you mean --redacted?)"],
    [['preview', '--htlm', 'x'], "unknown option '--htlm' (Did you mean --html?)"],
    [
      ['zip', '--format', 'cvs'],
      "option '--format <format>' argument 'cvs' is invalid. Allowed choices are json, csv. (Did you mean csv?)",
    ],
    [
      ['completion', 'zhs'],
      "command-argument value 'zhs' is invalid for argument 'shell'. Allowed choices are bash, zsh, fish. (Did you mean zsh?)",
    ],
  ])('%j', async (args, problem) => {
    const run = await runCli(args);
    const program = args[0]?.includes('frob') === true ? 'mm2slack' : `mm2slack ${args[0]}`;
    expect(run.stderr).toBe(`mm2slack: ${problem} (see ${program} --help)\n`);
    expect(run.stdout).toBe('');
    expect(run.exitCode).toBe(2);
  });

  it('in the language that stands before the command, as behind it', async () => {
    const before = await runCli(['--lang', 'ja', 'zip', '--help']);
    const behind = await runCli(['zip', '--help', '--lang', 'ja']);
    expect(before.stdout).toMatch(/^使い方: mm2slack zip/);
    expect(before.stdout).toBe(behind.stdout);
    const run = await runCli(['--lang', 'ja', 'zip', '--out', 'x.zip', '--from', 'yesterday']);
    expect(run.stderr).toMatch(/[ぁ-ん]/);
    expect(run.exitCode).toBe(2);
  });

  it.each([
    [['frob'], "mm2slack: コマンド 'frob' はありません"],
    [['verifi'], "mm2slack: コマンド 'verifi' はありません (もしかして: verify)"],
    [['zip'], "mm2slack: オプション '--out <file>' が必要です"],
    [['zip', '--out'], "mm2slack: オプション '--out <file>' の値が必要です"],
    [['zip', '--out', 'x', '--nosuch'], "mm2slack: オプション '--nosuch' はありません"],
    [
      ['zip', '--out', 'x', '--split-by', 'y'],
      "mm2slack: オプション '--split-by <what>' に 'y' は",
    ],
    [['zip', '--out', 'x', 'y'], "mm2slack: 'zip' の引数が多すぎます"],
    [['completion', 'cmd'], "mm2slack: 引数 'shell' に 'cmd' は指定できません"],
  ])('in Japanese: %j', async (args, problem) => {
    const run = await runCli(['--lang', 'ja', ...args]);
    expect(run.stderr.startsWith(problem)).toBe(true);
    expect(run.stderr.trim().split('\n')).toHaveLength(1);
    expect(run.stderr).toMatch(/使い方は mm2slack (?:zip |completion )?--help --lang ja/);
    expect(run.exitCode).toBe(2);
  });

  it('but asking for help is no error', async () => {
    const run = await runCli(['--help']);
    expect(run.stdout).toContain('Usage: mm2slack');
    expect(run.stdout).toMatch(/First steps:[\s\S]*Examples:[\s\S]*Exit codes:/);
    expect(run.exitCode).toBe(0);
    expect(await runCli([])).toEqual(run);
  });

  it('and speaks as the machine does where nothing else is said', async () => {
    const run = await runCli([], { env: { LANG: 'ja_JP.UTF-8' } });
    expect(run.stdout).toMatch(/^使い方: mm2slack/);
    const zip = await runCli(['zip', '--out', 'x.zip', '--from', 'x'], {
      env: { LC_ALL: 'ja_JP' },
    });
    expect(zip.stderr).toMatch(/[ぁ-ん]/);
  });

  it('and the version is that of the program and of Node', async () => {
    const { stdout } = await runCli(['version']);
    expect(stdout).toContain(`Node ${process.versions.node}`);
    expect(stdout).toContain((await runCli(['--version'])).stdout.trim());
  });
});
