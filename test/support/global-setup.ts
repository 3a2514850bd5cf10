import type { TestProject } from 'vitest/node';
import { installForSomeTests } from './server-binaries.ts';
import { startTestServers } from './servers.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Admin URLs of the test servers; `databases.ts` makes a database of a test's own there. */
    mysqlUrl: string;
    postgresUrl: string;
  }
}

/** Starts the database servers before the first test; vitest calls the result after the last one. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await installForSomeTests();
  const servers = await startTestServers();
  project.provide('mysqlUrl', servers.mysqlUrl);
  project.provide('postgresUrl', servers.postgresUrl);
  return servers.stop;
}
