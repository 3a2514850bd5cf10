import { describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../../../fixtures/load.ts';
import { channelIdOf } from '../../../../fixtures/workspace/channels.ts';
import { postIdOf } from '../../../../fixtures/workspace/post-spec.ts';
import { channelId, type Post } from '../../../../src/model/model.ts';
import { allPosts, openFixtures } from '../../../support/mattermost/fixture-source.ts';
import { createDatabase } from '../../../support/servers/databases.ts';

const CHANNELS = ['townSquareTokyo', 'devTokyo', 'salesTokyo', 'direct', 'group'] as const;

/** What is wrong between roots and replies: each names the other, or neither does. */
function disagreements(posts: readonly Post[]): readonly string[] {
  const byId = new Map(posts.map((post) => [post.id, post]));
  return posts.flatMap(({ id, thread }) => {
    if (thread.kind === 'root') {
      return [...thread.replies]
        .filter((reply) => byId.get(reply.id)?.thread.kind !== 'reply')
        .map((reply) => `${id} has the reply ${reply.id}, which is none of its`);
    }
    if (thread.kind !== 'reply') return [];
    const root = byId.get(thread.root.id);
    const hasIt =
      root?.thread.kind === 'root' && [...root.thread.replies].some((reply) => reply.id === id);
    return hasIt ? [] : [`${id} is a reply to ${thread.root.id}, which does not have it`];
  });
}

/** Changes that no server makes, and which MySQL and PostgreSQL compare in different ways. */
const ODD: Readonly<Record<string, string>> = {
  'a root was deleted at a time before all times': `UPDATE Posts SET DeleteAt = -1 WHERE Id = '${postIdOf('release-plan')}'`,
  'a root has a blank for the post that it was': `UPDATE Posts SET OriginalId = ' ' WHERE Id = '${postIdOf('year-end')}'`,
  'a reply writes its root in capitals': `UPDATE Posts SET RootId = UPPER(RootId) WHERE RootId = '${postIdOf('year-end')}'`,
  'a reply names a parent beside a blank root': `UPDATE Posts SET ParentId = RootId, RootId = ' ' WHERE RootId = '${postIdOf('year-end')}'`,
  'a root is a reply to a blank': `UPDATE Posts SET RootId = ' ' WHERE Id = '${postIdOf('year-end')}'`,
};

describe.each(['mysql', 'postgres'] as const)('threads of odd rows, on %s', (engine) => {
  it.each(Object.entries(ODD))('hold together when %s', async (_what, sql) => {
    const database = await createDatabase(engine, 'odd_threads');
    try {
      await loadWorkspace(engine, '5.37', database.run);
      await database.run(sql);
      const source = await openFixtures(database);
      const posts: Post[] = [];
      for (const key of CHANNELS) {
        posts.push(...(await allPosts(source, channelId(channelIdOf(key)))));
      }
      await source.close();
      expect(posts.some(({ thread }) => thread.kind === 'reply')).toBe(true);
      expect(disagreements(posts)).toEqual([]);
    } finally {
      await database.drop();
    }
  });
});
