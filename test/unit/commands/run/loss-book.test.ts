import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LossLog } from '../../../../src/commands/run/loss-log.ts';
import type { LossNote } from '../../../../src/mapping/losses.ts';
import { AtomicFile } from '../../../../src/system/atomic-file.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';

const place = (post: string) => ({ postId: post, channelId: 'c1', link: `/tokyo/pl/${post}` });
const CUT: LossNote = { code: 'topic_cut' };
const UNKNOWN: LossNote = { code: 'unknown_author', old: 'gone' };

describe('the book of losses', () => {
  let folder: ScratchFolder;
  let file: AtomicFile;
  let book: LossLog;
  beforeEach(async () => {
    folder = await makeScratchFolder();
    file = await AtomicFile.create(folder.join('losses.jsonl'));
    book = new LossLog(file);
  });
  afterEach(() => folder.remove());

  async function lines(): Promise<readonly unknown[]> {
    await file.close();
    await file.commit();
    const text = await readFile(folder.join('losses.jsonl'), 'utf8');
    return text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as unknown);
  }

  it('has a line for every loss, with post, link, old and new', async () => {
    await book.record(place('p1'), [UNKNOWN, { code: 'topic_cut', old: 'a', new: 'b' }]);
    await book.record({ ...place('p2'), postId: undefined }, [CUT]);
    await book.record(place('p3'), []);
    expect(await lines()).toEqual([
      { code: 'unknown_author', post: 'p1', channel: 'c1', link: '/tokyo/pl/p1', old: 'gone' },
      { code: 'topic_cut', post: 'p1', channel: 'c1', link: '/tokyo/pl/p1', old: 'a', new: 'b' },
      { code: 'topic_cut', channel: 'c1', link: '/tokyo/pl/p2' },
    ]);
  });

  it('counts each code, in the order of the catalogue', async () => {
    await book.record(place('p1'), [CUT, UNKNOWN]);
    await book.record(place('p2'), [CUT]);
    expect(book.summary()).toEqual([
      {
        code: 'unknown_author',
        count: 1,
        samples: ['/tokyo/pl/p1'],
      },
      {
        code: 'topic_cut',
        count: 2,
        samples: ['/tokyo/pl/p1', '/tokyo/pl/p2'],
      },
    ]);
    await file.discard();
  });

  it('keeps twenty samples and goes on counting', async () => {
    for (let post = 0; post < 100; post += 1) await book.record(place(`p${post}`), [CUT]);
    const [summary] = book.summary();
    expect(summary?.count).toBe(100);
    expect(summary?.samples).toHaveLength(20);
    expect(summary?.samples.at(-1)).toBe('/tokyo/pl/p19');
    expect(await lines()).toHaveLength(100);
  });

  it('cuts long values, no character in half', async () => {
    const exact = '🙂'.repeat(80);
    await book.record(place('p1'), [{ code: 'topic_cut', old: exact, new: `${exact}!` }]);
    expect(await lines()).toMatchObject([{ old: exact, new: `${'🙂'.repeat(79)}…` }]);
  });

  it('is empty when nothing is lost', async () => {
    expect(book.summary()).toEqual([]);
    await file.discard();
  });
});
