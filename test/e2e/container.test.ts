import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { contextFiles, type Stage, stagesOf } from '../support/program/container-file.ts';
import { makeScratchFolder, type ScratchFolder } from '../support/scratch-folder.ts';

/*
 * Follows the container file step by step, each stage in a folder of its own, with the Node of this machine: the builder
 * of an image needs rights that a test does not have. The packages come from npm's cache, where installing the project
 * itself has put them.
 */

const run = promisify(execFile);
const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
const textOf = (name: string): Promise<string> => readFile(join(PROJECT, name), 'utf8');

/** A stage while it is followed: its folder stands for `/`. */
interface Followed {
  readonly stage: Stage;
  readonly root: string;
  readonly env: Record<string, string>;
  folder: string;
  user: string;
  entry: readonly string[];
}

type Follow = (followed: Followed, words: string, world: World) => Promise<void>;

interface World {
  readonly context: readonly string[];
  readonly stages: ReadonlyMap<string, Followed>;
}

const placeIn = ({ root, folder }: Followed, path: string): string =>
  join(root, resolve(folder, path));

/** What each instruction does; one that is not here fails the test, so that it cannot go unnoticed. */
const FOLLOW: Readonly<Record<string, Follow>> = {
  async WORKDIR(followed, words) {
    followed.folder = resolve(followed.folder, words);
    await mkdir(placeIn(followed, '.'), { recursive: true });
  },
  async ENV(followed, words) {
    const [, name = '', value = ''] = /^(\w+)=(\S*)$/.exec(words) ?? [];
    expect(name, `ENV ${words}`).not.toBe('');
    followed.env[name] = value;
  },
  async COPY(followed, words, { context, stages }) {
    const [, from, rest = ''] = /^(?:--from=(\S+)\s+)?(.*)$/.exec(words) ?? [];
    const paths = rest.split(/\s+/);
    const target = placeIn(followed, paths.at(-1) ?? '');
    const isFolder = rest.endsWith('/');
    for (const path of paths.slice(0, -1)) {
      const stage = from === undefined ? undefined : stages.get(from);
      if (from !== undefined) expect([...stages.keys()]).toContain(from);
      const source = stage === undefined ? join(PROJECT, path) : join(stage.root, path);
      const place = isFolder ? join(target, path.split('/').at(-1) ?? '') : target;
      if (stage !== undefined) {
        await cp(source, place, { recursive: true, verbatimSymlinks: true });
        continue;
      }
      const files = context.filter((file) => file === path || file.startsWith(`${path}/`));
      expect(files.length, `COPY ${path}: nothing of the context`).toBeGreaterThan(0);
      for (const file of files) {
        const copy = join(place, file.slice(path.length));
        await mkdir(dirname(copy), { recursive: true });
        await cp(join(PROJECT, file), copy);
      }
    }
  },
  async RUN(followed, words) {
    // Nothing of the tests' own environment may be needed.
    const { PATH = '', HOME = '' } = process.env;
    const env = { PATH, HOME, npm_config_prefer_offline: 'true', ...followed.env };
    await run('sh', ['-euc', words], { cwd: placeIn(followed, '.'), env, maxBuffer: 2 ** 26 });
  },
  async USER(followed, words) {
    followed.user = words;
  },
  async ENTRYPOINT(followed, words) {
    followed.entry = z.array(z.string()).parse(JSON.parse(words));
  },
};

describe('the container file, followed step by step', () => {
  let scratch: ScratchFolder;
  let image: Followed;
  beforeAll(async () => {
    scratch = await makeScratchFolder({ isForPrograms: true });
    await chmod(scratch.path, 0o755);
    const stages = new Map<string, Followed>();
    const context = await contextFiles(PROJECT, await textOf('.dockerignore'));
    for (const [index, stage] of stagesOf(await textOf('Dockerfile')).entries()) {
      const root = scratch.join(`stage-${index}`);
      await mkdir(root);
      image = { stage, root, env: {}, folder: '/', user: '', entry: [] };
      for (const { name, words } of stage.instructions) {
        const follow = FOLLOW[name];
        if (follow === undefined) throw new Error(`${name} is not known to this test`);
        await follow(image, words, { context, stages });
      }
      stages.set(stage.name, image);
    }
  }, 180_000);
  afterAll(() => scratch.remove());

  it('begins with an image of a Node that the program runs on', async () => {
    const { engines } = JSON.parse(await textOf('package.json'));
    const [, least = ''] = /(\d+)/.exec(engines.node) ?? [];
    const images = stagesOf(await textOf('Dockerfile')).map(({ image: name }) => name);
    for (const name of images) {
      const [, major = ''] = /^node:(\d+)/.exec(name) ?? [];
      expect(Number(major)).toBeGreaterThanOrEqual(Number(least));
    }
    expect(new Set(images).size).toBe(1);
  });

  it('ends with a program that runs for somebody without rights, and knows its version', async () => {
    const { version } = JSON.parse(await textOf('package.json'));
    expect(image.user).toBe('node');
    const [program = '', file = ''] = image.entry;
    expect(program).toBe('node');
    const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
    const args = [join(image.root, file), '--version'];
    const env = { ...image.env, PATH: process.env['PATH'] ?? '' };
    const options = { ...nobody, cwd: placeIn(image, '.'), env };
    expect((await run(process.execPath, args, options)).stdout.trim()).toBe(version);
  });

  it('holds the program and the packages that it needs, and none of development', async () => {
    expect((await readdir(join(image.root, 'app'))).sort()).toEqual([
      'dist',
      'node_modules',
      'package.json',
    ]);
    const lock = z
      .looseObject({
        packages: z.record(z.string(), z.looseObject({ dev: z.boolean().optional() })),
      })
      .parse(JSON.parse(await textOf('package-lock.json')));
    const there = new Set(
      (await readdir(join(image.root, 'app/node_modules'), { recursive: true })).map(
        (path) => `node_modules/${path}`,
      ),
    );
    const ofDevelopment = Object.entries(lock.packages).filter(([, { dev }]) => dev === true);
    expect(ofDevelopment.length).toBeGreaterThan(20);
    expect(ofDevelopment.filter(([path]) => there.has(path))).toEqual([]);
    const { dependencies } = JSON.parse(await textOf('package.json'));
    const missing = Object.keys(dependencies).filter((name) => !there.has(`node_modules/${name}`));
    expect(missing).toEqual([]);
  });
});

describe('what a builder is given', () => {
  it('is what the program is built from: no secret, no history, nothing of a move', async () => {
    const scratch = await makeScratchFolder();
    try {
      const wanted = ['package.json', '.npmrc', 'src/cli.ts', 'tools/bundle.ts'];
      const unwanted = [
        ...['.git/config', '.env', 'mm2slack.yaml', 'bulk.zip', 'dist/cli.js', 'test/a.test.ts'],
        ...['mm2slack-work/plan.json', 'node_modules/zod/package.json', 'src/.env', 'tools/.git/x'],
      ];
      for (const path of [...wanted, ...unwanted]) {
        await mkdir(dirname(scratch.join(path)), { recursive: true });
        await writeFile(scratch.join(path), '');
      }
      const files = await contextFiles(scratch.path, await textOf('.dockerignore'));
      expect(files).toEqual([...wanted].sort());
    } finally {
      await scratch.remove();
    }
  });
});
