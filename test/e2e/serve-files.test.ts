import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LinkedFile, signedLink } from '../../src/commands/run/file-links.ts';
import { type ServingProcess, startServing } from '../support/program/serving-process.ts';
import { makeScratchFolder, type ScratchFolder } from '../support/scratch-folder.ts';

const KEY = 'k'.repeat(40);
const LARGE_BYTES = 3 * 1024 * 1024;
const FILE: LinkedFile = {
  id: 'file1',
  path: '20240901/図 1.png',
  name: '図 "1"; (最終).png',
  mimeType: 'image/png',
};
const BIG: LinkedFile = { ...FILE, id: 'big', path: 'big.bin', mimeType: 'application/zip' };

describe('mm2slack serve-files', () => {
  let folder: ScratchFolder;
  let server: ServingProcess;
  let large: Buffer;
  const inAnHour = () => Math.floor(Date.now() / 1000) + 3_600;
  const link = (file: LinkedFile, expiresAtSeconds = inAnHour(), key = KEY): string =>
    signedLink({ baseUrl: server.url, key, expiresAtSeconds }, file);
  beforeAll(async () => {
    folder = await makeScratchFolder();
    await mkdir(folder.join('files', '20240901'), { recursive: true });
    large = Buffer.alloc(LARGE_BYTES, 'large ');
    await writeFile(folder.join('files', FILE.path), '0123456789');
    await writeFile(folder.join('files', BIG.path), large);
    await writeFile(folder.join('secret.txt'), 'secret');
    server = await startServing(folder, KEY);
  });
  afterAll(async () => {
    await server.stop();
    await folder.remove();
  });

  it('gives the bytes under their name and type, to be saved and never shown as a page', async () => {
    const answer = await fetch(link(FILE));
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe('0123456789');
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-length': '10',
      'content-disposition': `attachment; filename="_ _1_; (__).png"; filename*=UTF-8''%E5%9B%B3%20%221%22%3B%20%28%E6%9C%80%E7%B5%82%29.png`,
      'accept-ranges': 'bytes',
      'x-content-type-options': 'nosniff',
    });
  });

  it('tells the same of a HEAD, without bytes', async () => {
    const answer = await fetch(link(FILE), { method: 'HEAD' });
    expect([answer.status, answer.headers.get('content-length')]).toEqual([200, '10']);
    expect(await answer.text()).toBe('');
  });

  it.each([
    ['bytes=2-4', 206, '234', 'bytes 2-4/10'],
    ['bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['bytes=-2', 206, '89', 'bytes 8-9/10'],
    ['bytes=20-', 416, '', 'bytes */10'],
  ])('gives the part %s', async (range, status, text, contentRange) => {
    const answer = await fetch(link(FILE), { headers: { range } });
    expect([answer.status, await answer.text()]).toEqual([status, text]);
    expect(answer.headers.get('content-range')).toBe(contentRange);
  });

  it('gives the whole when the part is of another version', async () => {
    const headers = { range: 'bytes=2-4', 'if-range': '"another"' };
    expect((await fetch(link(FILE), { headers })).status).toBe(200);
  });

  it.each([
    ['with the signature of another key', () => link(FILE, inAnHour(), 'x'.repeat(40)), 403],
    ['that has expired', () => link(FILE, Math.floor(Date.now() / 1000) - 10), 410],
    ['whose expiry was moved', () => link(FILE).replace(/expires=\d+/, 'expires=99999999999'), 403],
    ['without a signature', () => link(FILE).replace(/&signature=.*/, ''), 403],
    ['with half a signature', () => link(FILE).slice(0, -4), 403],
    [
      'to another file',
      () => link(FILE).replace(/f\/[\w-]+/, link(BIG).match(/f\/[\w-]+/)?.[0] ?? ''),
      403,
    ],
    ['to nothing', () => link({ ...FILE, path: 'nowhere' }), 404],
    ['signed for a path above the store', () => link({ ...FILE, path: '../secret.txt' }), 404],
    ['signed for an absolute path', () => link({ ...FILE, path: '/etc/passwd' }), 404],
    ['signed for the store itself', () => link({ ...FILE, path: '.' }), 404],
    ['to the root', () => `${server.url}/`, 403],
    ['to the folder of links', () => `${server.url}/f/`, 403],
    ['to a file by its path', () => `${server.url}/big.bin`, 403],
  ])('refuses a link %s, without a word', async (_, address, status) => {
    const answer = await fetch(address());
    expect([answer.status, await answer.text()]).toEqual([status, '']);
  });

  it.each([
    '/../secret.txt',
    '/f/../../secret.txt',
    '//etc/passwd',
    '/%2e%2e/secret.txt',
    '/f/%00/x?expires=1&signature=1',
  ])('refuses the raw path %s', async (path) => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    socket.end(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    const [first] = await once(socket, 'data');
    expect(String(first)).toMatch(/^HTTP\/1\.1 403 /);
  });

  it('refuses every other method', async () => {
    expect((await fetch(link(FILE), { method: 'POST', body: 'x' })).status).toBe(405);
    expect((await fetch(link(FILE), { method: 'DELETE' })).status).toBe(405);
  });

  it('serves 200 at once, each whole', async () => {
    const wanted = createHash('sha256').update(large).digest('hex');
    const sums = await Promise.all(
      Array.from({ length: 200 }, async () => {
        const bytes = Buffer.from(await (await fetch(link(BIG))).arrayBuffer());
        return createHash('sha256').update(bytes).digest('hex');
      }),
    );
    expect(new Set(sums)).toEqual(new Set([wanted]));
    expect(sums).toHaveLength(200);
  });

  it('writes down what was fetched, for its owner alone, without what would open it again', async () => {
    const path = folder.join('work', 'served-files.jsonl');
    const text = await readFile(path, 'utf8');
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.filter(({ file, whole }) => file === 'big' && whole)).toHaveLength(200);
    expect(lines).toContainEqual(
      expect.objectContaining({
        file: 'file1',
        method: 'GET',
        status: 206,
        bytes: 3,
        whole: false,
      }),
    );
    expect(text).not.toMatch(/signature|k{40}/);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });
});
