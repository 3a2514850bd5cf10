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
  ])('%j', async (args, problem) => {
    const run = await runCli(args);
    expect(run.stderr).toBe(`mm2slack: ${problem} (see mm2slack --help)\n`);
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
    expect(run.stderr).toContain('使い方は mm2slack --help --lang ja');
    expect(run.exitCode).toBe(2);
  });

  it('but asking for help is no error', async () => {
    const run = await runCli(['--help']);
    expect(run.stdout).toContain('Usage: mm2slack');
    expect(run.exitCode).toBe(0);
  });
});
