import { type AddressInfo, connect } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import type { Certified } from './certificates.ts';

/** A server with a certificate in front of one of plain HTTP on loopback. */
export interface TlsFront {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts it on 127.0.0.1. */
export async function startTlsFront(port: number, certified: Certified): Promise<TlsFront> {
  const sockets = new Set<TLSSocket>();
  const server = createServer({ ...certified }, (socket) => {
    sockets.add(socket);
    const behind = connect(port, '127.0.0.1');
    socket.pipe(behind).pipe(socket);
    socket.on('error', () => behind.destroy());
    behind.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
