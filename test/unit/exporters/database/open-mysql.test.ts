import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { createConnection } from 'mysql2';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openMysql } from '../../../../src/exporters/database/mysql.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';
import { addressOf } from '../../../support/servers/address.ts';

const UNKNOWN_VARIABLE = 1193;
const NOT_ALLOWED = 1227;
/** utf8mb4_general_ci. */
const CHARACTER_SET = 45;
/** Everything but TLS. */
const CAPABILITIES = 0xff_f7_ff;

describe('a connection to a server of the MySQL protocol', () => {
  let folder: ScratchFolder;
  let server: Server;
  let ended: Promise<unknown>;
  let refused: string;
  let errorCode: number;
  beforeEach(async () => {
    folder = await makeScratchFolder();
    // Real servers know each variable that is set: this one refuses one of them.
    server = createServer((socket) => {
      ended = once(socket, 'close');
      const connection = createConnection({ stream: socket, isServer: true });
      connection.on('error', () => undefined);
      connection.serverHandshake({
        protocolVersion: 10,
        serverVersion: '8.0.40',
        connectionId: 1,
        statusFlags: 2,
        characterSet: CHARACTER_SET,
        capabilityFlags: CAPABILITIES,
      });
      // Without a listener for queries, it takes no SET either.
      connection.on('query', () => connection.writeOk());
      connection.on('stmt_prepare', (statement: string) => {
        if (!statement.includes(refused)) connection.writeOk();
        else connection.writeError({ code: errorCode, message: `no ${refused}` });
      });
    });
    server.listen(folder.join('socket'));
    await once(server, 'listening');
  });
  afterEach(async () => {
    server.close();
    await folder.remove();
  });

  const open = () =>
    openMysql(
      { ...addressOf('mysql://u:p@localhost/d'), socketPath: folder.join('socket') },
      undefined,
    );

  it.each(['max_statement_time', 'net_write_timeout', 'eq_range_index_dive_limit'])(
    'opens where the server does not know %s',
    async (variable) => {
      [refused, errorCode] = [variable, UNKNOWN_VARIABLE];
      const database = await open();
      expect(database.engine).toBe('mysql');
      await database.close();
      await ended;
    },
  );

  it.each(['max_statement_time', 'net_write_timeout', 'eq_range_index_dive_limit'])(
    'is closed when the server refuses to set %s',
    async (variable) => {
      [refused, errorCode] = [variable, NOT_ALLOWED];
      await expect(open()).rejects.toFailWith(`no ${variable}`);
      await ended;
    },
  );
});
