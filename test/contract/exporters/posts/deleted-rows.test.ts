import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { channelIdOf } from '../../../../fixtures/workspace/channels.ts';
import { userIdOf } from '../../../../fixtures/workspace/users.ts';
import type { Source, TimeRange } from '../../../../src/exporters/source.ts';
import { channelId, type Post, type PostId, userId } from '../../../../src/model/model.ts';
import type { RowState } from '../../../../src/model/row-counts.ts';
import {
  allPosts,
  EVERYTHING,
  loadFixtures,
  openFixtures,
} from '../../../support/mattermost/fixture-source.ts';
import { mattermostWriter } from '../../../support/mattermost/mattermost-writer.ts';
import type { TestDatabase } from '../../../support/servers/databases.ts';

const DEV = channelId(channelIdOf('devTokyo'));
const AUTHOR = userId(userIdOf('suzuki'));

describe.each(['mysql', 'postgres'] as const)('deleted rows and edit history, on %s', (engine) => {
  let database: TestDatabase;
  let source: Source;
  /** Posts with many edits, with a pin alone, deleted with a file and a reaction, and with a DeleteAt below 0. */
  const written = { edited: '', pinned: '', deleted: '', negative: '', root: '', old: '' };
  beforeAll(async () => {
    database = await loadFixtures(engine, 'deleted_rows');
    const people = mattermostWriter(database);
    written.edited = await people.post(DEV, 'first text');
    for (const text of ['second text', 'third text', 'last text']) {
      await people.edit(written.edited, text);
    }
    written.pinned = await people.post(DEV, 'pinned');
    await history('historyofapin000000000001', written.pinned);
    written.deleted = await people.post(DEV, 'deleted with a file');
    await people.react(written.deleted, 'tada');
    const [file] = await database.run('SELECT Id FROM FileInfo ORDER BY Id');
    await database.run(
      `UPDATE FileInfo SET PostId = '${written.deleted}', DeleteAt = 5 WHERE Id = '${String(Object.values(file ?? {})[0])}'`,
    );
    await people.remove(written.deleted);
    written.negative = await people.post(DEV, 'deleted at no time');
    await database.run(`UPDATE Posts SET DeleteAt = -1 WHERE Id = '${written.negative}'`);
    written.root = await people.post(DEV, 'a root that is gone');
    await people.post(DEV, 'its reply', written.root);
    await database.run(`UPDATE Posts SET DeleteAt = 7 WHERE Id = '${written.root}'`);
    written.old = await people.post(DEV, 'deleted, of before rows for files');
    await name(written.old, '[]', ['/c/u/1/%E5%9B%B3.png', '/c/u/2/b.txt']);
    await people.remove(written.old);
    await name(written.root, '[]', ['/c/u/3/of-a-root.txt']);
    await name(written.negative, '["with-file-ids"]', ['/c/u/4/not-alone.txt']);
    await name(written.deleted, '[]', ['/c/u/5/beside-a-row.txt']);
    await history(
      'historyofnobody0000000001',
      written.edited,
      "OriginalId = 'nobody00000000000000000001'",
    );
    await history('historyatothertime00000001', written.edited, 'CreateAt = CreateAt - 5000');
    await history('historythatisnotdeleted001', written.edited, 'DeleteAt = 0');
    await history(
      'historyofahistory000000001',
      written.edited,
      "OriginalId = 'historyofapin000000000001'",
    );
    source = await openFixtures(database, 2);
  });
  afterAll(async () => {
    await source.close();
    await database.drop();
  });

  /** Names files of a post as its row does, in the column of very old servers too. */
  async function name(id: string, fileIds: string, filenames: readonly string[]): Promise<void> {
    await database.run(
      `UPDATE Posts SET FileIds = '${fileIds}', Filenames = '${JSON.stringify(filenames)}' WHERE Id = '${id}'`,
    );
  }

  /** Adds a row of edit history of a post, changed in one way. */
  async function history(id: string, of: string, change = 'DeleteAt = 9'): Promise<void> {
    await database.run(`INSERT INTO Posts (Id, CreateAt, UpdateAt, DeleteAt, EditAt, UserId, ChannelId, RootId, OriginalId, Message, Type, Props)
      SELECT '${id}', CreateAt, UpdateAt, 9, 0, UserId, ChannelId, '', '${of}', '${id}', '', '{}' FROM Posts WHERE Id = '${of}'`);
    await database.run(`UPDATE Posts SET ${change} WHERE Id = '${id}'`);
  }

  async function all<Item>(pages: AsyncIterable<readonly Item[]>): Promise<readonly Item[]> {
    const items: Item[] = [];
    for await (const page of pages) items.push(...page);
    return items;
  }

  const counted = async (range: TimeRange, id: string, state: RowState): Promise<number> =>
    (await source.rowCounts(range, []))
      .filter((row) => row.channelId === id && row.state === state)
      .reduce((sum, { rows }) => sum + rows, 0);

  async function read(id: typeof DEV, range: TimeRange) {
    const live = await allPosts(source, id, range);
    const withdrawn = await all(source.withdrawnPosts(id, range));
    return { live, withdrawn, posts: [...live, ...withdrawn] };
  }

  it('are all read, each once, as they are counted, in every channel and range', async () => {
    const [middle] = (await allPosts(source, DEV)).slice(3);
    const ranges = [EVERYTHING, { fromMs: middle?.createAtMs, toMs: undefined }];
    for (const range of [...ranges, { fromMs: undefined, toMs: middle?.createAtMs }]) {
      for (const { id } of await source.channels()) {
        const { live, withdrawn, posts } = await read(id, range);
        const deleted = posts.filter(({ deleteAtMs }) => deleteAtMs !== undefined);
        const former = await all(source.formerRows(id, range));
        const facts = await all(source.rowFacts(id, range));
        const texts = await source.formerTexts(id, posts);
        expect(live.length - (deleted.length - withdrawn.length)).toBe(
          await counted(range, id, 'live'),
        );
        expect(deleted.length).toBe(await counted(range, id, 'deleted'));
        expect(former.length).toBe(await counted(range, id, 'former'));
        const ids = (rows: readonly { readonly id: PostId }[]) => rows.map((row) => row.id).sort();
        const among = await source.withdrawnAmong(ids(posts));
        expect([...among].sort()).toEqual(ids(withdrawn));
        expect(ids(facts)).toEqual(ids([...deleted, ...former.map(({ post }) => post)]));
        const below = former.filter(({ original }) => original !== undefined);
        expect(ids([...texts.values()].flat())).toEqual(ids(below.map(({ post }) => post)));
        expect(facts.filter(({ original }) => original !== undefined).length).toBe(below.length);
      }
    }
  });

  it('find the post that a text was of, by its id and time in its channel, pinned ones too', async () => {
    const former = await all(source.formerRows(DEV, EVERYTHING));
    const alone = former.filter(({ original }) => original === undefined);
    expect(alone.map(({ post }) => post.id).sort()).toEqual([
      'historyatothertime00000001',
      'historyofahistory000000001',
      'historyofnobody0000000001',
    ]);
    const posts = (await allPosts(source, DEV)).filter(({ id }) =>
      Object.values<string>(written).includes(id),
    );
    const texts = await source.formerTexts(DEV, posts);
    const messages = (id: string) =>
      [...texts].find(([of]) => of === id)?.[1].map(({ message }) => message);
    expect(messages(written.edited)).toEqual([
      'third text',
      'second text',
      'first text',
      'historythatisnotdeleted001',
    ]);
    expect(messages(written.pinned)).toEqual(['historyofapin000000000001']);
  });

  it('have the files and reactions of deleted posts, roots with replies too, and touch no live post', async () => {
    const { posts } = await read(DEV, EVERYTHING);
    const whole = await source.withDeletedParts(posts);
    const isLive = ({ deleteAtMs }: Post): boolean => deleteAtMs === undefined;
    expect(whole.filter(isLive)).toEqual(posts.filter(isLive));
    const found = whole.find(({ id }) => id === written.deleted);
    const numbers = [found?.files.length, found?.reactions.length];
    expect(numbers).toEqual([expect.any(Number), 1]);
    expect(found?.files.length).toBeGreaterThan(0);
    const facts = await all(source.rowFacts(DEV, EVERYTHING));
    for (const { id, files, reactions } of facts.filter(({ isFormer }) => !isFormer)) {
      const post = whole.find((each) => each.id === id);
      expect([id, post?.files.length, post?.reactions.length]).toEqual([id, files, reactions]);
    }
    expect(whole.find(({ id }) => id === written.negative)?.deleteAtMs).toBeGreaterThan(0);
    expect(await source.withDeletedParts([])).toEqual([]);
  });

  it('have the files that only the column Filenames names, where no id and no row does', async () => {
    const { posts } = await read(DEV, EVERYTHING);
    const whole = await source.withDeletedParts(posts);
    const names = (id: string) =>
      whole
        .find((post) => post.id === id)
        ?.files.map((file) => [file.name, file.isLegacy ?? false]);
    expect(names(written.old)).toEqual([
      ['図.png', true],
      ['b.txt', true],
    ]);
    expect(names(written.root)).toEqual([['of-a-root.txt', true]]);
    expect(names(written.negative)).toEqual([]);
    expect(names(written.deleted)).not.toContainEqual(['beside-a-row.txt', true]);
    const [file] = whole.find(({ id }) => id === written.old)?.files ?? [];
    expect(file?.path).toMatch(/^teams\/[^/]+\/channels\/c\/users\/u\/1\/図\.png$/);
  });

  it('tell apart the people that are asked for, and nobody else', async () => {
    const counts = await source.rowCounts(EVERYTHING, [AUTHOR, userId('nobody')]);
    expect(new Set(counts.map((row) => row.userId))).toEqual(new Set([undefined, AUTHOR]));
    const sum = (rows: readonly { readonly rows: number }[]) =>
      rows.reduce((total, each) => total + each.rows, 0);
    const [row] = await database.run(`SELECT COUNT(*) AS n FROM Posts WHERE UserId = '${AUTHOR}'`);
    expect(sum(counts.filter((each) => each.userId === AUTHOR))).toBe(Number(row?.['n']));
    expect(sum(counts)).toBe((await source.counts(EVERYTHING)).postRows);
  });
});
