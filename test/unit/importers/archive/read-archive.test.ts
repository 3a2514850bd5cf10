import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TargetError } from '../../../../src/errors/errors.ts';
import { readZipTarget } from '../../../../src/importers/archive/read-archive.ts';
import { ZipFile } from '../../../../src/importers/archive/zip-writer.ts';
import {
  ANN,
  BOB,
  BOT_USER,
  GENERAL,
  type TinyArchive,
  tinyArchive,
  zipEntries,
  zipOf,
} from '../../../support/archive/tiny-archive.ts';
import { sentenceOf } from '../../../support/matchers.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';
import { withoutRights } from '../../../support/without-rights.ts';

const MEBIBYTE = 1024 * 1024;

describe('reading an archive as a target', () => {
  let folder: ScratchFolder;
  beforeEach(async () => {
    folder = await makeScratchFolder();
  });
  afterEach(() => folder.remove());

  async function saved(bytes: Buffer | string): Promise<string> {
    const path = folder.join('export.zip');
    await writeFile(path, bytes);
    return path;
  }

  const readTiny = async (change: (tiny: TinyArchive) => unknown = () => undefined) => {
    const tiny = tinyArchive();
    change(tiny);
    return readZipTarget(await saved(await zipOf(tiny)));
  };

  const readEntries = async (entries: Readonly<Record<string, string | Buffer>>) =>
    readZipTarget(await saved(await zipEntries(Object.entries(entries))));

  /** The one line for a person. */
  async function refusal(reading: Promise<unknown>): Promise<string> {
    const error = await reading.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(TargetError);
    const message = error instanceof TargetError ? sentenceOf(error) : '';
    expect(message).not.toContain('\n');
    return message.replace(folder.path, '');
  }

  const NO_LISTS = { 'users.json': '[]', 'channels.json': '[]' };

  it('finds accounts, channels of all four lists and what each holds', async () => {
    const facts = await readTiny();
    expect(facts).toMatchObject({
      kind: 'zip',
      label: 'export.zip',
      teamId: undefined,
      emoji: undefined,
      userGroups: undefined,
      mayHideChannels: false,
    });
    expect(facts.users.map(({ id, name, email, isBot }) => [id, name, email, isBot])).toEqual([
      [ANN, 'ann', 'ann@example.org', false],
      [BOB, 'bob', 'bob@example.org', false],
      [BOT_USER, 'bot', 'bot@example.org', true],
    ]);
    expect(
      facts.channels.map(({ id, list, name, messages, files }) => [
        id,
        list,
        name,
        messages,
        files,
      ]),
    ).toEqual([
      [GENERAL, 'channels', 'general', 5, 1],
      ['C0000000RND', 'channels', '雑談_2-b', 1, 0],
      ['C0000000SEC', 'groups', 'secret', 2, 0],
      ['C0000000MPM', 'mpims', 'mpdm-ann--bob.b--bot-1', 1, 0],
      ['D0000000001', 'dms', 'D0000000001', 1, 0],
    ]);
  });

  it('undoes the entities of topics and sorts members', async () => {
    const facts = await readTiny((tiny) => {
      tiny.channels[0]?.members.reverse();
    });
    expect(facts.channels[0]).toMatchObject({
      topic: 'R&D, see <https://example.org|here>',
      purpose: '',
      isGeneral: true,
      isArchived: false,
      memberIds: [ANN, BOB],
    });
  });

  it('reads what our own writer made, an entry at a time', async () => {
    const zip = await ZipFile.create(folder.join('ours.zip'), { comment: 'a rehearsal' });
    const list = { user: 'USLACKBOT', blocks: [{}], ts: '2.000999' };
    const day = [{ ts: '1.000000', files: [{}, {}] }, { ts: '2.000000' }, list];
    await zip.addEntry('営業部/2023-04-03.json', JSON.stringify(day));
    await zip.addEntry('営業部/2023-04-04.json', JSON.stringify([{ ts: '3.000000', files: [{}] }]));
    await zip.addEntry('users.json', '[]');
    await zip.addEntry('channels.json', JSON.stringify([{ id: 'C1', name: '営業部' }]));
    await zip.finish();
    await zip.commit();
    const { channels, label } = await readZipTarget(zip.path);
    expect(label).toBe('ours.zip');
    expect(channels).toMatchObject([{ id: 'C1', messages: 3, files: 3, memberIds: [] }]);
  });

  it('takes what Slack leaves out, or says is null, as nothing', async () => {
    const facts = await readEntries({
      'users.json': JSON.stringify([
        { id: 'U1', name: 'left', deleted: true, real_name: null, profile: { email: null } },
        { id: 'U2' },
      ]),
      'channels.json': JSON.stringify([{ id: 'C1', name: 'a', topic: null, members: null }]),
      'a/2024-01-02.json': JSON.stringify([{ files: null }]),
    });
    expect(facts.users).toEqual([
      { id: 'U1', name: 'left', realName: '', email: '', isBot: false, isDeactivated: true },
      { id: 'U2', name: '', realName: '', email: '', isBot: false, isDeactivated: false },
    ]);
    expect(facts.channels).toMatchObject([{ topic: '', memberIds: [], messages: 1, files: 0 }]);
  });

  it('finds direct messages under their id, whatever else they are called', async () => {
    const { channels } = await readEntries({
      ...NO_LISTS,
      'dms.json': JSON.stringify([{ id: 'D1', name: 'ann' }]),
      'D1/2024-01-02.json': '[{}]',
    });
    expect(channels).toMatchObject([{ list: 'dms', messages: 1 }]);
  });

  it('counts nothing but day files', async () => {
    const { channels } = await readEntries({
      ...NO_LISTS,
      'channels.json': JSON.stringify([{ id: 'C1', name: 'a' }]),
      'a/2024-01-02.json': '[{},{}]',
      'a/canvas_in_the_conversation.json': '[{}]',
      'a/b/2024-01-02.json': '[{}]',
    });
    expect(channels).toMatchObject([{ messages: 2 }]);
  });

  it('refuses what is not there, no ZIP, or cut short, naming the file', async () => {
    expect(await refusal(readZipTarget(folder.join('none.zip')))).toBe(
      '/none.zip: there is no such archive',
    );
    const noZip = saved('no archive at all, but long enough to look for its end');
    expect(await refusal(readZipTarget(await noZip))).toMatch(
      /^\/export\.zip: is not a complete ZIP \(.+\)$/,
    );
    expect(await refusal(readZipTarget(await saved('')))).toMatch(/is not a complete ZIP/);
    const whole = await zipOf(tinyArchive());
    for (const part of [0.1, 0.5, 0.9]) {
      const cut = await saved(whole.subarray(0, Math.floor(whole.length * part)));
      expect(await refusal(readZipTarget(cut))).toMatch(/is not a complete ZIP/);
    }
  });

  it('tells a file that cannot be read from one that is no complete ZIP', async () => {
    const path = await saved(await zipOf(tinyArchive()));
    await chmod(path, 0);
    expect(await withoutRights(() => refusal(readZipTarget(path)))).toMatch(
      /: cannot be read \(EACCES\)$/,
    );
    await mkdir(folder.join('folder.zip'));
    expect(await refusal(readZipTarget(folder.join('folder.zip')))).toBe(
      '/folder.zip: cannot be read (EISDIR)',
    );
  });

  it.each(['users.json', 'channels.json'])('refuses an archive without %s', async (list) => {
    const { [list as keyof typeof NO_LISTS]: _, ...rest } = NO_LISTS;
    expect(await refusal(readEntries(rest))).toBe(
      `/export.zip: has no ${list}, so it is not a Slack export`,
    );
  });

  it('names the entry that is no JSON, and quotes nothing of it', async () => {
    const broken = { ...NO_LISTS, 'users.json': '[{"text":"between us"' };
    expect(await refusal(readEntries(broken))).toBe(
      '/export.zip: the entry users.json is not JSON',
    );
    const day = {
      ...NO_LISTS,
      'channels.json': '[{"id":"C1","name":"a"}]',
      'a/2024-01-02.json': 'between us',
    };
    expect(await refusal(readEntries(day))).toBe(
      '/export.zip: the entry a/2024-01-02.json is not JSON',
    );
  });

  it.each([
    ['users.json', { ...NO_LISTS, 'users.json': Buffer.from('5b7b226964223a2255ff227d5d', 'hex') }],
    [
      'a/2024-01-02.json',
      {
        ...NO_LISTS,
        'channels.json': '[{"id":"C1","name":"a"}]',
        'a/2024-01-02.json': Buffer.concat([
          Buffer.from('[{"ts":"1.000000","type":"message","text":"'),
          Buffer.from([0xe3, 0x81]),
          Buffer.from('"}]'),
        ]),
      },
    ],
  ])('names %s where its bytes are not UTF-8', async (name, entries) => {
    expect(await refusal(readEntries(entries))).toBe(
      `/export.zip: the entry ${name} is not valid UTF-8`,
    );
  });

  it('names the entry that holds something else', async () => {
    expect(await refusal(readEntries({ ...NO_LISTS, 'users.json': '[{"id":7}]' }))).toMatch(
      /^\/export\.zip: users\.json: 0\.id: /,
    );
    expect(await refusal(readEntries({ ...NO_LISTS, 'dms.json': '{}' }))).toMatch(
      /^\/export\.zip: dms\.json: /,
    );
  });

  it('names the entry whose bytes are damaged', async () => {
    const bytes = await zipEntries(Object.entries(NO_LISTS));
    const start = bytes.indexOf('users.json') + 'users.json'.length;
    bytes.fill(0xff, start, start + 2);
    expect(await refusal(readZipTarget(await saved(bytes)))).toMatch(
      /^\/export\.zip: the entry users\.json cannot be read \(.+\)$/,
    );
  });

  it('names the entry whose bytes unpack to something else', async () => {
    const bytes = await zipEntries(Object.entries(NO_LISTS));
    bytes.writeUInt32LE(7, directoryEntry(bytes, 'users.json') + CHECKSUM_OFFSET);
    expect(await refusal(readZipTarget(await saved(bytes)))).toBe(
      '/export.zip: the entry users.json cannot be read (wrong checksum)',
    );
  });

  it.each([
    ['users.json', 256],
    ['a/2024-01-02.json', 512],
  ])('refuses %s over %i MiB before it is unpacked', async (entry, limit) => {
    const bytes = await zipEntries(
      Object.entries({
        ...NO_LISTS,
        'channels.json': '[{"id":"C1","name":"a"}]',
        'a/2024-01-02.json': '[]',
      }),
    );
    const readClaiming = async (sizeBytes: number) => {
      bytes.writeUInt32LE(sizeBytes, directoryEntry(bytes, entry) + SIZE_OFFSET);
      return refusal(readZipTarget(await saved(bytes)));
    };
    expect(await readClaiming(limit * MEBIBYTE + 1)).toBe(
      `/export.zip: the entry ${entry} is too large for an export`,
    );
    expect(await readClaiming(limit * MEBIBYTE)).toMatch(/cannot be read/);
  });

  it.each([
    ['climbs out of the folder', 'xx/evil.json', '../evil.json'],
    ['climbs out from inside', 'general/xx/xx/xx/e.json', 'general/../../../e.json'],
    ['is absolute', 'xtmp/evil.json', '/tmp/evil.json'],
    ['is a drive of Windows', 'xx/evil.json', 'C:/evil.json'],
  ])('refuses an archive with an entry whose name %s', async (_, harmless, hostile) => {
    const bytes = await zipEntries(Object.entries({ ...NO_LISTS, [harmless]: '[]' }));
    // The packer would mend the name; of the same length, it can be changed in place.
    const changed = Buffer.from(bytes.toString('latin1').replaceAll(harmless, hostile), 'latin1');
    const path = await saved(changed);
    expect(await refusal(readZipTarget(path))).toMatch(
      /^.export\.zip: is not a complete ZIP \(.*path/,
    );
    expect(await readdir(folder.path)).toEqual(['export.zip']);
  });
});

const DIRECTORY_ENTRY = Buffer.from('PK\u0001\u0002');
const CHECKSUM_OFFSET = 16;
const SIZE_OFFSET = 24;
const NAME_OFFSET = 46;

/** Where the archive's directory speaks of an entry. */
function directoryEntry(zip: Buffer, entry: string): number {
  let at = zip.indexOf(DIRECTORY_ENTRY);
  while (at !== -1) {
    const name = zip.subarray(at + NAME_OFFSET, at + NAME_OFFSET + entry.length);
    if (name.toString() === entry) return at;
    at = zip.indexOf(DIRECTORY_ENTRY, at + 1);
  }
  throw new Error(`no entry ${entry}`);
}
