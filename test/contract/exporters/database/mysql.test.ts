import { once } from 'node:events';
import { connect, createServer, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../../src/exporters/database/open.ts';
import { count } from '../../../../src/exporters/database/rows.ts';
import { addressOf } from '../../../support/servers/address.ts';
import { createDatabase, type TestDatabase } from '../../../support/servers/databases.ts';
import { until } from '../../../support/until.ts';
import { describeBlocksContract } from '../../suites/blocks-contract.ts';
import { describeDatabaseContract } from '../../suites/database-contract.ts';

describeDatabaseContract('mysql');
describeBlocksContract('mysql');

describe('a connection to mysql behind a balancer', () => {
  let admin: TestDatabase;
  let balancer: Server;
  beforeEach(async () => {
    admin = await createDatabase('mysql', 'balanced');
    const { host, port } = addressOf(admin.readerUrl);
    balancer = createServer((socket) => {
      const server = connect({ host, port });
      socket.on('error', () => server.destroy()).pipe(server);
      server.on('error', () => socket.destroy()).pipe(socket);
    });
    balancer.listen(0, '127.0.0.1');
    await once(balancer, 'listening');
  });
  afterEach(async () => {
    balancer.close();
    await admin.drop();
  });

  it('ends no statement by a number that may be of a connection to another server', async () => {
    const place = balancer.address();
    const port = typeof place === 'object' && place !== null ? place.port : 0;
    const stop = new AbortController();
    const address = { ...addressOf(admin.readerUrl), host: '127.0.0.1', port };
    const balanced = await openDatabase(address, stop.signal);
    const [row] = await balanced.query('SELECT CONNECTION_ID()');
    const id = count(row?.[0]);
    const pending = balanced.query('SELECT SLEEP(3)').catch((error: unknown) => error);
    const isThere = async () =>
      (
        await admin.run(
          `SELECT 1 FROM INFORMATION_SCHEMA.PROCESSLIST WHERE ID = ${id} AND INFO LIKE '%SLEEP%'`,
        )
      ).length > 0;
    await until('the statement sleeps', isThere);
    stop.abort(new Error('stopped by the test'));
    expect(await pending).toBeInstanceOf(Error);
    await balanced.close();
    expect(await isThere()).toBe(true);
  });
});
