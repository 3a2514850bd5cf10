import type { CsvSet } from '../../importers/archive/csv-set.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import { aroundDifference } from '../../mapping/verify/csv/around.ts';
import { reactionsIn, type WantedPost, wantedPost } from '../../mapping/verify/csv/expected.ts';
import type { WantedFile } from '../../mapping/verify/csv/files.ts';
import {
  bodyOf,
  type FoundLine,
  type PairedLines,
  pairLines,
  saysTheSame,
} from '../../mapping/verify/csv/pair.ts';
import { comparable } from '../../mapping/verify/csv/plain.ts';
import {
  type ComparedField,
  type Difference,
  differenceOf,
  type PostFacts,
} from '../../mapping/verify/facts.ts';
import type { SourceView } from '../../mapping/verify/source-posts.ts';
import type { PostPages } from '../run/post-pages.ts';
import type { ComparedTally } from './account.ts';
import { type CsvLines, makeCsvLines } from './csv-lines.ts';
import { type DifferenceLog, reasonInEnglish } from './difference-log.ts';

/** Text imports to compare with the source, and where the result is recorded. */
export interface CsvComparison {
  readonly set: CsvSet;
  readonly files: ReadonlyMap<Conversation, WantedFile>;
  readonly view: SourceView;
  readonly differences: DifferenceLog;
  readonly tally: ComparedTally;
}

/**
 * Compares the posts of a conversation with the lines of its file, both in order of time. Returns how many posts should
 * have lines.
 */
export async function compareCsvConversation(
  comparison: CsvComparison,
  conversation: Conversation,
  pages: PostPages,
): Promise<number> {
  const lines = openLines(comparison, conversation);
  let wantedPosts = 0;
  let second: WantedPost[] = [];
  const compare = async (): Promise<void> => {
    const [first] = second;
    if (first === undefined) return;
    const found = await lines.upTo(first.seconds);
    await compareSecond(comparison, conversation, second, found);
    second = [];
  };
  for await (const page of pages(conversation)) {
    for (const post of page) {
      const { wanted, leftOut } = wantedPost(post, comparison.view);
      if (leftOut !== undefined && post.deleteAtMs === undefined) {
        comparison.tally.leaveOut(leftOut);
      }
      if (wanted === undefined) continue;
      wantedPosts += 1;
      if (wanted.seconds !== second[0]?.seconds) await compare();
      second.push(wanted);
    }
  }
  await compare();
  const rest = await lines.upTo(Number.POSITIVE_INFINITY);
  await compareSecond(comparison, conversation, [], rest);
  return wantedPosts;
}

/** Reads the file of a conversation, from the other folder too: what is private there was made public. */
function openLines(
  { set, files, differences }: CsvComparison,
  conversation: Conversation,
): CsvLines {
  const file = files.get(conversation);
  const record = (about: Pick<Difference, 'kind' | 'thing'> & Partial<Difference>): Promise<void> =>
    differences.record([differenceOf({ ...placeIn(conversation), ...about })]);
  async function* records() {
    for (const entry of file === undefined ? [] : [file.entry, file.otherEntry]) {
      if (set.zips.some(({ zip }) => zip.find(entry) !== undefined) && entry !== file?.entry) {
        await record(wrongFolder(conversation));
      }
      yield* set.records(entry, (name, error) =>
        record({
          kind: 'differs',
          thing: 'entry',
          field: 'content',
          name,
          target: reasonInEnglish(error),
        }),
      );
    }
  }
  return makeCsvLines(records(), ({ record: { line }, entry }, reason) =>
    record({
      kind: 'differs',
      thing: 'entry',
      field: 'content',
      name: `${entry}:${line}`,
      target: reason,
    }),
  );
}

const wrongFolder = ({
  list,
}: Conversation): Pick<Difference, 'kind' | 'thing' | 'field' | 'source' | 'target'> =>
  list === 'channels'
    ? {
        kind: 'differs',
        thing: 'channel',
        field: 'visibility',
        source: 'public',
        target: 'private',
      }
    : { kind: 'differs', thing: 'channel', field: 'public', source: 'private', target: 'public' };

const placeIn = ({ channel, slackId }: Conversation) => ({
  channelId: channel.id,
  slackChannel: slackId,
});

/** Compares the posts of one second with its lines. */
async function compareSecond(
  comparison: CsvComparison,
  conversation: Conversation,
  posts: readonly WantedPost[],
  lines: readonly FoundLine[],
): Promise<void> {
  const second = posts[0]?.seconds;
  const due = lines.filter(({ seconds }) => seconds === second);
  const late = lines.filter(({ seconds }) => seconds !== second);
  const { pairs, unexpected } = pairLines(posts, due);
  for (const pair of pairs) await comparePair(comparison, conversation, pair);
  for (const line of [...late, ...unexpected]) {
    comparison.tally.sides.target.addUnpaired();
    await comparison.differences.record([
      differenceOf({
        ...placeIn(conversation),
        kind: 'unexpected',
        thing: 'message',
        ts: String(line.seconds),
        name: `line ${line.line}`,
      }),
    ]);
  }
}

async function comparePair(
  { files, differences, tally }: CsvComparison,
  conversation: Conversation,
  { wanted, lines, isEarly }: PairedLines,
): Promise<void> {
  const { post, facts, seconds } = wanted;
  tally.sides.source.add(facts);
  const ts = String(seconds);
  const place = { ...placeIn(conversation), postId: post.id, ts };
  const [first] = lines;
  if (first === undefined) {
    tally.leaveOut('not-found');
    await differences.record([differenceOf({ ...place, kind: 'missing', thing: 'message' })]);
    return;
  }
  tally.compared();
  tally.sides.target.add(foundFacts(wanted, lines));
  const differing = (field: ComparedField, source: string, target: string): Difference =>
    differenceOf({ ...place, kind: 'differs', thing: 'message', field, source, target });
  const channel = files.get(conversation)?.channel ?? '';
  await differences.record([
    ...lines
      .filter((line) => line.channel !== channel)
      .map((line) => differing('name', channel, line.channel)),
    ...lines
      .filter(({ author }) => author !== wanted.author)
      .map(({ author }) => differing('author', wanted.author, author)),
    ...textDifferences(wanted, lines, differing),
    ...(isEarly || lines.some(({ isMisplaced }) => isMisplaced)
      ? [differing('order', '', `line ${first.line}`)]
      : []),
  ]);
}

function textDifferences(
  wanted: WantedPost,
  lines: readonly FoundLine[],
  differing: (field: ComparedField, source: string, target: string) => Difference,
): readonly Difference[] {
  if (saysTheSame(wanted, lines)) return [];
  const { text, isReply } = bodyOf(wanted, lines);
  const [first = ''] = (lines[0]?.text ?? '').split('\n', 1);
  if (!isReply && wanted.threadLine !== '') return [differing('thread', wanted.threadLine, first)];
  const sides = aroundDifference(comparable(wanted.text), comparable(text));
  return [differing('text', sides.source, sides.target)];
}

/** What the lines of a post have, for the counts of both sides. */
function foundFacts(wanted: WantedPost, lines: readonly FoundLine[]): PostFacts {
  const { text, files, isReply } = bodyOf(wanted, lines);
  const { facts } = wanted;
  return {
    ...facts,
    thread: isReply ? facts.thread : '',
    files: facts.files.slice(0, files),
    reactions: facts.reactions.slice(0, reactionsIn(text)),
    isPinned: false,
  };
}
