import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rowsOf } from '../../../../fixtures/load.ts';
import { postIdOf } from '../../../../fixtures/workspace/post-spec.ts';
import type { Source } from '../../../../src/exporters/source.ts';
import { type Post, postId } from '../../../../src/model/model.ts';
import { openBulkSource, writeJsonl } from '../../../support/mattermost/bulk-source.ts';
import { bulkLines } from '../../../support/mattermost/bulk-writer.ts';
import { allPosts, EVERYTHING } from '../../../support/mattermost/fixture-source.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';

async function all<Item>(pages: AsyncIterable<readonly Item[]>): Promise<readonly Item[]> {
  const items: Item[] = [];
  for await (const page of pages) items.push(...page);
  return items;
}

/** An export knows no deletions and no time of a deletion: a deleted post is one that a newer export lacks. */
describe('what changed, read from two bulk exports', () => {
  const GONE = 'broken-build';
  let folder: ScratchFolder;
  let older: Source;
  let newer: Source;
  beforeAll(async () => {
    folder = await makeScratchFolder();
    const rows = rowsOf('mysql', '8.1');
    const left = rows.filter(({ values }) => values['Id'] !== postIdOf(GONE));
    expect(left).toHaveLength(rows.length - 1);
    const open = async (name: string, some: typeof rows): Promise<Source> => {
      await writeJsonl(folder.join(`${name}.jsonl`), bulkLines(some, '11'));
      return await openBulkSource([folder.join(`${name}.jsonl`)], folder.join(name), 3);
    };
    older = await open('older', rows);
    newer = await open('newer', left);
  });
  afterAll(async () => {
    await older.close();
    await newer.close();
    await folder.remove();
  });

  /** Posts of every channel, by the way that is given. */
  async function everywhere(
    source: Source,
    read: (channel: Post['channelId']) => Promise<readonly Post[]>,
  ): Promise<readonly Post[]> {
    const posts: Post[] = [];
    for (const { id } of await source.channels()) posts.push(...(await read(id)));
    return posts;
  }
  const streamed = (source: Source) => everywhere(source, (id) => allPosts(source, id));

  it('is everything since before all, and nothing after the latest moment', async () => {
    const changedSince = (sinceMs: number) =>
      everywhere(newer, (id) => all(newer.changedPosts(id, EVERYTHING, sinceMs)));
    const whole = await streamed(newer);
    expect(whole.length).toBeGreaterThan(100);
    expect(await changedSince(0)).toEqual(whole);
    const latestMs = await newer.latestChangeMs();
    expect(await changedSince(latestMs + 1)).toEqual([]);
    expect((await newer.changedChannels(latestMs + 1)).size).toBe(0);
    expect((await newer.changedChannels(latestMs)).size).toBeGreaterThan(0);
  });

  it('names no deleted post', async () => {
    for (const { id } of await newer.channels()) {
      expect(await all(newer.deletedPosts(id, 0))).toEqual([]);
    }
  });

  it('names as removed what the newer export lacks, and nothing else', async () => {
    const [before, after] = [await streamed(older), await streamed(newer)];
    const kept = new Set(after.map(({ id }) => id));
    const lost = before.filter(({ id }) => !kept.has(id)).map(({ id }) => id);
    expect(lost.length).toBeGreaterThan(0);
    expect(lost.length).toBeLessThan(10);
    const asked = [...before.map(({ id }) => id), postId('never-there')];
    expect(await newer.removedPosts(asked)).toEqual([...lost, 'never-there']);
    expect(await older.removedPosts(asked)).toEqual(['never-there']);
  });

  it('gives the posts that are not known, as the stream has them', async () => {
    const whole = await streamed(newer);
    const known = new Set(whole.filter((_, index) => index % 2 === 0).map(({ id }) => id));
    const unknown = await everywhere(newer, (id) =>
      all(newer.unknownPosts(id, EVERYTHING, (post) => known.has(post))),
    );
    expect(unknown).toEqual(whole.filter(({ id }) => !known.has(id)));
  });
});
