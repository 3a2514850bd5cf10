/** A release that cannot be made as asked. */
export class ReleaseRefused extends Error {}

/** What a release writes: the three files with their new content. */
export interface ReleaseFiles {
  readonly packageJson: string;
  readonly packageLock: string;
  readonly changelog: string;
}

const VERSION = /^\d+\.\d+\.\d+(?:-[\w.]+)?$/;
/** The first section, which collects what is not released yet: `## 0.2.0 (not released)`. */
const OPEN_SECTION = /^## (\S+) \(not released\)$/m;

/**
 * Sets the version in package.json and package-lock.json and dates the open section of the changelog. `date` is
 * `2026-11-28`. ReleaseRefused for a version that is none, or without an open section that says anything.
 */
export function releaseChanges(files: ReleaseFiles, version: string, date: string): ReleaseFiles {
  if (!VERSION.test(version)) throw new ReleaseRefused(`'${version}' is no version such as 0.2.0`);
  const [heading] = OPEN_SECTION.exec(files.changelog) ?? [];
  if (heading === undefined) {
    throw new ReleaseRefused('CHANGELOG.md has no section `## VERSION (not released)`');
  }
  const after = files.changelog.slice(files.changelog.indexOf(heading) + heading.length);
  const [section = ''] = after.split(/^## /m);
  if (section.trim() === '') throw new ReleaseRefused(`CHANGELOG.md says nothing under ${heading}`);
  return {
    packageJson: withVersion(files.packageJson, version, 1),
    // The lock file names the version of the project twice, before any package.
    packageLock: withVersion(files.packageLock, version, 2),
    changelog: files.changelog.replace(heading, `## ${version} (${date})`),
  };
}

function withVersion(json: string, version: string, times: number): string {
  let left = times;
  return json.replace(/"version": "[^"]*"/g, (whole) => {
    left -= 1;
    return left < 0 ? whole : `"version": "${version}"`;
  });
}
