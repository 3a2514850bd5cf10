import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a webhook does with a message. */
export type WebhookAnswer = 'ok' | 'hangs' | 'drips' | 'resets' | 'fails' | 'redirects' | 'closed';

export interface WebhookServer {
  readonly url: string;
  /** The texts of the messages, in the order of their arrival. */
  readonly texts: readonly string[];
  /** Messages to the address that `redirects` names. */
  readonly strayCount: () => number;
  stop(): Promise<void>;
}

/** Starts a webhook on the loopback address, with a path that is a secret. */
export async function startWebhook(answer: WebhookAnswer): Promise<WebhookServer> {
  const texts: string[] = [];
  let strayCount = 0;
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => {
      body += text;
    });
    request.on('end', () => {
      if (request.url === '/elsewhere') strayCount += 1;
      const { text }: { text: string } = JSON.parse(body || '{"text":""}');
      texts.push(text);
      ANSWERS[answer](response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  if (answer === 'closed') await stop();
  return {
    url: `http://127.0.0.1:${port}${HOOK_PATH}`,
    texts,
    strayCount: () => strayCount,
    stop: answer === 'closed' ? async () => undefined : stop,
  };
}

export const HOOK_PATH = '/services/T0/B0/s3cr3t-hook';

const ANSWERS: Readonly<Record<WebhookAnswer, (response: ServerResponse) => void>> = {
  ok: (response) => response.end('ok'),
  hangs: () => undefined,
  drips: (response) => {
    const timer = setInterval(() => response.write('.'), 100);
    response.on('close', () => clearInterval(timer));
  },
  resets: (response) => response.socket?.resetAndDestroy(),
  fails: (response) => response.writeHead(500).end('no'),
  redirects: (response) => response.writeHead(307, { location: '/elsewhere' }).end(),
  closed: () => undefined,
};
