import { readdir, readlink } from 'node:fs/promises';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TargetError } from '../../../../src/errors/errors.ts';
import {
  type FoundDay,
  openSharedDays,
  packDayFolders,
  readDays,
} from '../../../../src/importers/archive/archive-days.ts';
import { openZip } from '../../../../src/importers/archive/zip-reader.ts';
import { ZipFile } from '../../../../src/importers/archive/zip-writer.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';

const DAY = '2024-02-29';
const OUT_OF_ORDER = {
  name: `dev/${DAY}.json`,
  error: { lines: [{ code: 'messages-not-in-order' }] },
};
/** Some days have more bytes than are parsed at once. */
const LENGTHS = fc.constantFrom(0, 10, 4_000, 300_000, 700_000);

describe('the days of a conversation in an archive', () => {
  let folder: ScratchFolder;
  beforeEach(async () => {
    folder = await makeScratchFolder();
  });
  afterEach(() => folder.remove());

  async function writeDay(json: string): Promise<string> {
    const path = folder.join('days.zip');
    const written = await ZipFile.create(path, { comment: undefined });
    await written.addEntry(`dev/${DAY}.json`, json);
    await written.finish();
    await written.commit();
    return path;
  }

  async function readDay(json: string): Promise<FoundDay | undefined> {
    const path = await writeDay(json);
    const zip = await openZip(path);
    try {
      for await (const day of readDays([{ path, zip }], [IN_FOLDER])) return day;
      return undefined;
    } finally {
      await zip.close();
    }
  }

  const IN_FOLDER = { archive: 0, isOld: false, folder: 'dev' };

  it('have every message in the order of time, and tell of files with another order, however long they are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(LENGTHS, { maxLength: 5 }), async (lengths) => {
        const messages = lengths.map((length, at) => ({
          ts: `1709208000.00000${lengths.length - at}`,
          text: `営業 "${'\\[{'.repeat(length / 3)}`,
        }));
        const day = await readDay(JSON.stringify(messages));
        expect(day?.faults).toMatchObject(messages.length > 1 ? [OUT_OF_ORDER] : []);
        expect(day?.messages.map(({ ts, text }) => ({ ts, text }))).toEqual(messages.reverse());
        expect((await readDay(JSON.stringify(messages)))?.faults).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });

  it.each([
    ['short', ''],
    ['long', 'x'.repeat(700_000)],
  ])('are unreadable where a %s file is no list of objects', async (_name, text) => {
    for (const value of [{ text }, [{ ts: '1', text }, 'text'], [[text]], [{ text }, null], text]) {
      const day = await readDay(JSON.stringify(value));
      expect(day?.messages).toEqual([]);
      expect(day?.faults).toMatchObject([{ name: `dev/${DAY}.json` }]);
    }
    const damaged = await readDay(`[{"text":"${text}"}`);
    expect(damaged?.faults).toHaveLength(1);
  });

  it('tell of no order where it is not known: of messages without a ts, or of version 0.1', async () => {
    const day = await readDay(JSON.stringify([{ ts: 'x' }, { ts: '1709208000.000001' }, {}]));
    expect(day?.faults).toEqual([]);
    const path = await writeDay(
      JSON.stringify(['2', '1'].map((at) => ({ ts: `170920800${at}.000000` }))),
    );
    const zip = await openZip(path);
    for await (const { faults } of readDays([{ path, zip }], [{ ...IN_FOLDER, isOld: true }])) {
      expect(faults).toEqual([]);
    }
    await zip.close();
  });

  describe.runIf(process.platform === 'linux')('that another thread has opened', () => {
    const archiveOf = async (path: string) => {
      const zip = await openZip(path);
      await zip.close();
      return { path, directory: zip.directory };
    };
    const folders = packDayFolders(new Map([['C1', [IN_FOLDER]]]));

    it('are read until they are closed, and leave no file open', async () => {
      const path = await writeDay('[{"ts":"1709208000.000001","text":"a"}]');
      const shared = await openSharedDays({ archives: [await archiveOf(path)], folders });
      const days: FoundDay[] = [];
      for await (const day of shared.days('C1')) days.push(day);
      expect(days.map(({ day }) => day)).toEqual([DAY]);
      expect(await timesOpen(path)).toBe(1);
      await shared.close();
      expect(await timesOpen(path)).toBe(0);
    });

    it('leave no file open when a later archive cannot be opened', async () => {
      const path = await writeDay('[]');
      const first = await archiveOf(path);
      const gone = { ...first, path: folder.join('gone.zip') };
      const opening = openSharedDays({ archives: [first, gone], folders });
      await expect(opening).rejects.toBeInstanceOf(TargetError);
      expect(await timesOpen(path)).toBe(0);
    });
  });
});

/** Number of descriptors by which this process holds a file. */
async function timesOpen(path: string): Promise<number> {
  const descriptors = await readdir('/proc/self/fd');
  const links = await Promise.all(
    descriptors.map((each) => readlink(`/proc/self/fd/${each}`).catch(() => '')),
  );
  return links.filter((link) => link === path).length;
}
