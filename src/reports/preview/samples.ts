import type { Conversation } from '../../mapping/conversations.ts';
import type { LossCode } from '../../mapping/losses.ts';
import { SLACKBOT } from '../../mapping/messages/authors.ts';
import {
  type Construct,
  constructsOf,
  type PostWithResult,
} from '../../mapping/messages/constructs.ts';
import { userSlackId } from '../../mapping/slack-ids.ts';
import type { Workspace } from '../../mapping/workspace.ts';
import type { Texts } from '../../texts/texts.ts';
import { fill } from '../figures.ts';

export type PreviewTexts = Texts['preview'];

/** Number of replies: `1 reply`, `12 replies`. */
export const repliesText = (count: number, { oneReply, replies }: PreviewTexts): string =>
  count === 1 ? oneReply : fill(replies, { count });

/** Names to show instead of ids. */
export interface SlackNames {
  readonly user: (id: string) => string;
  readonly channel: (id: string) => string;
}

/** Makes the names of people and channels by their ids in the archive. */
export function makeSlackNames({ users, conversations }: Workspace): SlackNames {
  const people = new Map<string, string>([[SLACKBOT, 'Slackbot']]);
  for (const { id, username } of users.values()) people.set(userSlackId(id), username);
  const channels = new Map<string, string>();
  for (const { slackId, name } of conversations) channels.set(slackId, name);
  return {
    user: (id) => people.get(id) ?? id,
    channel: (id) => channels.get(id) ?? id,
  };
}

/** A post that the page shows. */
export interface Sample extends PlacedPost {
  readonly constructs: readonly Construct[];
}

/** Number of occurrences, and the first posts. */
export interface Tally {
  readonly count: number;
  readonly samples: readonly Sample[];
}

export interface Samples {
  /** Number of posts read. */
  readonly posts: number;
  readonly constructs: ReadonlyMap<Construct, Tally>;
  /** By post type as stored by Mattermost; plain posts are not included. */
  readonly types: ReadonlyMap<string, Tally>;
  /** Every occurrence counts, as in the account of losses. */
  readonly losses: ReadonlyMap<LossCode, Tally>;
}

/** Plugins define their own types: a limit keeps memory constant. */
const MAX_TYPES = 200;

export interface SampleCollector {
  add(shown: PlacedPost): void;
  samples(): Samples;
}

/** Keeps the first posts of each construct, post type and loss, and counts the others. */
export function makeSampleCollector(samplesPerKind: number): SampleCollector {
  const constructs = new Map<Construct, OpenTally>();
  const types = new Map<string, OpenTally>();
  const losses = new Map<LossCode, OpenTally>();
  let posts = 0;
  return {
    add(shown) {
      posts += 1;
      const sample: Sample = { ...shown, constructs: constructsOf(shown) };
      const { type } = shown.post;
      for (const construct of sample.constructs) note(constructs, construct, sample);
      if (type !== '' && (types.has(type) || types.size < MAX_TYPES)) note(types, type, sample);
      for (const { code } of shown.mapped.losses) note(losses, code, sample);
    },
    samples: () => ({ posts, constructs, types, losses }),
  };

  function note<Key>(tallies: Map<Key, OpenTally>, key: Key, sample: Sample): void {
    const tally = tallies.get(key) ?? { count: 0, samples: [] };
    tallies.set(key, tally);
    tally.count += 1;
    const isKept = tally.samples.at(-1)?.post.id === sample.post.id;
    if (!isKept && tally.samples.length < samplesPerKind) tally.samples.push(sample);
  }
}

interface OpenTally {
  count: number;
  readonly samples: Sample[];
}

/** A post, its messages and its conversation. */
export interface PlacedPost extends PostWithResult {
  readonly conversation: Conversation;
}
