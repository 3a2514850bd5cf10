import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FoundDay, readDays } from '../../../../src/importers/archive/archive-days.ts';
import { openZip } from '../../../../src/importers/archive/zip-reader.ts';
import { ZipFile } from '../../../../src/importers/archive/zip-writer.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';

const DAY = '2024-02-29';
/** Some days have more bytes than are parsed at once. */
const LENGTHS = fc.constantFrom(0, 10, 4_000, 300_000, 700_000);

describe('the days of a conversation in an archive', () => {
  let folder: ScratchFolder;
  beforeEach(async () => {
    folder = await makeScratchFolder();
  });
  afterEach(() => folder.remove());

  async function readDay(json: string): Promise<FoundDay | undefined> {
    const path = folder.join('days.zip');
    const written = await ZipFile.create(path, { comment: undefined });
    await written.addEntry(`dev/${DAY}.json`, json);
    await written.finish();
    await written.commit();
    const zip = await openZip(path);
    try {
      for await (const day of readDays([{ path, zip }], [IN_FOLDER])) return day;
      return undefined;
    } finally {
      zip.close();
    }
  }

  const IN_FOLDER = { archive: 0, isOld: false, folder: 'dev' };

  it('have every message in the order of time, however long they are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(LENGTHS, { maxLength: 5 }), async (lengths) => {
        const messages = lengths.map((length, at) => ({
          ts: `1709208000.00000${lengths.length - at}`,
          text: `営業 "${'\\[{'.repeat(length / 3)}`,
        }));
        const day = await readDay(JSON.stringify(messages));
        expect(day?.unreadable).toEqual([]);
        expect(day?.messages.map(({ ts, text }) => ({ ts, text }))).toEqual(messages.reverse());
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
      expect(day?.unreadable).toMatchObject([{ name: `dev/${DAY}.json` }]);
    }
    const damaged = await readDay(`[{"text":"${text}"}`);
    expect(damaged?.unreadable).toHaveLength(1);
  });
});
