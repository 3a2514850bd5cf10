import { writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DIFFERENCE_FILES } from '../../../../src/commands/run/record-files.ts';
import {
  differencesHead,
  type ListedPosts,
  type ListOwner,
  openDifferenceList,
  requireDifferenceList,
  summedLines,
} from '../../../../src/commands/workspace/difference-list.ts';
import { UsageError } from '../../../../src/errors/errors.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';

const OWNER: ListOwner = { teamId: 'T1', sourceTeams: ['a', 'b'], writingRun: '7' };

let folder: ScratchFolder;
beforeEach(async () => {
  folder = await makeScratchFolder();
});
afterEach(() => folder.remove());

const line = (over: Readonly<Record<string, string>> = {}): string =>
  `${JSON.stringify({ kind: 'missing', thing: 'message', post: 'p1', channel: 'c1', ...over })}\n`;

/** Writes a list as verify does. */
async function writeList(lines: readonly string[]): Promise<void> {
  let text = '';
  const summed = summedLines({
    async write(more) {
      text += more;
    },
  });
  for (const each of lines) await summed.write(each);
  await writeFile(folder.join(DIFFERENCE_FILES.differences), text);
  await writeFile(folder.join(DIFFERENCE_FILES.head), differencesHead(OWNER, summed));
}

async function listed(owner = OWNER): Promise<readonly ListedPosts[]> {
  const batches: ListedPosts[] = [];
  const { posts } = await openDifferenceList(folder.path, owner);
  for await (const batch of posts) batches.push(batch);
  return batches;
}

describe('the list of differences', () => {
  it('gives posts that lack something or differ, each channel by itself, each post once', async () => {
    await writeList([
      line(),
      line({ kind: 'differs' }),
      line({ thing: 'file', post: 'p2' }),
      line({ kind: 'unexpected', post: 'p3' }),
      line({ thing: 'channel', post: '' }),
      line({ thing: 'user', post: '' }),
      line({ channel: 'c2', post: 'p4' }),
      line({ post: 'p5' }),
    ]);
    expect(await listed()).toEqual([
      { channelId: 'c1', postIds: ['p1', 'p2'] },
      { channelId: 'c2', postIds: ['p4'] },
      { channelId: 'c1', postIds: ['p5'] },
    ]);
  });

  it.each([499, 500, 501, 1000, 1001])(
    'gives %i posts in batches of at most 500, none lost',
    async (posts) => {
      const ids = Array.from({ length: posts }, (_, index) => `p${index}`);
      await writeList(ids.map((post) => line({ post })));
      const batches = await listed();
      expect(batches.flatMap(({ postIds }) => postIds)).toEqual(ids);
      expect(Math.max(...batches.map(({ postIds }) => postIds.length))).toBeLessThanOrEqual(500);
    },
  );

  it('may be empty', async () => {
    await writeList([]);
    expect(await listed()).toEqual([]);
  });

  it('is taken for a source that has got another team since', async () => {
    await writeList([line()]);
    expect(await listed({ ...OWNER, sourceTeams: ['b', 'c'] })).toHaveLength(1);
  });

  it.each([
    ['differences-of-other-workspace', { teamId: 'T2' }],
    ['differences-of-other-source', { sourceTeams: ['c'] }],
    ['differences-of-other-source', { sourceTeams: [] }],
    ['differences-stale', { writingRun: '8' }],
    ['differences-stale', { writingRun: '' }],
  ])('is refused with %s for %j', async (code, over) => {
    await writeList([line()]);
    await expect(listed({ ...OWNER, ...over })).rejects.toMatchObject({ lines: [{ code }] });
  });

  it('is refused when it is about archives, was changed, or is not there', async () => {
    await expect(requireDifferenceList(folder.path)).rejects.toThrow(UsageError);
    await expect(listed()).rejects.toMatchObject({ lines: [{ code: 'differences-missing' }] });
    await writeList([line()]);
    await expect(requireDifferenceList(folder.path)).resolves.toBeUndefined();
    await writeFile(
      folder.join(DIFFERENCE_FILES.head),
      differencesHead(undefined, summedLines({ write: async () => {} })),
    );
    await expect(listed()).rejects.toMatchObject({ lines: [{ code: 'differences-of-archives' }] });
    await writeList([line()]);
    await writeFile(folder.join(DIFFERENCE_FILES.differences), line({ post: 'p2' }));
    await expect(listed()).rejects.toMatchObject({ lines: [{ code: 'differences-changed' }] });
  });

  it.each(['{', '[]', '{"kind":"missing"}', 'null'])(
    'that holds %j ends with its line, not with a fault of the program',
    async (text) => {
      await writeList([line(), `${text}\n`]);
      await expect(listed()).rejects.toMatchObject({
        lines: [{ code: 'difference-line-unreadable', values: { line: '2' } }],
      });
    },
  );

  it.each(['', '{', '[]', '{"kind":"mm2slack-differences","version":2}'])(
    'is missing where its head holds %j',
    async (text) => {
      await writeFile(folder.join(DIFFERENCE_FILES.head), text);
      await expect(listed()).rejects.toMatchObject({ lines: [{ code: 'differences-missing' }] });
    },
  );
});
