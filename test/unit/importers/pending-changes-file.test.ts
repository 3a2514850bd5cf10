import { readFile, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPending, writePending } from '../../../src/importers/pending-changes-file.ts';
import { type PendingChange, pendingKey } from '../../../src/mapping/manual-changes.ts';
import { TEXTS } from '../../../src/texts/texts.ts';
import { makeScratchFolder, type ScratchFolder } from '../../support/scratch-folder.ts';

const CHANGE: PendingChange = {
  change: 'edited',
  postId: 'p1',
  channelId: 'dev',
  link: 'https://chat.example.com/tokyo/pl/p1',
  slackChannel: '開発',
  ts: '1700000000.120000',
  value: '私がやりました',
};

/** Letters of CP932, as Excel writes them in Japan. */
const CP932: Readonly<Record<string, readonly number[]>> = {
  開: [0x8a, 0x4a],
  発: [0x94, 0xad],
  私: [0x8e, 0x84],
  が: [0x82, 0xaa],
  や: [0x82, 0xe2],
  り: [0x82, 0xe8],
  ま: [0x82, 0xdc],
  し: [0x82, 0xb5],
  た: [0x82, 0xbd],
};

const SAVED: Readonly<Record<string, (text: string) => Buffer>> = {
  'in the code page of Japan': (text) =>
    Buffer.from([...text].flatMap((each) => CP932[each] ?? [...Buffer.from(each)])),
  'as Unicode text': (text) => Buffer.from(`\ufeff${text.replaceAll(',', '\t')}`, 'utf16le'),
  'without a byte order mark, with other ends of lines': (text) =>
    Buffer.from(text.replaceAll('\r\n', '\n')),
  'with its times as numbers': (text) => Buffer.from(text.replace('.120000', '.12')),
  'with its times as numbers of another country': (text) =>
    Buffer.from(text.replace('1700000000.120000', '"1700000000,12"')),
  'with a row that was cleared': (text) => Buffer.from(`${text},,,,,,,\r\n`),
};

describe('the list of what is left to a person', () => {
  let folder: ScratchFolder;
  beforeEach(async () => {
    folder = await makeScratchFolder();
  });
  afterEach(() => folder.remove());

  it.each(Object.keys(SAVED))('is read where a spreadsheet saved it %s', async (how) => {
    const path = folder.join('pending-changes.csv');
    await writePending(path, new Map([[pendingKey(CHANGE), CHANGE]]), TEXTS.en.pending);
    const text = (await readFile(path, 'utf8')).replace('\ufeff', '');
    await writeFile(path, SAVED[how]?.(text) ?? '');
    expect([...(await readPending(path)).values()]).toEqual([CHANGE]);
  });
});
