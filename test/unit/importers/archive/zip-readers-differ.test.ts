import { writeFile } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openZip } from '../../../../src/importers/archive/zip-reader.ts';
import {
  extraOf,
  number,
  packed,
  type RawEntry,
  rawEnd,
  rawParts,
  rawZip,
  rawZip64End,
  unicodePath,
} from '../../../support/archive/raw-zip.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';

const MEBIBYTE = 1024 * 1024;
const USERS: RawEntry = { name: 'users.json', text: '[{"id":"U1"}]' };
const DAY: RawEntry = { name: 'a/2023-04-03.json', text: '[{"ts":"1680480000.000000"}]' };
const LARGE: RawEntry = { ...DAY, text: JSON.stringify(['x'.repeat(100_000)]) };
/** Another day as an entry of its own, which the directory does not name. */
const { entries: HIDDEN } = rawParts([{ name: 'a/2023-04-04.json', text: '[{"evil":1}]' }]);

const SIZES_FOLLOW = 0x0808;
const ENCRYPTED = 0x0801;
const NOTHING_YET = { crc: 0, compressedBytes: 0, sizeBytes: 0 };
const descriptor = ({ text }: RawEntry): Buffer =>
  Buffer.concat([
    ...[number(0x08074b50, 4), number(crc32(text), 4)],
    ...[number(packed(text).length, 4), number(text.length, 4)],
  ]);
const zip64Sizes = ({ text }: RawEntry): Buffer =>
  extraOf(1, Buffer.concat([number(text.length, 8), number(packed(text).length, 8)]));
const FULL = { compressedBytes: 0xffffffff, sizeBytes: 0xffffffff };

/** Of which one reader finds something else than another one: those that go by the directory and those that do not. */
const ENTRIES: readonly (readonly [what: string, day: RawEntry])[] = [
  ['is followed by another entry inside of its packed bytes', { ...DAY, tail: HIDDEN }],
  ['of many bytes is followed by another one there', { ...LARGE, tail: HIDDEN }],
  [
    'ends sooner by its own header',
    { ...DAY, tail: HIDDEN, local: { compressedBytes: packed(DAY.text).length } },
  ],
  ['has another size in its own header', { ...DAY, local: { sizeBytes: 3 } }],
  [
    'has another size in the ZIP64 field of its own header',
    { ...DAY, local: { ...FULL, extra: zip64Sizes(USERS) } },
  ],
  ['has another checksum in its own header', { ...DAY, local: { crc: 7 } }],
  ['is stored by its own header', { ...DAY, local: { method: 0 } }],
  ['is encrypted by its own header', { ...DAY, local: { flags: ENCRYPTED } }],
  [
    'has a further name in its own header',
    { ...DAY, local: { extra: unicodePath(DAY.name, 'a/2023-04-05.json') } },
  ],
];

/** Of which all readers find the same. */
const SAME: readonly (readonly [what: string, day: RawEntry])[] = [
  ['stored', { ...DAY, method: 0 }],
  [
    'with an extra field in one place',
    { ...DAY, local: { extra: extraOf(0x5455, Buffer.alloc(5)) } },
  ],
  ['with bytes that align it', { ...DAY, local: { extra: Buffer.alloc(3) } }],
  [
    'whose sizes follow it',
    { ...DAY, flags: SIZES_FOLLOW, local: NOTHING_YET, descriptor: descriptor(DAY) },
  ],
  [
    'whose sizes follow it without a signature',
    { ...DAY, flags: SIZES_FOLLOW, descriptor: descriptor(DAY).subarray(4) },
  ],
  [
    'whose sizes follow it in the ZIP64 form',
    {
      ...DAY,
      flags: SIZES_FOLLOW,
      descriptor: Buffer.concat([
        descriptor(DAY).subarray(0, 8),
        ...[number(packed(DAY.text).length, 8), number(DAY.text.length, 8)],
      ]),
    },
  ],
  ['of a plain file by its attributes', { ...DAY, attributes: 0x81a40020 }],
  ['whose sizes stand before it too', { ...DAY, flags: SIZES_FOLLOW, descriptor: descriptor(DAY) }],
  ['with its sizes in the ZIP64 form', { ...DAY, local: { ...FULL, extra: zip64Sizes(DAY) } }],
  [
    'with the same name in UTF-8 beside it',
    {
      ...DAY,
      extra: unicodePath(DAY.name, DAY.name),
      local: { extra: unicodePath(DAY.name, DAY.name) },
    },
  ],
];

describe('an archive that readers take in several ways', () => {
  let folder: ScratchFolder;
  beforeAll(async () => {
    folder = await makeScratchFolder();
  });
  afterAll(() => folder.remove());

  async function opened(bytes: Buffer) {
    const path = folder.join('raw.zip');
    await writeFile(path, bytes);
    return await openZip(path);
  }

  it.each(ENTRIES)('does not give the content of an entry that %s', async (_what, day) => {
    const zip = await opened(rawZip([USERS, day]));
    expect(await zip.readNamedJson('users.json', MEBIBYTE)).toEqual([{ id: 'U1' }]);
    await expect(zip.readNamedJson(day.name, MEBIBYTE)).rejects.toFailWith(day.name);
    await expect(zip.sha256(1)).rejects.toFailWith(day.name);
    await expect(drained(zip.chunks(1))).rejects.toFailWith(day.name);
    await zip.close();
  });

  it.each(SAME)('gives the content of an entry %s', async (_what, day) => {
    const zip = await opened(rawZip([USERS, day]));
    expect(await zip.readNamedJson(day.name, MEBIBYTE)).toEqual(JSON.parse(day.text));
    await drained(zip.chunks(1));
    expect([zip.gap, zip.odd]).toEqual([undefined, []]);
    await zip.close();
  });

  it.each([
    ['a link', 0xa1ff0000],
    ['a device', 0x21a40000],
    ['a folder by its mode', 0x41ed0000],
    ['a folder for DOS', 0x10],
  ])('tells of an entry that is %s by its attributes', async (_what, attributes) => {
    const zip = await opened(rawZip([USERS, { ...DAY, attributes }]));
    expect(zip.odd).toEqual([DAY.name]);
    await zip.close();
  });

  it.each([
    ['behind a content that no descriptor follows', { descriptor: Buffer.alloc(24) }],
    [
      'in the place of a descriptor',
      { flags: SIZES_FOLLOW, local: NOTHING_YET, descriptor: Buffer.alloc(16) },
    ],
    [
      'behind a descriptor',
      { flags: SIZES_FOLLOW, descriptor: Buffer.concat([descriptor(DAY), Buffer.alloc(3)]) },
    ],
    [
      'behind the descriptor of another entry',
      { flags: SIZES_FOLLOW, descriptor: descriptor(USERS) },
    ],
  ])('tells of bytes %s', async (_what, day) => {
    const zip = await opened(rawZip([{ ...DAY, ...day }, USERS]));
    expect(zip.gap).toBeDefined();
    await zip.close();
  });

  it('tells of a second directory, which readers find that count back from the end', async () => {
    const other = rawParts([{ ...USERS, text: '[{"id":"U2"}]' }, DAY]);
    const before = rawZip([USERS, DAY]).length - rawEnd(PLACE).length;
    const second = Buffer.concat([other.entries, other.directory(0)]);
    const zip = await opened(rawZip([USERS, DAY], second));
    expect(zip.gap).toEqual({ offset: before, sizeBytes: second.length });
    await zip.close();
  });

  it('tells of a name in ASCII that has another one beside it', async () => {
    const extra = unicodePath(DAY.name, 'a/2023-04-05.json');
    const zip = await opened(rawZip([USERS, { ...DAY, extra, local: { extra } }]));
    expect(zip.odd).toEqual([DAY.name]);
    await zip.close();
  });

  it('is refused when its two ends name two directories', async () => {
    const { entries, directory } = rawParts([USERS, DAY]);
    const head = Buffer.concat([entries, directory(0)]);
    const sizeBytes = rawParts([USERS]).directory(0).length;
    const whole = { entries: 2, sizeBytes: directory(0).length, offset: entries.length };
    const with64End = (place: typeof whole): Buffer =>
      Buffer.concat([head, rawZip64End(place, head.length), rawEnd(whole)]);
    await (await opened(with64End(whole))).close();
    await expect(opened(with64End({ ...whole, entries: 1, sizeBytes }))).rejects.toFailWith(
      'two ends',
    );
  });
});

const PLACE = { entries: 0, sizeBytes: 0, offset: 0 };

async function drained(chunks: AsyncIterable<Buffer>): Promise<void> {
  for await (const chunk of chunks) expect(chunk.length).toBeGreaterThan(0);
}
