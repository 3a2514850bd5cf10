import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ReleaseRefused, releaseChanges } from '../../../tools/release-changes.ts';

const read = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`../../../${name}`, import.meta.url)), 'utf8');

const FILES = {
  packageJson: read('package.json'),
  packageLock: read('package-lock.json'),
  changelog:
    '# Changelog\n\n## 9.0.0 (not released)\n\n- A change.\n\n## 8.0.0 (2026-01-01)\n\n- Old.\n',
};

describe('a release', () => {
  it('sets the version of the project in both files and of no dependency', () => {
    const changed = releaseChanges(FILES, '9.8.7', '2026-11-28');
    expect(JSON.parse(changed.packageJson)).toEqual({
      ...JSON.parse(FILES.packageJson),
      version: '9.8.7',
    });
    const lock = JSON.parse(FILES.packageLock);
    expect(JSON.parse(changed.packageLock)).toEqual({
      ...lock,
      version: '9.8.7',
      packages: { ...lock.packages, '': { ...lock.packages[''], version: '9.8.7' } },
    });
  });

  it('dates the open section of the changelog alone', () => {
    const { changelog } = releaseChanges(FILES, '9.0.1', '2026-11-28');
    expect(changelog).toContain('## 9.0.1 (2026-11-28)\n\n- A change.');
    expect(changelog).toContain('## 8.0.0 (2026-01-01)');
    expect(changelog).not.toContain('not released');
  });

  it.each([
    ['v1', FILES.changelog],
    ['', FILES.changelog],
    ['1.0.0', '# Changelog\n\n## 1.0.0 (2026-01-01)\n\n- Old.\n'],
    ['1.0.0', '# Changelog\n\n## 1.0.0 (not released)\n\n## 0.9.0 (2026-01-01)\n\n- Old.\n'],
  ])('%j is refused with a changelog that does not fit', (version, changelog) => {
    expect(() => releaseChanges({ ...FILES, changelog }, version, '2026-11-28')).toThrow(
      ReleaseRefused,
    );
  });
});
