import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { loadWorkspace } from '../fixtures/load.ts';

export interface EmbeddedServer {
  /** For one client at a time, without TLS. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Starts an embedded PostgreSQL on a free loopback port, holding the fixture workspace of Mattermost 8.1. */
export async function startEmbeddedServer(): Promise<EmbeddedServer> {
  const database = await PGlite.create();
  await loadWorkspace('postgres', '8.1', (sql) => database.exec(sql), { priority: true });
  const server = new PGLiteSocketServer({ db: database, host: '127.0.0.1', port: 0 });
  await server.start();
  return {
    url: `postgres://postgres@${server.getServerConn()}/postgres?sslmode=disable`,
    stop: async () => {
      await server.stop();
      await database.close();
    },
  };
}
