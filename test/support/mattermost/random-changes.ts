import { setTimeout as wait } from 'node:timers/promises';
import type { MattermostWriter, WrittenPost } from './mattermost-writer.ts';

type Pick = <Item>(items: readonly Item[]) => Item;

/** One thing that somebody does in Mattermost. */
interface Change {
  readonly chance: number;
  readonly act: (
    people: MattermostWriter,
    posts: readonly WrittenPost[],
    pick: Pick,
  ) => Promise<unknown>;
}

const EMOJI = ['tada', '+1', 'eyes'] as const;
const TEXTS = [
  'Done.',
  '了解です @yamada',
  '**bold** and `code`\n- one\n- two',
  'see https://example.com/a_b?c=d&e=f',
  '<!channel> @all @here',
  'x'.repeat(9_000),
] as const;

const root = ({ id, rootId }: WrittenPost): string => rootId || id;

/** The more people write, the more there is: half of all changes are new posts. */
const CHANGES: readonly Change[] = [
  { chance: 0.25, act: (people, posts, pick) => people.post(pick(posts).channelId, pick(TEXTS)) },
  {
    chance: 0.25,
    act: (people, posts, pick) => {
      const post = pick(posts);
      return people.post(post.channelId, pick(TEXTS), root(post));
    },
  },
  { chance: 0.15, act: (people, posts, pick) => people.edit(pick(posts).id, pick(TEXTS)) },
  { chance: 0.1, act: (people, posts, pick) => people.react(pick(posts).id, pick(EMOJI)) },
  { chance: 0.05, act: (people, posts, pick) => people.unreact(pick(posts).id, pick(EMOJI)) },
  { chance: 0.05, act: (people, posts, pick) => people.pin(pick(posts).id, true) },
  { chance: 0.05, act: (people, posts, pick) => people.pin(pick(posts).id, false) },
  { chance: 0.06, act: (people, posts, pick) => people.remove(pick(posts).id) },
  { chance: 0.02, act: (people, posts, pick) => people.removeRow(pick(posts).id) },
  {
    chance: 0.02,
    act: (people, posts, pick) => people.setTopic(pick(posts).channelId, pick(TEXTS).slice(0, 300)),
  },
];

/** Does so many random things, one after another, in the channels; the same for the same random source. */
export async function changeAtRandom(
  people: MattermostWriter,
  {
    changes,
    channelIds,
    random,
    pauseMs = 0,
  }: {
    readonly changes: number;
    readonly channelIds: readonly string[];
    readonly random: () => number;
    /** People who take their time meet a sync under way. */
    readonly pauseMs?: number;
  },
): Promise<void> {
  const pick: Pick = (items) => {
    const item = items[Math.floor(random() * items.length)];
    if (item === undefined) throw new RangeError('nothing to pick from');
    return item;
  };
  for (let count = 0; count < changes; count += 1) {
    const posts = await people.posts(channelIds);
    await drawn(random()).act(people, posts, pick);
    if (pauseMs > 0) await wait(pauseMs);
  }
}

function drawn(number: number): Change {
  let left = number;
  for (const change of CHANGES) {
    if (left < change.chance) return change;
    left -= change.chance;
  }
  const [first] = CHANGES;
  if (first === undefined) throw new RangeError('there are no changes');
  return first;
}
