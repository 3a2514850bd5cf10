import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Secret } from '../../../../src/config/database-address.ts';
import { SourceError } from '../../../../src/errors/errors.ts';
import { openS3FileStore } from '../../../../src/exporters/files/s3.ts';
import { type S3Server, startS3Server } from '../../../support/servers/s3-server.ts';
import { fileStoreContract, storeOf } from '../../suites/file-store-contract.ts';

for (const prefix of ['', 'chat/データ']) {
  fileStoreContract(`in S3 with the prefix '${prefix}'`, async () => {
    const server = await startS3Server(prefix);
    const store = await storeOf(server.files);
    return {
      store,
      put: server.put,
      async stop() {
        store.close();
        await server.stop();
      },
    };
  });
}

describe('a file store in S3', () => {
  let server: S3Server;
  beforeAll(async () => {
    server = await startS3Server('chat');
    await server.put('a/図 1.png', Buffer.from('four'));
  });
  afterAll(() => server.stop());

  it('says which file ends before its end', async () => {
    const cut = createServer((request, response) => {
      const isFile = request.url?.includes('a.txt') === true;
      response.writeHead(200, isFile ? { 'content-length': 10 } : {});
      response.write(isFile ? 'four' : '<ListBucketResult/>', () =>
        isFile ? response.destroy() : response.end(),
      );
    });
    await new Promise<void>((resolve) => {
      cut.listen(0, '127.0.0.1', resolve);
    });
    const { port } = cut.address() as AddressInfo;
    const store = await openS3FileStore({ ...server.files, endpoint: `http://127.0.0.1:${port}` });
    try {
      const read = async () => {
        for await (const chunk of store.chunks('a.txt')) expect(chunk.length).toBe(4);
      };
      await expect(read()).rejects.toBeInstanceOf(SourceError);
    } finally {
      store.close();
      cut.close();
    }
  });

  it('stays below its prefix', async () => {
    const { files } = server;
    const store = await openS3FileStore({ ...files, prefix: 'chat/a' });
    expect(await store.look('図 1.png')).toEqual({ state: 'there', sizeBytes: 4 });
    expect(await store.look('../a/図 1.png')).toEqual({ state: 'refused' });
    store.close();
  });

  it('signs links that give the bytes, the type and the name, and that expire', async () => {
    const store = await openS3FileStore(server.files);
    const wishes = { name: '図 1.png', mimeType: 'image/png', lifeSeconds: 60 };
    const link = await store.presign?.('a/図 1.png', { ...wishes, sinceMs: Date.now() });
    const answer = await fetch(link ?? '');
    expect(await answer.text()).toBe('four');
    expect(answer.headers.get('content-type')).toBe('image/png');
    expect(answer.headers.get('content-disposition')).toContain(
      "filename*=UTF-8''%E5%9B%B3%201.png",
    );
    expect(link).toMatch(/X-Amz-Signature=[0-9a-f]{64}/);
    expect(link).toMatch(/X-Amz-Expires=60\b/);
    // The test server checks the expiry of such links, but not their signature.
    const old = await store.presign?.('a/図 1.png', { ...wishes, sinceMs: Date.now() - 120_000 });
    expect((await fetch(old ?? '')).status).toBe(403);
    store.close();
  });

  it('signs links to names of another Unicode form by the name that is there', async () => {
    await server.put('a/が.png'.normalize('NFD'), Buffer.from('ga'));
    const store = await storeOf(server.files);
    const wishes = { name: 'が.png', mimeType: 'image/png', lifeSeconds: 60, sinceMs: Date.now() };
    const link = await store.presign?.('a/が.png'.normalize('NFC'), wishes);
    expect(await (await fetch(link ?? '')).text()).toBe('ga');
    store.close();
  });

  it.each([
    ['a bucket that is not there', { bucket: 'nowhere' }],
    [
      'a wrong key',
      { credentials: { accessKeyId: 'nobody', secretAccessKey: new Secret('wrong-secret') } },
    ],
  ])('does not open with %s, and says so without the key', async (_, over) => {
    const opened = openS3FileStore({ ...server.files, ...over });
    await expect(opened).rejects.toBeInstanceOf(SourceError);
    await expect(opened).rejects.toFailWith(/^the bucket s3:\/\/\w+ cannot be listed \(\w+\)/);
    await expect(opened).rejects.not.toFailWith(/wrong-secret/);
  });
});
