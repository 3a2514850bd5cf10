import type { LossCode, LossNote } from '../../mapping/losses.ts';
import { shadowedEmoji } from '../../mapping/migration-account.ts';
import type { UnusableRows } from '../../model/unusable-rows.ts';
import type { LossPlace } from './loss-log.ts';
import { orphanPosts, type Scope } from './scope.ts';

/** A loss of something that no post is, with its place. */
export interface LossBesidePosts {
  readonly place: LossPlace;
  readonly loss: LossNote;
}

const CODES = { 'no-id': 'id_missing', 'doubled-id': 'id_doubled' } as const satisfies Record<
  UnusableRows['fault'],
  LossCode
>;

/** Names the rows that the account leaves out and that belong to no migrated post, some of each kind. */
export async function lossesBesidePosts(scope: Scope): Promise<readonly LossBesidePosts[]> {
  const orphans = (await orphanPosts(scope)).map(({ id, channelId }) => ({
    place: { postId: id, channelId, link: id },
    loss: { code: 'channel_unknown' } as const,
  }));
  const { unusable = [] } = await scope.counts();
  const rows = unusable.flatMap(({ table, fault, samples }) =>
    samples.map((id) => ({
      place: besidePosts(`${table} ${id}`.trimEnd()),
      loss: { code: CODES[fault], old: id },
    })),
  );
  const emoji = shadowedEmoji(scope).map(({ name }) => ({
    place: besidePosts(`:${name}:`),
    loss: { code: 'emoji_shadowed', old: name } as const,
  }));
  return [...orphans, ...rows, ...emoji];
}

const besidePosts = (link: string): LossPlace => ({ postId: undefined, channelId: '', link });
