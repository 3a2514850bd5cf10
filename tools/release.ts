import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { ReleaseRefused, releaseChanges } from './release-changes.ts';

/*
 * `npm run release -- 0.2.0`: sets the version, dates the changelog and packs the tarball into build/. It commits and
 * publishes nothing: the last lines say what to run next.
 */

const FILES = {
  packageJson: 'package.json',
  packageLock: 'package-lock.json',
  changelog: 'CHANGELOG.md',
} as const;

try {
  release(process.argv[2] ?? '', new Date().toISOString().slice(0, 10));
} catch (error) {
  if (!(error instanceof ReleaseRefused)) throw error;
  process.stderr.write(`release: ${error.message}; nothing was changed\n`);
  process.exitCode = 2;
}

function release(version: string, date: string): void {
  const changed = execFileSync('git', ['status', '--porcelain'], { encoding: 'utf8' });
  if (changed !== '') throw new ReleaseRefused(`there are uncommitted changes:\n${changed.trim()}`);
  const read = (path: string): string => readFileSync(path, 'utf8');
  const files = releaseChanges(
    {
      packageJson: read(FILES.packageJson),
      packageLock: read(FILES.packageLock),
      changelog: read(FILES.changelog),
    },
    version,
    date,
  );
  writeFileSync(FILES.packageJson, files.packageJson);
  writeFileSync(FILES.packageLock, files.packageLock);
  writeFileSync(FILES.changelog, files.changelog);
  const pack = ['pack', '--silent', '--pack-destination', 'build'];
  const tarball = execFileSync('npm', pack, { encoding: 'utf8' }).trim();
  process.stdout.write(
    [
      `build/${tarball}`,
      'Next:',
      '  npm test',
      `  git commit -am "Release ${version}" && git tag v${version}`,
      `  npm publish build/${tarball}`,
      '',
    ].join('\n'),
  );
}
