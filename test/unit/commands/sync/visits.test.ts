import { describe, expect, it } from 'vitest';
import { conversationVisits, earliestSinceMs } from '../../../../src/commands/sync/visits.ts';
import type { Conversation } from '../../../../src/mapping/conversations.ts';
import { channelId } from '../../../../src/model/model.ts';
import { aReplayContext } from '../../../support/builders/message-context.ts';

const { conversation } = aReplayContext();
const called = (id: string): Conversation => ({
  ...conversation,
  channel: { ...conversation.channel, id: channelId(id) },
});
const CONVERSATIONS = ['busy', 'quiet', 'new'].map(called);
const MARKS = new Map(
  ['busy', 'quiet'].map((id) => [id, { syncedToMs: 1_000, comparedAtMs: 0 }] as const),
);
const EXTENT = { isComparing: false, isWhole: false, overlapMs: 100 };
const KNOWN = {
  marks: MARKS,
  askedAgain: new Map(),
  changes: new Map([
    [channelId('busy'), { latestMs: 900, rows: 5_000 }],
    [channelId('quiet'), { latestMs: 899, rows: 3 }],
  ]),
  counts: [
    { channelId: channelId('busy'), state: 'live', rows: 90_000 },
    { channelId: channelId('new'), state: 'live', rows: 700 },
    { channelId: channelId('new'), state: 'deleted', rows: 50 },
    { channelId: undefined, state: 'live', rows: 1 },
  ],
} as const;

const visitsOf = (over: Partial<typeof EXTENT> = {}) =>
  conversationVisits(CONVERSATIONS, KNOWN, { ...EXTENT, ...over }).map(
    ({ conversation: { channel }, reach, posts }) => [channel.id, reach.sinceMs, posts],
  );

describe('the conversations that a pass visits', () => {
  it('are those with changes, with the posts that changed, and new ones with all of theirs', () => {
    expect(visitsOf()).toEqual([
      ['busy', 900, 5_000],
      ['new', undefined, 700],
    ]);
  });

  it('are all of them when the ids are compared', () => {
    expect(visitsOf({ isComparing: true })).toEqual([
      ['busy', 900, 5_000],
      ['quiet', 900, 0],
      ['new', undefined, 700],
    ]);
  });

  it('are read from the beginning where every post counts as changed', () => {
    expect(visitsOf({ isWhole: true })).toEqual([
      ['busy', 0, 5_000],
      ['quiet', 0, 3],
      ['new', undefined, 700],
    ]);
  });
});

describe('the time from which on changes are read', () => {
  it('is that of the oldest mark, whatever new conversations have none', () => {
    const marks = new Map([...MARKS, ['quiet', { syncedToMs: 500, comparedAtMs: 0 }]]);
    expect(earliestSinceMs(CONVERSATIONS, marks, EXTENT)).toBe(400);
  });

  it('is none for the first pass, which reads all posts', () => {
    expect(earliestSinceMs(CONVERSATIONS, new Map(), EXTENT)).toBeUndefined();
  });
});
