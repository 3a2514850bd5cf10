import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { runCli } from '../support/run-cli.ts';
import { makeScratchFolder, type ScratchFolder } from '../support/scratch-folder.ts';

const run = promisify(execFile);

async function script(shell: string): Promise<string> {
  const { stdout, stderr, exitCode } = await runCli(['completion', shell]);
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
  return stdout;
}

/** What bash offers for the last of the words. */
async function offered(bash: string, ...words: readonly string[]): Promise<readonly string[]> {
  const [previous = '', last = ''] = words.slice(-2);
  const quoted = words.map((word) => `'${word}'`).join(' ');
  const lines = [
    bash,
    `COMP_WORDS=(${quoted}); COMP_CWORD=${words.length - 1}`,
    `_mm2slack mm2slack '${last}' '${previous}'`,
    'printf "%s\\n" "$' + '{COMPREPLY[@]}"',
  ];
  const { stdout } = await run('bash', ['--norc', '-c', lines.join('\n')]);
  return stdout.split('\n').filter(Boolean);
}

describe('mm2slack completion', () => {
  it('completes commands, their flags and the values of flags in bash', async () => {
    const bash = await script('bash');
    expect(await offered(bash, 'mm2slack', 'z')).toEqual(['zip']);
    expect(await offered(bash, 'mm2slack', '')).toContain('inventory');
    expect(await offered(bash, 'mm2slack', 'zip', '--sp')).toEqual(['--split-by', '--split-size']);
    expect(await offered(bash, 'mm2slack', 'zip', '--split-by', '')).toEqual([
      ...['visibility', 'month', 'size'],
    ]);
    expect(await offered(bash, 'mm2slack', 'doctor', '--since')).toEqual([]);
  });

  it('names every command and its flags to zsh and fish, whatever quotes their descriptions hold', async () => {
    for (const shell of ['zsh', 'fish']) {
      const text = await script(shell);
      for (const word of ['zip', 'replay', 'since-last', 'split-by']) expect(text).toContain(word);
      // A quote that is not closed would leave an odd number of them.
      expect(text.replaceAll("'\\''", '').match(/'/g)?.length).toSatisfy(
        (n: number) => n % 2 === 0,
      );
    }
  });

  it('refuses a shell that it does not know, in one line', async () => {
    const { stderr, exitCode } = await runCli(['completion', 'tcsh']);
    expect(exitCode).toBe(2);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toContain('bash, zsh, fish');
  });
});

describe('mm2slack --help', () => {
  let folder: ScratchFolder;
  beforeAll(async () => {
    folder = await makeScratchFolder();
  });
  afterAll(() => folder.remove());

  it('loads the command line and nothing that a command needs', async () => {
    // Node writes the address of every module that ran.
    const { exitCode } = await runCli(['--help'], { env: { NODE_V8_COVERAGE: folder.join('') } });
    expect(exitCode).toBe(0);
    const coverage = z.object({ result: z.array(z.object({ url: z.string() })) });
    const [file = ''] = (await readdir(folder.join(''))).filter((name) => name.endsWith('.json'));
    const { result } = coverage.parse(JSON.parse(await readFile(folder.join(file), 'utf8')));
    const urls = result.map(({ url }) => url);
    expect(urls.some((url) => url.endsWith('/dist/commands/program.js'))).toBe(true);
    const packages = urls.flatMap(
      (url) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1] ?? [],
    );
    expect([...new Set(packages)]).toEqual(['commander']);
    expect(urls.filter((url) => /dist\/(?:exporters|importers)\//.test(url))).toEqual([]);
  });
});
