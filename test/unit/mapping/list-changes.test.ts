import { describe, expect, it } from 'vitest';
import {
  channelChanges,
  diffDigests,
  type ListedChannel,
  type ListedPerson,
  type PostDigest,
  personChanges,
} from '../../../src/mapping/manual-changes.ts';
import { aPost, aReaction } from '../../support/builders/builders.ts';

const channel = (over: Partial<ListedChannel> = {}): ListedChannel => ({
  channelId: 'dev',
  slackName: 'dev',
  isArchived: false,
  topic: '',
  purpose: '',
  members: ['u1', 'u2'],
  ...over,
});

const person = (over: Partial<ListedPerson> = {}): ListedPerson => ({
  userId: 'u1',
  username: 'ann',
  fullName: 'Ann Lee',
  isDeactivated: false,
  ...over,
});

const NAMES = new Map([
  ['u1', 'ann'],
  ['u2', 'bob'],
  ['u3', 'cyd'],
]);
const channelsOf = (before: readonly ListedChannel[], now: readonly ListedChannel[]) =>
  channelChanges(before, now, (id) => NAMES.get(id) ?? id);

const kinds = (changes: readonly { change: string; value: string }[]) =>
  changes.map(({ change, value }) => [change, value]);

describe('what no import changes in what is there', () => {
  it.each<[string, Partial<ListedChannel>, string, string]>([
    ['a new name', { slackName: 'engineering' }, 'channel-renamed', 'engineering'],
    ['being archived', { isArchived: true }, 'channel-archived', ''],
    ['a topic', { topic: 'new' }, 'topic', 'new'],
    ['a purpose', { purpose: 'new' }, 'purpose', 'new'],
    ['somebody new', { members: ['u1', 'u2', 'u3'] }, 'member-joined', 'cyd'],
    ['somebody who left', { members: ['u1'] }, 'member-left', 'bob'],
  ])('is %s of a channel', (_, over, change, value) => {
    expect(kinds(channelsOf([channel()], [channel(over)]))).toEqual([[change, value]]);
  });

  it.each([
    [true, false, ['channel-made-private']],
    [false, true, ['channel-made-public']],
    [true, true, []],
    [false, false, []],
    [undefined, true, []],
    [undefined, false, []],
  ])('is who can read a channel: public %s, then %s', (before, isPublic, expected) => {
    const changes = channelsOf([channel({ isPublic: before })], [channel({ isPublic })]);
    expect(changes.map(({ change }) => change)).toEqual(expected);
  });

  it('includes channels that are removed or unarchived, and no new ones', () => {
    expect(kinds(channelsOf([channel()], []))).toEqual([['channel-removed', '']]);
    const closed = channel({ isArchived: true });
    expect(kinds(channelsOf([closed], [channel()]))).toEqual([['channel-restored', '']]);
    expect(channelsOf([], [channel()])).toEqual([]);
    expect(channelsOf([channel()], [channel()])).toEqual([]);
  });

  it('is the name and the state of a person', () => {
    const change = (over: Partial<ListedPerson>) =>
      kinds(personChanges([person()], [person(over)]));
    expect(change({ username: 'ann.smith' })).toEqual([['person-renamed', 'ann.smith']]);
    expect(change({ fullName: 'Ann Smith' })).toEqual([['person-renamed', 'ann']]);
    expect(change({ isDeactivated: true })).toEqual([['person-deactivated', 'ann']]);
    expect(change({})).toEqual([]);
    expect(personChanges([person({ isDeactivated: true })], [person()])).toHaveLength(1);
  });

  it('is each part of a post that looks otherwise', () => {
    const diff = (before: PostDigest, now: PostDigest) => diffDigests(before, now, aPost(), 0);
    const look: PostDigest = { text: 't', reactions: 'r', files: 'f', isPinned: false };
    expect(diff(look, look)).toEqual([]);
    expect(diff(look, { text: 'T', reactions: 'R', files: 'F', isPinned: true })).toEqual([
      'edited',
      'reactions',
      'files',
      'pinned',
    ]);
    expect(diff({ ...look, isPinned: true }, look)).toEqual(['unpinned']);
  });

  it('is judged by the times of the source for what an earlier release wrote in another shape', () => {
    const look = (version: string): PostDigest => ({
      text: `${version}t`,
      reactions: `${version}r`,
      files: `${version}f`,
      isPinned: false,
    });
    const since = (post: Parameters<typeof diffDigests>[2]) =>
      diffDigests(look('7:'), look('9:'), post, 100);
    expect(since(aPost({ editAtMs: 100, reactions: [aReaction({ createAtMs: 100 })] }))).toEqual(
      [],
    );
    expect(since(aPost({ editAtMs: 101 }))).toEqual(['edited', 'files']);
    expect(since(aPost({ reactions: [aReaction({ createAtMs: 101 })] }))).toEqual(['reactions']);
    expect(diffDigests(look('7:'), { ...look('7:'), text: '7:T' }, aPost(), 100)).toEqual([
      'edited',
    ]);
  });
});
