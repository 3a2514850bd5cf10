import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Certified } from './certificates.ts';

/** A proxy as companies have them, on loopback. */
export interface TestProxy {
  /** Without user and password. */
  readonly url: string;
  /** `CONNECT host:port` and `GET http://…`, in order; refused ones have ` 407` behind. */
  readonly seen: readonly string[];
  stop(): Promise<void>;
}

export interface ProxyOptions {
  /** `user:password` that it asks for; none by default. */
  readonly account?: string;
  /** Speaks TLS itself. */
  readonly tls?: Certified;
  /** Where every tunnel leads, for names that have no address here; by default where it is asked to. */
  readonly leadsTo?: number;
}

/** Starts it: tunnels by CONNECT, and plain HTTP by absolute addresses (RFC 9110, 9.3.6; RFC 9112, 3.2.2). */
export async function startProxy({ account, tls, leadsTo }: ProxyOptions = {}): Promise<TestProxy> {
  const seen: string[] = [];
  const sockets = new Set<Duplex>();
  const wanted =
    account === undefined ? undefined : `Basic ${Buffer.from(account).toString('base64')}`;
  const isRefused = ({ headers }: IncomingMessage): boolean =>
    wanted !== undefined && headers['proxy-authorization'] !== wanted;
  const server: Server = tls === undefined ? createServer() : createTlsServer({ ...tls });
  server.on('connection', (socket: Socket) => sockets.add(socket));
  server.on('request', (incoming, outgoing) => {
    const isDenied = isRefused(incoming);
    seen.push(`${incoming.method} ${incoming.url}${isDenied ? ' 407' : ''}`);
    if (isDenied) {
      outgoing.writeHead(407, { 'proxy-authenticate': 'Basic realm="company"' }).end();
      return;
    }
    const { 'proxy-authorization': _, ...headers } = incoming.headers;
    const forwarded = request(incoming.url ?? '', { method: incoming.method ?? 'GET', headers });
    forwarded.on('response', (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    forwarded.on('error', () => outgoing.destroy());
    incoming.pipe(forwarded);
  });
  server.on('connect', (incoming: IncomingMessage, client: Duplex) => {
    client.on('error', () => client.destroy());
    const isDenied = isRefused(incoming);
    seen.push(`CONNECT ${incoming.url}${isDenied ? ' 407' : ''}`);
    if (isDenied) {
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    const port = leadsTo ?? Number(/:(\d+)$/.exec(incoming.url ?? '')?.[1]);
    const target = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      target.pipe(client);
      client.pipe(target);
    });
    sockets.add(target);
    target.on('error', () => client.destroy());
    client.on('close', () => target.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    seen,
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
