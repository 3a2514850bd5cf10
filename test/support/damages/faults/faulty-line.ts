import { createServer, type Socket, connect as tcpConnect } from 'node:net';

/** What happens when the server has sent so many bytes: the line is cut, or something is done while it waits. */
export interface LineFault {
  readonly afterBytes: number;
  /** Undefined cuts the line. */
  readonly meanwhile: (() => Promise<unknown>) | undefined;
}

/** A loopback line to a database server, that can be counted, held and cut. */
export interface FaultyLine {
  /** The URL of the database by way of this line. */
  readonly url: string;
  /** Bytes that came from the server since the last fault was set. */
  readonly bytes: () => number;
  /** Sets the next fault and counts anew; undefined lets everything pass. */
  set(fault: LineFault | undefined): void;
  close(): Promise<void>;
}

/** Opens a line to the server that a URL names. */
export async function openFaultyLine(databaseUrl: string): Promise<FaultyLine> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let fault: LineFault | undefined;
  let bytes = 0;
  const server = createServer((client) => {
    const upstream = tcpConnect(Number(target.port), target.hostname);
    const cut = (): void => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', cut).on('close', () => {
        sockets.delete(socket);
        cut();
      });
    }
    client.on('data', (chunk) => upstream.write(chunk));
    upstream.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      const due = fault !== undefined && bytes >= fault.afterBytes ? fault : undefined;
      if (due === undefined) {
        client.write(chunk);
        return;
      }
      fault = undefined;
      // Part of an answer has arrived.
      client.write(chunk.subarray(0, Math.ceil(chunk.length / 2)));
      if (due.meanwhile === undefined) {
        client.end();
        upstream.destroy();
        return;
      }
      upstream.pause();
      const goOn = (): void => {
        client.write(chunk.subarray(Math.ceil(chunk.length / 2)));
        upstream.resume();
      };
      due.meanwhile().then(goOn, cut);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String(typeof address === 'object' && address !== null ? address.port : 0);
  return {
    url: url.href,
    bytes: () => bytes,
    set: (next) => {
      fault = next;
      bytes = 0;
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
