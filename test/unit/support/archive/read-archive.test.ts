import { describe, expect, it } from 'vitest';
import { readArchive } from '../../../support/archive/read-archive.ts';
import { tinyArchive, zipEntries, zipOf } from '../../../support/archive/tiny-archive.ts';

const LISTS = [['users.json', '[]']] as const;

/** archiver cleans the names that it is given, so a bad one is put in afterwards, byte for byte. */
async function zipRenamed(name: string, badName: string): Promise<Buffer> {
  const zip = await zipEntries([...LISTS, ['first.json', '[]'], [name, '[]']]);
  return Buffer.from(zip.toString('latin1').replaceAll(name, badName), 'latin1');
}

describe('reading an archive', () => {
  it('gives lists, folders, days and messages', async () => {
    const archive = await readArchive(await zipOf(tinyArchive()));
    expect(archive.users.map((user) => user['name'])).toEqual(['ann', 'bob', 'bot']);
    expect(archive.conversations.map(({ kind, folder }) => [kind, folder])).toEqual([
      ['channels', 'general'],
      ['channels', '雑談_2-b'],
      ['groups', 'secret'],
      ['dms', 'D0000000001'],
      ['mpims', 'mpdm-ann--bob.b--bot-1'],
    ]);
    expect(archive.days('general')).toEqual(['2024-01-02.json', '2024-01-03.json']);
    const texts: unknown[] = [];
    for await (const message of archive.messages({ folder: 'general' }))
      texts.push(message['text']);
    expect(texts).toHaveLength(5);
    expect(texts.at(-1)).toBe('done');
    archive.close();
  });

  it.each([
    ['climbs', 'xx/evil.json', '../evil.json', /invalid relative path/],
    ['climbs in the middle', 'a/xx/e.json', 'a/../e.json', /invalid relative path/],
    ['climbs with a backslash', 'xx_evil.json', '..\\evil.json', /invalid relative path/],
    ['is absolute', 'xevil.json', '/evil.json', /absolute path/],
    ['has a drive', 'xx/evil.json', 'c:/evil.json', /absolute path/],
    ['stands twice', 'secnd.json', 'first.json', /stands twice/],
  ])('refuses an entry whose name %s', async (_what, name, badName, message) => {
    await expect(readArchive(await zipRenamed(name, badName))).rejects.toThrow(message);
  });

  it('refuses a folder around the lists', async () => {
    const zip = await zipEntries([['export/users.json', '[]']]);
    await expect(readArchive(zip)).rejects.toThrow(
      /at the root of the archive: export\/users.json/,
    );
  });

  it.each([
    ['is no list', '{}', /users.json is no JSON array of objects/],
    ['holds something else than objects', '["ann"]', /no JSON array of objects/],
    ['is no JSON', '[', /users.json is no JSON in UTF-8/],
    ['is no UTF-8', Buffer.from([0x5b, 0x22, 0xff, 0x22, 0x5d]), /no JSON in UTF-8/],
  ])('refuses a list that %s', async (_what, content, message) => {
    await expect(readArchive(await zipEntries([['users.json', content]]))).rejects.toThrow(message);
  });

  it('refuses bytes that are not those of the checksum', async () => {
    const zip = await zipEntries([['users.json', '[]']]);
    const at = zip.indexOf(Buffer.from('PK\u0001\u0002', 'latin1'));
    zip.writeUInt32LE(0xdead_beef, at + 16);
    await expect(readArchive(zip)).rejects.toFailWith('users.json: wrong CRC-32');
  });
});
