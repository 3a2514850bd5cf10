import { connect } from 'node:net';
import type pg from 'pg';
import type { DatabaseAddress } from '../../config/database-address.ts';
import { MOST_ENDING_MS } from './interruption.ts';

/** https://www.postgresql.org/docs/current/protocol-message-formats.html, CancelRequest. */
const CANCEL_REQUEST = 80_877_102;

/**
 * Asks the server to end the statement of a connection, over another one that needs no account. Without TLS, as libpq
 * does; a server or pooler that takes no such connection goes on up to its time limit.
 */
export async function cancelStatement(client: pg.Client, address: DatabaseAddress): Promise<void> {
  const key = keyOf(client);
  if (key === undefined) return;
  const request = Buffer.alloc(16);
  for (const [index, value] of [request.length, CANCEL_REQUEST, ...key].entries()) {
    request.writeInt32BE(value | 0, index * 4);
  }
  const { socketPath, host, port } = address;
  const socket =
    socketPath === undefined
      ? connect({ host, port })
      : connect({ path: `${socketPath}/.s.PGSQL.${port}` });
  socket.setTimeout(MOST_ENDING_MS, () => socket.destroy());
  socket.on('error', () => undefined);
  // The server answers by closing.
  await new Promise<void>((resolve) => {
    socket.once('close', () => resolve());
    socket.end(request);
    socket.resume();
  });
}

/** What the server gave the connection at its begin; the driver keeps it without a type. */
function keyOf(client: pg.Client): readonly [processId: number, secret: number] | undefined {
  if (!('processID' in client) || !('secretKey' in client)) return undefined;
  const { processID, secretKey } = client;
  if (typeof processID !== 'number' || typeof secretKey !== 'number') return undefined;
  return [processID, secretKey];
}
