import { createConnection } from 'mysql2/promise';
import { Client } from 'pg';
import type { Engine } from '../fixtures/schemas/column-types.ts';
import { startMysqlServer } from '../test/support/servers/mysql-server.ts';
import { startPostgresServer } from '../test/support/servers/postgres-server.ts';
import { findServers } from '../test/support/servers/server-binaries.ts';
import { type Filling, fillDatabase } from './fill-database.ts';
import { processSeconds } from './processor-time.ts';

export interface FilledServer {
  readonly url: string;
  /** A shell line that writes the table of posts, compressed, to nowhere. */
  readonly dump: string;
  /** Processor time of the server since it was started. */
  readonly processorSeconds: () => Promise<number>;
  readonly stop: () => Promise<void>;
}

/** Starts a server and fills it. */
export async function filledServer(
  engine: Engine,
  { bufferPool, ...filling }: Filling & { readonly bufferPool: string },
): Promise<FilledServer> {
  const { mysql, postgres } = await findServers([engine]);
  if (mysql !== undefined) {
    // Room for the table, as a host that takes a restored dump should have.
    const { url, stop, processId } = await startMysqlServer(mysql, bufferPool);
    const connection = await createConnection({ uri: url, multipleStatements: false });
    await connection.query('CREATE DATABASE mattermost CHARACTER SET utf8mb4');
    await connection.query('USE mattermost');
    await fillDatabase('mysql', (sql) => connection.query(sql), filling);
    await connection.end();
    const { port } = new URL(url);
    const login = `-h127.0.0.1 -P${port} -uadmin -padmin-secret`;
    return {
      url: `${url}/mattermost`,
      processorSeconds: async () => processSeconds(await processId()),
      stop,
      dump: `mariadb-dump ${login} mattermost Posts | gzip > /dev/null`,
    };
  }
  if (postgres === undefined) throw new Error('no server');
  const { url, stop, processId } = await startPostgresServer(postgres, `${bufferPool}B`);
  const client = new Client({ connectionString: url });
  await client.connect();
  await fillDatabase('postgres', (sql) => client.query(sql), filling);
  await client.end();
  return {
    url,
    processorSeconds: async () => processSeconds(await processId()),
    stop,
    dump: `pg_dump -t posts '${url}' | gzip > /dev/null`,
  };
}
