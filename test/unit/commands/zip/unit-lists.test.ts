import { describe, expect, it } from 'vitest';
import type { ConversationPart } from '../../../../src/commands/zip/part.ts';
import { writeUnits, type ZipUnit } from '../../../../src/commands/zip/unit.ts';
import type { ChannelPosts, PostUnit } from '../../../../src/exporters/source.ts';
import type { Conversation } from '../../../../src/mapping/conversations.ts';
import { channelSlackId } from '../../../../src/mapping/slack-ids.ts';
import { type ChannelId, channelId } from '../../../../src/model/model.ts';
import { bookmarkList as words } from '../../../../src/texts/en/bookmark-list.ts';
import { aChannel, aPost } from '../../../support/builders/builders.ts';
import { aMessageContext } from '../../../support/builders/message-context.ts';

const CREATED_MS = 1_600_000_000_000;
const POST_MS = 1_700_000_000_123;
const ids = (names: string): readonly ChannelId[] => names.split('').map(channelId);

const conversationOf = (id: ChannelId): Conversation => {
  const channel = { ...aChannel(), id, name: id, createAtMs: CREATED_MS };
  const about = { slackId: channelSlackId(id), name: id, folder: id, list: 'channels' } as const;
  return { channel, ...about, isGeneral: false, isArchived: false, reason: '' };
};

const unit = (names: string, stretch?: PostUnit['stretch']): PostUnit => ({
  channels: ids(names),
  ...{ stretch, posts: 1, crowded: [], behind: undefined, deletedMs: undefined },
});

/** Writes a unit of channels that each have one post and one bookmark, where these are named. */
async function written(
  { posts, ending }: ZipUnit,
  { having, bookmarked, fromMs }: { having: string; bookmarked: string; fromMs?: number },
): Promise<readonly ConversationPart[]> {
  const job = writeUnits({
    scope: {
      migrated: conversationOf,
      permalink: () => '',
      range: { fromMs, toMs: undefined },
      workspace: {} as never,
      read: { teams: [] },
    },
    source: {
      async *unitPosts({ channels }): AsyncGenerator<ChannelPosts> {
        for (const channel of channels) {
          if (!having.includes(channel)) continue;
          yield { channel, posts: [{ ...aPost(), channelId: channel, createAtMs: POST_MS }] };
        }
      },
      bookmarks: async (channels = []) =>
        channels
          .filter((channel) => bookmarked.includes(channel))
          .map((channel) => ({
            ...{ id: `b${channel}`, channelId: channel, title: 'Wiki', ownerId: undefined },
            ...{ url: 'https://wiki.example.com/', fileName: '', emoji: '' },
          })),
    },
    contextOf: (conversation) => aMessageContext({ conversation, rules: { bookmarks: words } }),
    isRecorded: true,
  });
  const parts: ConversationPart[] = [];
  for await (const some of job({ posts, ending })) parts.push(...some);
  return parts;
}

/** `channel:messages@ts of the list`. */
const shown = (parts: readonly ConversationPart[]): readonly string[] =>
  parts.map(
    ({ channel, tally, pins, listed }) =>
      `${channel}:${tally.messages}${listed === '' ? '' : `@${pins.at(-1)?.id}`}`,
  );

const BEHIND_POST = '1700000000.123999';
const AT_CREATION = '1600000000.000999';

describe('the lists of the channels that end in a unit', () => {
  it('stand behind the posts of each, and of those without posts where they were made', async () => {
    const parts = await written(
      { posts: unit('ac'), ending: ids('xabyc') },
      { having: 'ac', bookmarked: 'xac' },
    );
    expect(shown(parts)).toEqual([
      `x:1@${AT_CREATION}`,
      `a:2@${BEHIND_POST}`,
      `c:2@${BEHIND_POST}`,
    ]);
  });

  it('are there for channels alone, and for those whose posts are all gone', async () => {
    const alone = { posts: undefined, ending: ids('xy') };
    expect(shown(await written(alone, { having: '', bookmarked: 'y' }))).toEqual([
      `y:1@${AT_CREATION}`,
    ]);
    const gone = { posts: unit('ab'), ending: ids('ab') };
    expect(shown(await written(gone, { having: 'b', bookmarked: 'ab' }))).toEqual([
      ...[`a:1@${AT_CREATION}`, `b:2@${BEHIND_POST}`],
    ]);
  });

  it('are in no stretch that others follow', async () => {
    const day = { fromMs: 1_710_028_800_000, toMs: 1_710_115_200_000 };
    const first = { posts: unit('a', day), ending: [] };
    expect(shown(await written(first, { having: 'a', bookmarked: 'a' }))).toEqual(['a:1']);
    const last = { posts: unit('a', day), ending: ids('a') };
    expect(shown(await written(last, { having: 'a', bookmarked: 'a' }))).toEqual([
      `a:2@${BEHIND_POST}`,
    ]);
  });

  it('stand in a period, which has no older posts, not before it', async () => {
    const alone = { posts: undefined, ending: ids('x') };
    const period = { having: '', bookmarked: 'x', fromMs: 1_650_000_000_000 };
    expect(shown(await written(alone, period))).toEqual(['x:1@1650000000.000999']);
  });
});
