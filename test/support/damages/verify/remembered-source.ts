import type { Source, TimeRange } from '../../../../src/exporters/source.ts';
import type { ChannelId, Post } from '../../../../src/model/model.ts';

/** The source as it was when it was first asked, for runs that compare it again and again. */
export function rememberedSource(source: Source): Source {
  const pages = new Map<ChannelId, readonly (readonly Post[])[]>();
  const once = <Value>(ask: () => Promise<Value>): (() => Promise<Value>) => {
    let answer: Promise<Value> | undefined;
    return () => {
      answer ??= ask();
      return answer;
    };
  };
  const counts = once(() => source.counts({ fromMs: undefined, toMs: undefined }));
  const members = new Map<string, ReturnType<Source['members']>>();

  async function* posts(channel: ChannelId, range: TimeRange) {
    let known = pages.get(channel);
    if (known === undefined) {
      const read: (readonly Post[])[] = [];
      for await (const page of source.posts(channel, range)) read.push(page);
      pages.set(channel, read);
      known = read;
    }
    yield* known;
  }

  return {
    ...source,
    posts,
    counts,
    describe: once(() => source.describe()),
    teams: once(() => source.teams()),
    users: once(() => source.users()),
    channels: once(() => source.channels()),
    customEmoji: once(() => source.customEmoji()),
    userGroups: once(() => source.userGroups()),
    members(channels) {
      const known = members.get(channels.join()) ?? source.members(channels);
      members.set(channels.join(), known);
      return known;
    },
    close: async () => {},
  };
}
