import { mkdir, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type FileStore, openLocalFileStore } from '../../../../src/exporters/files/file-store.ts';
import { scanFile } from '../../../../src/exporters/secrets/scan.ts';
import { A_GOOGLE_KEY, A_PRIVATE_KEY, SECRETS } from '../../../support/builders/secrets.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';

let folder: ScratchFolder;
let store: FileStore;
beforeAll(async () => {
  folder = await makeScratchFolder();
  await mkdir(folder.join('files'));
  store = await openLocalFileStore(folder.join('files'));
});
afterAll(() => folder.remove());

async function scanned(name: string, bytes: string | Buffer, mimeType = '') {
  await writeFile(folder.join(`files/${name}`), bytes);
  return await scanFile(store, { path: name, name, mimeType }, Buffer.byteLength(bytes));
}

async function kindsIn(name: string, bytes: string | Buffer, mimeType = '') {
  const found = await scanned(name, bytes, mimeType);
  return found.state === 'scanned' ? found.found.map(({ kind }) => kind) : found.state;
}

it('searches text files by their names and types', async () => {
  const line = `TOKEN=${SECRETS['github-token']}\n`;
  for (const name of ['.env', 'prod.env', 'deploy.yaml', 'notes.TXT', 'id_rsa', 'build.log']) {
    expect([name, await kindsIn(name, line)]).toEqual([name, ['github-token']]);
  }
  expect(await kindsIn('strange', line, 'text/plain; charset=utf-8')).toEqual(['github-token']);
  expect(await kindsIn('photo.png', line, 'image/png')).toBe('other');
});

it('knows the key file of a service account, and the keys of pem and npm', async () => {
  expect(await kindsIn('key.json', A_GOOGLE_KEY)).toEqual(['google-key']);
  expect(await kindsIn('server.pem', `${A_PRIVATE_KEY}\n`)).toEqual(['private-key']);
  expect(await kindsIn('.npmrc', '//r.example/:_authToken=0a1b2c3d-4e5f\n')).toEqual(['npm-token']);
});

it('reads what begins with a byte order mark, and places what it finds', async () => {
  const text = `key ${SECRETS['slack-token']}`;
  for (const bytes of [`\ufeff${text}`, Buffer.from(`\ufeff${text}`, 'utf16le')]) {
    const found = await scanned('marked.txt', bytes);
    if (found.state !== 'scanned') throw new Error(found.state);
    const [secret] = found.found;
    expect(found.text.slice(secret?.start, secret?.end)).toBe(SECRETS['slack-token']);
  }
});

it('leaves alone what is large, and says what it could not read', async () => {
  expect(await kindsIn('dump.sql', 'x'.repeat(1024 * 1024 + 1))).toBe('large');
  const gone = await scanFile(store, { path: 'gone.txt', name: 'gone.txt', mimeType: '' }, 5);
  expect(gone).toEqual({ state: 'unread' });
});
