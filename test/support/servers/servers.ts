import { startMysqlServer } from './mysql-server.ts';
import { startPostgresServer } from './postgres-server.ts';
import { findServers } from './server-binaries.ts';

/** Admin URLs: whoever has them may create databases and users. */
export interface TestServers {
  readonly mysqlUrl: string;
  readonly postgresUrl: string;
  readonly stop: () => Promise<void>;
}

/**
 * A real MariaDB and a real PostgreSQL for the tests: those named by MM2SLACK_TEST_MYSQL_URL and
 * MM2SLACK_TEST_POSTGRES_URL, else private ones. Fails when one cannot be had.
 */
export async function startTestServers(): Promise<TestServers> {
  const given = {
    mysql: process.env['MM2SLACK_TEST_MYSQL_URL'],
    postgres: process.env['MM2SLACK_TEST_POSTGRES_URL'],
  };
  const kinds = (['mysql', 'postgres'] as const).filter((kind) => given[kind] === undefined);
  const binaries = await findServers(kinds);
  const started = await Promise.allSettled([
    binaries.mysql === undefined ? undefined : startMysqlServer(binaries.mysql),
    binaries.postgres === undefined ? undefined : startPostgresServer(binaries.postgres),
  ]);
  const [mysql, postgres] = started.map((result) =>
    result.status === 'fulfilled' ? result.value : undefined,
  );
  const stop = async (): Promise<void> => {
    await Promise.all([mysql?.stop(), postgres?.stop()]);
  };
  const failure = started.find((result) => result.status === 'rejected');
  if (failure !== undefined) {
    await stop();
    throw failure.reason;
  }
  return {
    mysqlUrl: given.mysql ?? mysql?.url ?? '',
    postgresUrl: given.postgres ?? postgres?.url ?? '',
    stop,
  };
}
