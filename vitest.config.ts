import { availableParallelism } from 'node:os';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

type ProjectConfig = NonNullable<TestProjectInlineConfiguration['test']>;

const SERVERS = 'test/support/servers/global-setup.ts';
const BUILT = 'test/support/servers/built-setup.ts';

/** A folder of test/ and what must be there before its tests. */
const project = (name: string, globalSetup: string[], more: Partial<ProjectConfig> = {}) => ({
  extends: true as const,
  test: { name, include: [`test/${name}/**/*.test.ts`], globalSetup, ...more },
});

/**
 * Modules of src and test/support hold no state, so files of tests may share them. Loading them for each file again took
 * half of the time of the unit tests, and 30 processor seconds of the contract tests and as many of the e2e ones.
 */
const SHARED_MODULES = { isolate: false };

/** Much of the time goes into waiting for servers and processes: four keep two cores busy. Each takes half a gigabyte. */
const WORKERS = Math.min(2 * availableParallelism(), 8);

/** See test/support/servers/engines.ts. */
const EVERY_ENGINE = { MM2SLACK_ENGINES: 'all' };

/** True for a project that runs only for who asks for it by name. */
const isAsked = (name: string): boolean =>
  process.argv.some((argument) => argument === name || argument === `--project=${name}`);

export default defineConfig({
  test: {
    projects: [
      // src alone: no server, no process of its own, no dist. For watching.
      project('unit', [], SHARED_MODULES),
      // Real databases, an S3 server, a browser, programs that unpack; src without the command line.
      project('contract', [SERVERS], SHARED_MODULES),
      // The built program as a user runs it.
      project('e2e', [BUILT, SERVERS], SHARED_MODULES),
      // Hours of work.
      ...(isAsked('soak') ? [project('soak', [BUILT, SERVERS], { env: EVERY_ENGINE })] : []),
      // Writes test data, with the program of a release.
      ...(isAsked('old-work') ? [project('old-work', [BUILT, SERVERS])] : []),
    ],
    setupFiles: ['test/support/matchers.ts', 'test/support/property-seed.ts'],
    // A test that asserted nothing has proved nothing.
    expect: { requireAssertions: true },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks',
    maxWorkers: WORKERS,
    reporters: ['default'],
  },
});
