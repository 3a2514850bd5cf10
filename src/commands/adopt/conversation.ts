import type { Source, TimeRange } from '../../exporters/source.ts';
import { messageKey, pinKey, uploadKey } from '../../importers/ledger/keys.ts';
import { intentOf } from '../../importers/ledger/ledger.ts';
import { messageDigest } from '../../importers/workspace/messages.ts';
import {
  type ImportedMessage,
  readThread,
  readWindow,
} from '../../importers/workspace/read-history.ts';
import type { WorkspaceSession } from '../../importers/workspace/session.ts';
import { type Match, matchMessages, secondOf, type WantedMessage } from '../../mapping/adopt.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import { type MessageContext, mapPost } from '../../mapping/messages/map-post.ts';
import type { Permalink } from '../../mapping/permalinks.ts';
import {
  type ReplayContext,
  type ReplayMessage,
  replayPost,
} from '../../mapping/replay/replay-post.ts';
import { EVENT_TYPE } from '../../mapping/slack-ids.ts';
import type { ChannelId, FileInfo, Post, UserId } from '../../model/model.ts';
import type { PendingChanges } from '../run/pending-changes.ts';
import type { Progress } from '../run/progress.ts';
import type { AdoptTally } from './report.ts';

/** What adopting conversations shares. */
export interface ConversationAdoption {
  readonly run: WorkspaceSession;
  readonly source: Source;
  readonly range: TimeRange;
  readonly permalink: Permalink;
  readonly accounts: ReadonlyMap<UserId, string>;
  readonly pending: PendingChanges;
  readonly progress: Progress;
  readonly tally: AdoptTally;
  /** CreateAt of the newest post that was found, by channel. */
  readonly newestMs: Map<ChannelId, number>;
  /** Told of what nobody may guess. */
  readonly ambiguous: (line: AmbiguousMessage) => Promise<void>;
}

/** One conversation, its place in Slack, and how its posts are mapped. */
export interface AdoptTarget {
  readonly conversation: Conversation;
  readonly slackChannel: string;
  /** As the archive was mapped. */
  readonly archived: MessageContext;
  /** As a sync maps it. */
  readonly replayed: ReplayContext;
}

export interface AmbiguousMessage {
  readonly postId: string;
  readonly link: string;
  readonly slackChannel: string;
  readonly candidates: readonly string[];
}

/** A message that is looked for, with what the ledger is to know of it. */
interface Wanted extends WantedMessage {
  readonly post: Post;
  readonly message: ReplayMessage | undefined;
  /** The last part carries the files. */
  readonly files: readonly FileInfo[];
}

interface Found extends ImportedMessage {
  readonly slackUser: string;
}

/** Enters the messages of one conversation that the ledger does not know yet, in the order of time. */
export async function adoptConversation(
  shared: ConversationAdoption,
  target: AdoptTarget,
): Promise<void> {
  const { source, range, progress } = shared;
  let fromSecond = 0;
  let held: Post[] = [];
  progress.at(target.conversation.name);
  for await (const page of source.posts(target.conversation.channel.id, range)) {
    shared.run.signal.throwIfAborted();
    held.push(...page);
    const lastSecond = Math.floor((page.at(-1)?.createAtMs ?? 0) / 1000);
    // Posts of the last second may go on in the next page: they are matched together.
    const isWhole = ({ createAtMs }: Post) => Math.floor(createAtMs / 1000) < lastSecond;
    const whole = held.filter(isWhole);
    if (whole.length > 0) {
      await adoptPosts(shared, target, whole, { fromSecond, toSecond: lastSecond });
      fromSecond = lastSecond;
      held = held.filter((post) => !isWhole(post));
    }
    progress.advance(page.length);
  }
  await adoptPosts(shared, target, held, { fromSecond, toSecond: undefined });
  await giveUpMissing(shared, target);
}

async function adoptPosts(
  shared: ConversationAdoption,
  target: AdoptTarget,
  posts: readonly Post[],
  window: { readonly fromSecond: number; readonly toSecond: number | undefined },
): Promise<void> {
  const { run } = shared;
  const { slackChannel } = target;
  // In the order of time, in which alone each post gets the `ts` that the archive had.
  const wanted = posts.flatMap((post) => wantedMessages(shared, target, post));
  const outside = wanted.filter(({ post }) => post.thread.kind !== 'reply');
  const found = await readWindow(run, slackChannel, window);
  await adoptAmong(shared, target, outside, { found, threadTs: '' });
  const threads = new Map<string, Wanted[]>();
  for (const message of wanted) {
    const { thread } = message.post;
    if (thread.kind !== 'reply') continue;
    const rootTs = run.ledger.get(messageKey(thread.root.id, 0))?.ts ?? '';
    threads.set(rootTs, [...(threads.get(rootTs) ?? []), message]);
  }
  for (const [threadTs, replies] of threads) {
    const isToBeRead = threadTs !== '' && replies.some((reply) => isOpen(shared, reply));
    const inThread = isToBeRead ? await readThread(run, slackChannel, threadTs) : [];
    const near = new Set(replies.map(({ ts }) => secondOf(ts)));
    const candidates = inThread.filter(({ ts }) => near.has(secondOf(ts)));
    await adoptAmong(shared, target, replies, { found: candidates, threadTs });
  }
}

/** Not in the ledger, or there only because nobody found it the last time. */
function isOpen({ run }: ConversationAdoption, { postId, part }: WantedMessage): boolean {
  const known = run.ledger.get(messageKey(postId, part));
  return known === undefined || (known.origin === 'import' && known.state === 'failed');
}

async function adoptAmong(
  shared: ConversationAdoption,
  target: AdoptTarget,
  wanted: readonly Wanted[],
  { found, threadTs }: { readonly found: readonly ImportedMessage[]; readonly threadTs: string },
): Promise<void> {
  const { run, tally, ambiguous, permalink } = shared;
  const known = new Set(
    wanted.flatMap(({ postId }) => run.ledger.ofPost(postId).map(({ ts }) => ts)),
  );
  const open = wanted.filter((message) => isOpen(shared, message));
  for (const message of wanted) if (!isOpen(shared, message)) noteFound(shared, message.post);
  tally.known += wanted.length - open.length;
  const candidates = found
    .filter(({ ts, metadata }) => !known.has(ts) && metadata?.event_type !== EVENT_TYPE)
    .map((message): Found => ({ ...message, slackUser: message.user }));
  const matching = matchMessages<Wanted, Found>(open, candidates);
  for (const match of matching.matches) adopt(shared, target, match, threadTs);
  for (const { wanted: message, candidates: several } of matching.ambiguous) {
    tally.ambiguous += 1;
    giveUp(shared, target, message, 'ambiguous');
    await ambiguous({
      postId: message.postId,
      link: permalink(target.conversation.channel, message.post.id),
      slackChannel: target.conversation.name,
      candidates: several.map(({ ts }) => ts),
    });
  }
  tally.foreign += matching.foreign.length;
}

function wantedMessages(
  { accounts }: ConversationAdoption,
  { archived, replayed }: AdoptTarget,
  post: Post,
): readonly Wanted[] {
  const { messages } = mapPost(post, archived);
  const now = replayPost(post, replayed).messages;
  const isTheirs = post.userId !== undefined && post.deleteAtMs === undefined;
  const slackUser = isTheirs ? (accounts.get(post.userId) ?? '') : '';
  return messages.map((message, part) => ({
    postId: post.id,
    part,
    ts: message.ts,
    text: message.text,
    // Of a webhook the person is not the author.
    slackUser: message.user === undefined ? '' : slackUser,
    isEdited: post.editAtMs !== undefined,
    post,
    message: now[part],
    files: part === messages.length - 1 ? post.files : [],
  }));
}

function adopt(
  { run, tally, pending, permalink, newestMs }: ConversationAdoption,
  { conversation, slackChannel }: AdoptTarget,
  { wanted, found, isSameText }: Match<Wanted, Found>,
  threadTs: string,
): void {
  const { channel, name } = conversation;
  const about = { channelId: channel.id, postId: wanted.postId, slackChannel, threadTs };
  const atMs = run.todayMs();
  const { message } = wanted;
  run.ledger.together(() => {
    run.ledger.adopt({
      ...intentOf({
        ...about,
        key: messageKey(wanted.postId, wanted.part),
        kind: 'message',
        digest: isSameText && message !== undefined ? messageDigest(message) : '',
      }),
      atMs,
      ts: found.ts,
    });
    if (found.pinned_to !== undefined && found.pinned_to.length > 0) {
      const key = pinKey(wanted.postId);
      run.ledger.adopt({ ...intentOf({ ...about, key, kind: 'pin' }), atMs, ts: found.ts });
    }
    for (const file of wanted.files) {
      const there = found.files.find(
        ({ name: known, size }) => known === file.name && size === file.sizeBytes,
      );
      if (there === undefined) continue;
      const key = uploadKey(file.id);
      run.ledger.adopt({
        ...intentOf({ ...about, key, kind: 'upload', fileId: there.id }),
        atMs,
        ts: found.ts,
      });
      tally.files += 1;
    }
  });
  tally.adopted += 1;
  noteFound({ newestMs }, wanted.post);
  if (isSameText) return;
  tally.edited += 1;
  pending.add({
    change: 'edited',
    postId: wanted.postId,
    channelId: channel.id,
    link: permalink(channel, wanted.post.id),
    slackChannel: name,
    ts: found.ts,
    value: wanted.text.slice(0, PENDING_CHARACTERS),
  });
}

/**
 * What is older than the newest message that was found should be there, so that sync must not append it; what is
 * newer was written since the archive was made, and sync brings it.
 */
async function giveUpMissing(shared: ConversationAdoption, target: AdoptTarget): Promise<void> {
  const { run, source, range, tally, newestMs } = shared;
  const { channel } = target.conversation;
  const foundToMs = newestMs.get(channel.id) ?? 0;
  for await (const page of source.posts(channel.id, range)) {
    run.signal.throwIfAborted();
    for (const post of page) {
      const { messages } = replayPost(post, target.replayed);
      const missing = messages.filter(
        ({ postId, part }) => run.ledger.get(messageKey(postId, part)) === undefined,
      );
      if (post.createAtMs > foundToMs) tally.newer += missing.length;
      else {
        tally.notFound += missing.length;
        for (const message of missing) giveUp(shared, target, message, 'not-found');
      }
    }
  }
}

/** Remembers the newest post that is known to be there, in this run or an earlier one. */
function noteFound(
  { newestMs }: Pick<ConversationAdoption, 'newestMs'>,
  { channelId, createAtMs }: Post,
): void {
  newestMs.set(channelId, Math.max(newestMs.get(channelId) ?? 0, createAtMs));
}

function giveUp(
  { run }: ConversationAdoption,
  { conversation: { channel }, slackChannel }: AdoptTarget,
  { postId, part }: Pick<WantedMessage, 'postId' | 'part'>,
  why: string,
): void {
  const about = { kind: 'message', channelId: channel.id, postId, slackChannel } as const;
  const intent = intentOf({ ...about, key: messageKey(postId, part) });
  run.ledger.giveUp({ ...intent, atMs: run.todayMs() }, why);
}

/** Enough to see what is meant; the whole text is behind the link. */
const PENDING_CHARACTERS = 500;
