import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ChannelWork,
  forecastReplay,
  type ReplayWork,
} from '../../../../src/mapping/plan/forecast-replay.ts';
import { SLACK_LIMITS } from '../../../../src/slack/methods.ts';

function aChannel(over: Partial<ChannelWork> = {}): ChannelWork {
  return {
    channelId: 'c1',
    messages: 100,
    files: 0,
    pins: 0,
    reactionCalls: 0,
    members: 0,
    isNew: true,
    hasTopic: false,
    hasPurpose: false,
    archive: false,
    ...over,
  };
}

const work = (over: Partial<ReplayWork> = {}): ReplayWork => ({
  channels: [],
  userGroups: 0,
  usersToMatch: 0,
  ...over,
});

function callsOf(over: Partial<ReplayWork>): Readonly<Record<string, number>> {
  const { calls } = forecastReplay(work(over), SLACK_LIMITS);
  return Object.fromEntries(calls.map(({ method, calls: count }) => [method, count]));
}

const anyChannel = fc.record({
  channelId: fc.string(),
  messages: fc.nat(50_000),
  files: fc.nat(5_000),
  pins: fc.nat(50),
  reactionCalls: fc.nat(20_000),
  members: fc.nat(3_000),
  isNew: fc.boolean(),
  hasTopic: fc.boolean(),
  hasPurpose: fc.boolean(),
  archive: fc.boolean(),
});
const anyWork = fc.record({
  channels: fc.array(anyChannel, { maxLength: 30 }),
  userGroups: fc.nat(50),
  usersToMatch: fc.nat(2_000),
});

describe('the forecast of a replay', () => {
  it('takes as long as its longest channel at one message a second', () => {
    const channels = [
      aChannel({ messages: 7_200, channelId: 'long' }),
      aChannel({ messages: 60, channelId: 'short' }),
    ];
    expect(forecastReplay(work({ channels }), SLACK_LIMITS)).toMatchObject({
      seconds: 7_200,
      boundBy: 'longest-channel',
      longestChannel: { channelId: 'long', seconds: 7_200 },
    });
  });

  it('takes as long as the workspace allows when many channels are alike', () => {
    const channels = Array.from({ length: 10 }, () => aChannel({ messages: 3_000 }));
    expect(forecastReplay(work({ channels }), SLACK_LIMITS)).toMatchObject({
      seconds: 6_000,
      boundBy: 'workspace',
    });
  });

  it('takes as long as the slowest method when that is what there is most of', () => {
    const channels = [aChannel({ messages: 10, reactionCalls: 5_000 })];
    expect(forecastReplay(work({ channels }), SLACK_LIMITS)).toMatchObject({
      seconds: 6_000,
      boundBy: 'reactions.add',
    });
  });

  it('counts the share of a file as a message of its channel, and two calls', () => {
    const over = { channels: [aChannel({ messages: 1_000, files: 200 })] };
    expect(forecastReplay(work(over), SLACK_LIMITS).seconds).toBe(1_200);
    expect(callsOf(over)).toMatchObject({
      'files.getUploadURLExternal': 200,
      'files.completeUploadExternal': 200,
    });
  });

  it('counts every step of a channel', () => {
    const made = aChannel({ members: 201, hasTopic: true, hasPurpose: true, archive: true });
    expect(callsOf({ channels: [{ ...made, pins: 3, messages: 5 }] })).toMatchObject({
      'conversations.create': 1,
      'conversations.setTopic': 1,
      'conversations.setPurpose': 1,
      'conversations.invite': 3,
      'conversations.archive': 1,
      'pins.add': 3,
      'chat.postMessage': 5,
    });
  });

  it('joins a channel that is there already', () => {
    const calls = callsOf({ channels: [aChannel({ isNew: false })] });
    expect(calls).toMatchObject({ 'conversations.join': 1 });
    expect(calls).not.toHaveProperty(['conversations.create']);
  });

  it('looks up people, and makes each user group and fills it', () => {
    expect(callsOf({ userGroups: 4, usersToMatch: 70 })).toMatchObject({
      'usergroups.create': 4,
      'usergroups.users.update': 4,
      'users.lookupByEmail': 70,
    });
  });

  it('lists the most called method first, and the total is their sum', () => {
    fc.assert(
      fc.property(anyWork, (some) => {
        const { calls, totalCalls } = forecastReplay(some, SLACK_LIMITS);
        const counts = calls.map(({ calls: count }) => count);
        expect(counts).toEqual(counts.toSorted((a, b) => b - a));
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(totalCalls);
      }),
    );
  });

  it('is never shorter than any limit makes it, nor longer than the strictest', () => {
    fc.assert(
      fc.property(anyWork, (some) => {
        const { seconds, calls } = forecastReplay(some, SLACK_LIMITS);
        const posts = some.channels.reduce((sum, { messages }) => sum + messages, 0);
        const bounds = [
          ...some.channels.map(({ messages, files }) => messages + files),
          posts / (SLACK_LIMITS.postsPerMinute / 60),
          ...calls.map(({ calls: count, perMinute }) => (count * 60) / perMinute),
        ];
        const strictest = Math.max(...bounds);
        expect(seconds).toBeGreaterThanOrEqual(strictest);
        expect(seconds).toBeLessThanOrEqual(strictest + 1);
      }),
    );
  });

  it('is never longer with less work', () => {
    fc.assert(
      fc.property(anyWork, anyChannel, (some, more) => {
        const larger = { ...some, channels: [...some.channels, more] };
        expect(forecastReplay(larger, SLACK_LIMITS).seconds).toBeGreaterThanOrEqual(
          forecastReplay(some, SLACK_LIMITS).seconds,
        );
      }),
    );
  });
});
