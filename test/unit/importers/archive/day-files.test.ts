import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DayFiles } from '../../../../src/importers/archive/day-files.ts';
import { ZipFile } from '../../../../src/importers/archive/zip-writer.ts';
import { serializeMessage } from '../../../../src/mapping/messages/serialize-message.ts';
import { tsFromMicros } from '../../../../src/mapping/messages/timestamps.ts';
import type { ExportMessage } from '../../../../src/slack/export-format.ts';
import { readZipEntries } from '../../../support/archive/zip-entries.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';

interface Post {
  readonly atMs: number;
  readonly messages: readonly ExportMessage[];
}

function message(micros: number, text = ''): ExportMessage {
  return { type: 'message', text, ts: tsFromMicros(micros) };
}

function post(at: string, ...slots: readonly number[]): Post {
  const atMs = Date.parse(at);
  const micros = slots.length === 0 ? [0] : slots;
  return { atMs, messages: micros.map((slot) => message(atMs * 1000 + slot)) };
}

describe('the day files of a conversation', () => {
  let folder: ScratchFolder;
  beforeEach(async () => {
    folder = await makeScratchFolder();
  });
  afterEach(() => folder.remove());

  /** The messages of each day file, in the order of the archive. */
  async function written(
    posts: readonly Post[],
    name = 'dev',
  ): Promise<Readonly<Record<string, readonly ExportMessage[]>>> {
    const zip = await ZipFile.create(folder.join('out.zip'), { comment: undefined });
    const days = new DayFiles(name, zip);
    for (const { atMs, messages } of posts) await days.add(atMs, messages.map(serializeMessage));
    const listed = await days.close();
    await zip.finish();
    await zip.commit();
    const { entries, close } = await readZipEntries(zip.path);
    const read: Record<string, readonly ExportMessage[]> = {};
    for (const [path, entry] of entries) {
      read[path] = JSON.parse((await entry.read()).toString('utf8')) as ExportMessage[];
    }
    close();
    expect(listed.map((entry) => entry.name)).toEqual([...entries.keys()]);
    return read;
  }

  it('are cut at midnight in UTC', async () => {
    const days = await written(
      [
        post('2024-02-28T23:59:59.999Z'),
        post('2024-02-29T00:00:00.000Z'),
        post('2024-03-01T08:59:00+09:00'),
        post('2024-02-29T23:59:59.999Z', 999),
      ],
      '開発',
    );
    expect(Object.keys(days)).toEqual(['開発/2024-02-28.json', '開発/2024-02-29.json']);
    expect(days['開発/2024-02-29.json']).toHaveLength(3);
  });

  it('are none without messages', async () => {
    expect(await written([])).toEqual({});
    expect(await written([{ atMs: 5_000, messages: [] }])).toEqual({});
  });

  it('hold each message on a line of its own', async () => {
    const zip = await ZipFile.create(folder.join('lines.zip'), { comment: undefined });
    const days = new DayFiles('dev', zip);
    await days.add(1_000, [serializeMessage(message(1_000_000, 'a\nb'))]);
    await days.add(2_000, [serializeMessage(message(2_000_000, 'c'))]);
    await days.close();
    await zip.finish();
    await zip.commit();
    const { entries, close } = await readZipEntries(zip.path);
    const text = (await entries.get('dev/1970-01-01.json')?.read())?.toString('utf8');
    close();
    expect(text).toBe(
      '[\n{"type":"message","text":"a\\nb","ts":"1.000000"},\n{"type":"message","text":"c","ts":"2.000000"}\n]\n',
    );
  });

  it('put the parts of a split post behind its neighbours of the same millisecond', async () => {
    const at = '2024-01-01T00:00:00.000Z';
    const days = await written([post(at, 0, 2, 3), post(at, 1)]);
    const order = days['dev/2024-01-01.json']?.map(({ ts }) => ts.slice(-1));
    expect(order).toEqual(['0', '1', '2', '3']);
  });

  it('give a taken slot to nobody twice', async () => {
    const at = '2024-01-01T00:00:00.000Z';
    const days = await written([post(at, 999, 1000, 1001), post('2024-01-01T00:00:00.001Z')]);
    const list = days['dev/2024-01-01.json']?.map(({ ts }) => ts);
    expect(list).toEqual([
      '1704067200.000999',
      '1704067200.001000',
      '1704067200.001001',
      '1704067200.001002',
    ]);
  });

  it('leave the first messages of posts where they are, and move a part whose slot is taken', async () => {
    const days = await written([
      post('2024-01-01T00:00:00.000Z', 40, 1000, 1500),
      post('2024-01-01T00:00:00.001Z', 0),
      post('2024-01-01T00:00:00.001Z', 1),
      post('2024-01-01T00:00:00.002Z', 0),
    ]);
    const list = days['dev/2024-01-01.json']?.map(({ ts }) => ts.slice(-4));
    expect(list).toEqual(['0040', '1000', '1001', '1002', '1500', '2000']);
  });

  it('hold a day of any size', async () => {
    const text = 'a long message '.repeat(100);
    const posts = Array.from({ length: 5000 }, (_, index) => ({
      atMs: 1_704_067_200_000 + index,
      messages: [message((1_704_067_200_000 + index) * 1000, `${index} ${text}`)],
    }));
    const days = await written(posts);
    const list = days['dev/2024-01-01.json'] ?? [];
    expect(list).toHaveLength(5000);
    expect(list.map((each) => each.text.split(' ')[0])).toEqual(
      posts.map((_, index) => `${index}`),
    );
  });

  it('hold messages of any length, one of millions of characters among short ones', async () => {
    const lengths = fc.constantFrom(0, 30_000, 70_000, 1_100_000, 6_000_000);
    await fc.assert(
      fc.asyncProperty(fc.array(lengths, { minLength: 1, maxLength: 6 }), async (all) => {
        const startMs = Date.parse('2024-02-29T12:00:00Z');
        // An odd number of units before the pairs, so that a cut would part one of them.
        const posts = all.map((length, at) => ({
          atMs: startMs + at,
          messages: [message((startMs + at) * 1000, `a${'🙂'.repeat(length / 2)}`)],
        }));
        const days = await written(posts);
        const expected = posts.flatMap(({ messages }) => messages);
        expect(days['dev/2024-02-29.json']).toEqual(expected);
      }),
      { numRuns: 8 },
    );
  });

  it('hold every message once, in order, in the file of its own day', async () => {
    const gaps = fc.array(
      fc.tuple(fc.constantFrom(0, 1, 3_600_000, 86_400_000), fc.integer({ min: 1, max: 3 })),
      { maxLength: 15 },
    );
    await fc.assert(
      fc.asyncProperty(gaps, async (list) => {
        let atMs = Date.UTC(2024, 0, 31);
        let slot = 0;
        const posts = list.map(([gapMs, parts]) => {
          slot = gapMs === 0 ? slot : 0;
          atMs += gapMs;
          const messages = Array.from({ length: parts }, () => message(atMs * 1000 + slot++));
          return { atMs, messages };
        });
        const days = await written(posts);
        const all = Object.values(days).flat();
        expect(all).toEqual(posts.flatMap(({ messages }) => messages));
        for (const [path, messages] of Object.entries(days)) {
          for (const { ts } of messages) {
            const day = new Date(Number(ts) * 1000).toISOString().slice(0, 10);
            expect(path).toBe(`dev/${day}.json`);
          }
        }
      }),
      { numRuns: 20 },
    );
  });
});
