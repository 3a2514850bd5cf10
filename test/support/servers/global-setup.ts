import type { TestProject } from 'vitest/node';
import { installForSomeTests } from './server-binaries.ts';
import { startTestServers, type TestServers } from './servers.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Admin URLs of the test servers; `databases.ts` makes a database of a test's own there. */
    mysqlUrl: string;
    postgresUrl: string;
  }
}

/** What the projects of one run share, each of which loads this file for itself. */
interface Shared {
  mm2slackServers?: { readonly servers: Promise<TestServers>; users: number } | undefined;
}
const shared = globalThis as Shared;

/**
 * Starts the database servers before the first test of the first project that needs them, for all of them; vitest
 * calls the result after the last test, once for each project.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  shared.mm2slackServers ??= { servers: start(), users: 0 };
  const own = shared.mm2slackServers;
  own.users += 1;
  const servers = await own.servers;
  project.provide('mysqlUrl', servers.mysqlUrl);
  project.provide('postgresUrl', servers.postgresUrl);
  return async () => {
    own.users -= 1;
    if (own.users > 0) return;
    shared.mm2slackServers = undefined;
    await servers.stop();
  };
}

async function start(): Promise<TestServers> {
  await installForSomeTests();
  return await startTestServers();
}
