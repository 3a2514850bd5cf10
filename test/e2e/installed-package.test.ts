import { execFile } from 'node:child_process';
import { access, copyFile, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type EmbeddedServer, startEmbeddedServer } from '../../demo/embedded-server.ts';
import { writeFileStore } from '../../fixtures/files.ts';
import { LICENCES_FILE, packageOf } from '../../tools/bundled-licences.ts';
import { startLockedRegistry } from '../support/program/locked-registry.ts';
import { makeScratchFolder, type ScratchFolder } from '../support/scratch-folder.ts';

/*
 * What users get: the packed tarball, installed into an empty folder with its production dependencies alone. They come
 * from npm's cache, where installing the project itself has put them, so that the test needs no network.
 */

const run = promisify(execFile);
const PROJECT = fileURLToPath(new URL('../../', import.meta.url));

const lockShape = z.looseObject({
  packages: z.record(
    z.string(),
    z.looseObject({ dev: z.boolean().optional(), devOptional: z.boolean().optional() }),
  ),
});

const mapShape = z.looseObject({ sources: z.array(z.string()) });

/** What package-lock.json has: the project, and the packages that users get, by their places. */
async function lockedPackages() {
  const locked = lockShape.parse(JSON.parse(await readFile(`${PROJECT}package-lock.json`, 'utf8')));
  const { '': project = {}, ...packages } = locked.packages;
  const production = Object.entries(packages).filter(
    ([, { dev, devOptional }]) => dev !== true && devOptional !== true,
  );
  expect(production.length).toBeGreaterThan(20);
  return { project, production: Object.fromEntries(production) };
}

/** Locks the tarball's dependencies to the versions that the project is tested with. */
async function writeLock(folder: ScratchFolder, tarball: string): Promise<void> {
  const { project, production } = await lockedPackages();
  const root = { name: 'empty', dependencies: { 'mattermost-to-slack': `file:${tarball}` } };
  const installed = { ...project, devDependencies: undefined, resolved: `file:${tarball}` };
  const lock = {
    name: 'empty',
    lockfileVersion: 3,
    requires: true,
    packages: {
      '': root,
      'node_modules/mattermost-to-slack': installed,
      ...production,
    },
  };
  await writeFile(folder.join('package.json'), JSON.stringify({ ...root, private: true }));
  await writeFile(folder.join('package-lock.json'), JSON.stringify(lock));
}

describe('the packed program in an empty folder', () => {
  let folder: ScratchFolder;
  let server: EmbeddedServer;
  let program: string;
  beforeAll(async () => {
    folder = await makeScratchFolder({ isForPrograms: true });
    const pack = ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder.path];
    await run('npm', pack, { cwd: PROJECT });
    const tarball = (await readdir(folder.path)).find((name) => name.endsWith('.tgz')) ?? '';
    await writeLock(folder, tarball);
    const quietly = ['--ignore-scripts', '--no-audit', '--no-fund'];
    await run('npm', ['ci', '--offline', ...quietly], { cwd: folder.path });
    program = folder.join('node_modules', '.bin', 'mm2slack');
    server = await startEmbeddedServer();
  });
  afterAll(async () => {
    await server.stop();
    await folder.remove();
  });

  it('says its version', async () => {
    const { version } = JSON.parse(await readFile(`${PROJECT}package.json`, 'utf8'));
    expect((await run(program, ['--version'])).stdout).toBe(`${version}\n`);
  });

  it('runs from the tarball alone by npx, in a folder with nothing else', async () => {
    const empty = await makeScratchFolder({ isForPrograms: true });
    const registry = await startLockedRegistry((await lockedPackages()).production);
    const [tarball = ''] = (await readdir(folder.path)).filter((name) => name.endsWith('.tgz'));
    await copyFile(folder.join(tarball), empty.join(tarball));
    const args = ['--yes', '--registry', registry.url, '--no-audit', `./${tarball}`, 'version'];
    // What npx installs goes to the folder; contents come from npm's cache.
    const cache = (await run('npm', ['config', 'get', 'cache'])).stdout.trim();
    await mkdir(empty.join('cache'));
    await symlink(`${cache}/_cacache`, empty.join('cache', '_cacache'));
    const env = { ...process.env, npm_config_cache: empty.join('cache') };
    const { stdout } = await run('npx', args, { cwd: empty.path, env });
    expect(stdout).toMatch(/^mm2slack \d/);
    await registry.stop();
    await empty.remove();
  });

  it('builds an archive from a database that it has never seen', async () => {
    const args = ['zip', '--source', server.url, '--out', 'slack.zip', '--json', '--quiet'];
    const { stdout } = await run(program, args, { cwd: folder.path });
    const { account } = JSON.parse(stdout);
    expect(account.posts.written).toBeGreaterThan(50);
    await access(folder.join('slack.zip'));
    await access(folder.join('mm2slack-work', 'import-checklist.md'));
  });

  it.each([
    ['README.md', 'C'],
    ['README.ja.md', 'ja_JP.UTF-8'],
  ])('prints what %s shows, with the flags that it shows', async (page, locale) => {
    const readme = await readFile(`${PROJECT}${page}`, 'utf8');
    const [, line = '', shown = ''] = /^```\n\$ mm2slack (.*)\n([\s\S]*?)```$/m.exec(readme) ?? [];
    const example = await makeScratchFolder({ isForPrograms: true });
    await writeFileStore(example.join('files'));
    const settings = `source:\n  url: ${server.url}\nfiles: files\n`;
    await writeFile(example.join('mm2slack.yaml'), settings);
    const env = { ...process.env, LC_ALL: locale };
    const { stdout } = await run(program, line.split(' '), { cwd: example.path, env });
    // An ellipsis stands for lines that are left out.
    const pieces = shown.split('…\n');
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.filter((piece) => !stdout.includes(piece))).toEqual([]);
    await example.remove();
  });

  it('names every package whose code is in its own, with the licence', async () => {
    const dist = folder.join('node_modules', 'mattermost-to-slack', 'dist');
    const licences = await readFile(`${dist}/${LICENCES_FILE}`, 'utf8');
    const maps = (await readdir(dist)).filter((name) => name.endsWith('.map'));
    const texts = await Promise.all(maps.map((name) => readFile(`${dist}/${name}`, 'utf8')));
    const sources = texts.flatMap((text) => mapShape.parse(JSON.parse(text)).sources);
    const bundled = new Set(sources.flatMap((source) => packageOf(source)?.name ?? []));
    expect([...bundled]).toEqual(expect.arrayContaining(['mysql2', 'zod']));
    expect([...bundled].filter((name) => !licences.includes(`${name} `))).toEqual([]);
  });

  it('brings the documents that its messages name, and no tests', async () => {
    const installed = folder.join('node_modules', 'mattermost-to-slack');
    const names = await readdir(installed);
    expect(names).toEqual(
      expect.arrayContaining(['CHANGELOG.md', 'FORMATS.md', 'README.md', 'dist', 'docs']),
    );
    expect(names).not.toContain('test');
    expect(names).not.toContain('src');
  });
});
