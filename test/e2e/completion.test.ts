import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { runCli } from '../support/program/run-cli.ts';
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
  let folder: ScratchFolder;
  beforeAll(async () => {
    folder = await makeScratchFolder();
  });
  afterAll(() => folder.remove());

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

  it('completes the shells for which there is a script', async () => {
    const bash = await script('bash');
    expect(await offered(bash, 'mm2slack', 'completion', '')).toEqual(['bash', 'zsh', 'fish']);
    expect(await offered(bash, 'mm2slack', 'completion', 'z')).toEqual(['zsh']);
  });

  it('completes the same in fish', async () => {
    const file = folder.join('mm2slack.fish');
    await writeFile(file, await script('fish'));
    const offeredByFish = async (line: string): Promise<readonly string[]> => {
      const lines = `source ${file}; complete -C '${line}'`;
      const { stdout } = await run('fish', ['--no-config', '-c', lines], { cwd: folder.path });
      return stdout.split('\n').flatMap((offer) => offer.split('\t')[0] || []);
    };
    expect(await offeredByFish('mm2slack z')).toEqual(['zip']);
    expect(await offeredByFish('mm2slack zip --sp')).toEqual(['--split-by', '--split-size']);
    expect(await offeredByFish('mm2slack zip --split-by ')).toEqual([
      'month',
      'size',
      'visibility',
    ]);
    expect(await offeredByFish('mm2slack completion ')).toEqual(
      expect.arrayContaining(['bash', 'fish', 'zsh']),
    );
  });

  it('completes in zsh at the first try, from the folder where zsh looks for functions', async () => {
    await writeFile(folder.join('_mm2slack'), await script('zsh'));
    const offeredByZsh = async (words: string): Promise<string> => {
      // What completes outside of an editor: the functions that would list say what they were given.
      const lines = [
        `fpath=(${folder.path} $fpath); autoload -Uz compinit; compinit -u -D`,
        `_describe() { print -rl -- \${(P)2} }; _arguments() { print -rl -- "$@" }`,
        `words=(${words}); CURRENT=$#words; _mm2slack`,
      ];
      const { stdout } = await run('zsh', ['-f', '-c', lines.join('\n')]);
      return stdout;
    };
    expect(await offeredByZsh("mm2slack ''")).toContain('zip:Builds Slack');
    expect(await offeredByZsh("mm2slack zip ''")).toContain(':value:(visibility month size)');
    expect(await offeredByZsh("mm2slack completion ''")).toContain('(bash zsh fish)');
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

  /** The line itself, its words, the language of the machine, and what finds the nearest name. */
  const ALLOWED =
    /^(?:cli|commands|errors|reports|texts|system\/memory|config\/(?:complaints|defaults|environment-language)|mapping\/text|system\/line-file)\b/;

  it('loads the command line and nothing that a command needs', async () => {
    // Node writes the address of every module that ran.
    const { exitCode } = await runCli(['--help'], { env: { NODE_V8_COVERAGE: folder.join('') } });
    expect(exitCode).toBe(0);
    const coverage = z.object({ result: z.array(z.object({ url: z.string() })) });
    const [file = ''] = (await readdir(folder.join(''))).filter((name) => name.endsWith('.json'));
    const { result } = coverage.parse(JSON.parse(await readFile(folder.join(file), 'utf8')));
    const urls = result.map(({ url }) => url);
    const map = z.object({ sources: z.array(z.string()) });
    // The bundler's own few lines have no map.
    const built = urls.filter((url) => /\/dist\/(?!rolldown-runtime)/.test(url));
    const maps = await Promise.all(built.map((url) => readFile(new URL(`${url}.map`), 'utf8')));
    const sources = maps.flatMap((text) => map.parse(JSON.parse(text)).sources);
    const packages = [...urls, ...sources].flatMap(
      (path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? [],
    );
    expect([...new Set(packages)]).toEqual(['commander', 'get-east-asian-width']);
    const files = sources.flatMap((source) => /\/src\/(.+)\.ts$/.exec(source)?.[1] ?? []);
    expect(files).toContain('commands/program');
    expect(files.filter((file) => !ALLOWED.test(file))).toEqual([]);
    const inLanguages = files.filter((file) => file.startsWith('texts/')).sort();
    expect(inLanguages).toEqual(['texts/en/help', 'texts/ja/help', 'texts/language']);
  });
});
