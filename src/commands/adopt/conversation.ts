import { messageKey, pinKey, uploadKey } from '../../importers/ledger/keys.ts';
import { type Intent, intentOf } from '../../importers/ledger/ledger.ts';
import { messageDigest } from '../../importers/workspace/messages.ts';
import {
  type ImportedMessage,
  readThread,
  readWindow,
} from '../../importers/workspace/read-history.ts';
import type { WorkspaceSession } from '../../importers/workspace/session.ts';
import { areReactionsNewer, reactionsLine } from '../../mapping/changed-reactions.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import type { ImportRules } from '../../mapping/import-identities.ts';
import { shownText } from '../../mapping/manual-changes.ts';
import {
  type Match,
  matchMessages,
  secondOf,
  type WantedMessage,
} from '../../mapping/match-messages.ts';
import { type ReplayMessage, replayPost } from '../../mapping/replay/replay-post.ts';
import { EVENT_TYPE } from '../../mapping/slack-ids.ts';
import { type ChannelId, type Post, placeMs } from '../../model/model.ts';
import type { RunLog } from '../run/run-log.ts';
import type { Scope } from '../run/scope.ts';
import type { AdoptTally } from './report.ts';
import {
  type AdoptContexts,
  type Found,
  formerTexts,
  foundMessage,
  type Wanted,
  wantedMessages,
} from './wanted.ts';

/** Context for adopting conversations. */
export interface Adoption {
  readonly session: WorkspaceSession;
  readonly scope: Scope;
  readonly log: Pick<RunLog, 'progress' | 'pending'>;
  /** Authors and mentions of the archive in the workspace. */
  readonly rules: ImportRules;
  readonly found: AdoptFindings;
}

/** Findings of the run so far. */
export interface AdoptFindings {
  readonly tally: AdoptTally;
  /** CreateAt of the newest post found, by channel. */
  readonly newestMs: Map<ChannelId, number>;
  /** Lists a message that was not found, or not for certain. */
  readonly unclear: (line: UnclearMessage) => Promise<void>;
}

/** A conversation, its channel in Slack, and the contexts that map its posts. */
export interface AdoptTarget extends AdoptContexts {
  readonly conversation: Conversation;
  readonly slackChannel: string;
  /** Time of the latest change that the archives hold; undefined where no record of them is there. */
  readonly archivedToMs: number | undefined;
}

/** Why a message is not taken for that of a post. */
export type AdoptProblem = 'ambiguous' | 'edited' | 'not-found';

export interface UnclearMessage {
  readonly postId: string;
  readonly link: string;
  readonly slackChannel: string;
  readonly candidates: readonly string[];
  readonly problem: AdoptProblem;
}

/** Records the messages of a conversation that are not in the ledger yet, in the order of time. */
export async function adoptConversation(adoption: Adoption, target: AdoptTarget): Promise<void> {
  const { session, scope, log } = adoption;
  let fromSecond = 0;
  let held: Post[] = [];
  log.progress.at(target.conversation.name);
  for await (const page of scope.source.posts(target.conversation.channel.id, scope.range)) {
    session.signal.throwIfAborted();
    held.push(...page);
    const last = page.at(-1);
    const lastSecond = last === undefined ? 0 : Math.floor(placeMs(last) / 1000);
    // Posts of one second may be split between pages: they are matched together.
    const isWhole = (post: Post) => Math.floor(placeMs(post) / 1000) < lastSecond;
    const whole = held.filter(isWhole);
    if (whole.length > 0) {
      await adoptPosts(adoption, target, whole, { fromSecond, toSecond: lastSecond });
      fromSecond = lastSecond;
      held = held.filter((post) => !isWhole(post));
    }
    log.progress.advance(page.length);
  }
  await adoptPosts(adoption, target, held, { fromSecond, toSecond: undefined });
  await recordMissingMessages(adoption, target);
}

async function adoptPosts(
  adoption: Adoption,
  target: AdoptTarget,
  posts: readonly Post[],
  window: { readonly fromSecond: number; readonly toSecond: number | undefined },
): Promise<void> {
  const { session } = adoption;
  const { slackChannel } = target;
  // Only in the order of time does each post get the `ts` that it has in the archive.
  const former = await formerTexts(adoption.scope, posts);
  const wanted = posts.flatMap((post) => wantedMessages(post, target, former.get(post.id) ?? []));
  const outside = wanted.filter(({ post }) => post.thread.kind !== 'reply');
  const found = await readWindow(session, slackChannel, window);
  await adoptAmong(adoption, target, outside, { found, threadTs: '' });
  const threads = new Map<string, Wanted[]>();
  for (const message of wanted) {
    const { thread } = message.post;
    if (thread.kind !== 'reply') continue;
    const rootTs = session.ledger.get(messageKey(thread.root.id, 0))?.ts ?? '';
    threads.set(rootTs, [...(threads.get(rootTs) ?? []), message]);
  }
  for (const [threadTs, replies] of threads) {
    const isToBeRead = threadTs !== '' && replies.some((reply) => isOpen(adoption, reply));
    const place = { channel: slackChannel, rootTs: threadTs };
    const candidates = isToBeRead ? await readNear(session, place, replies) : [];
    await adoptAmong(adoption, target, replies, { found: candidates, threadTs });
  }
}

/** Reads the messages of a thread that are of the same second as one of these replies. */
async function readNear(
  session: WorkspaceSession,
  place: { readonly channel: string; readonly rootTs: string },
  replies: readonly Wanted[],
): Promise<readonly ImportedMessage[]> {
  const near = new Set(replies.map(({ ts }) => secondOf(ts)));
  // A long thread is on many pages of posts: each page reads its own part of it.
  const seconds = [...near].sort((a, b) => a - b);
  const [fromSecond = 0] = seconds;
  const inThread = await readThread(session, place, {
    fromSecond,
    toSecond: (seconds.at(-1) ?? fromSecond) + 1,
  });
  return inThread.filter(({ ts }) => near.has(secondOf(ts)));
}

/** True when the message is not in the ledger, or is recorded there as not found. */
function isOpen({ session }: Adoption, { postId, part }: WantedMessage): boolean {
  const known = session.ledger.get(messageKey(postId, part));
  return known === undefined || (known.origin === 'import' && known.state === 'failed');
}

async function adoptAmong(
  adoption: Adoption,
  target: AdoptTarget,
  wanted: readonly Wanted[],
  { found, threadTs }: { readonly found: readonly ImportedMessage[]; readonly threadTs: string },
): Promise<void> {
  const { session, rules, found: findings } = adoption;
  const { tally } = findings;
  const known = new Set(
    wanted.flatMap(({ postId }) => session.ledger.ofPost(postId).map(({ ts }) => ts)),
  );
  const open = wanted.filter((message) => isOpen(adoption, message));
  for (const message of wanted) if (!isOpen(adoption, message)) noteNewest(findings, message.post);
  tally.known += wanted.length - open.length;
  const candidates = found
    .filter(({ ts, metadata }) => !known.has(ts) && metadata?.event_type !== EVENT_TYPE)
    .map(foundMessage);
  const matching = matchMessages<Wanted, Found>(open, candidates, rules);
  for (const match of matching.matches) adopt(adoption, target, match, threadTs);
  for (const { wanted: message, candidates: several, problem } of matching.unclear) {
    tally.ambiguous += 1;
    const ts = several.map((each) => each.ts);
    await recordNotFound(adoption, target, message, { problem, candidates: ts });
  }
  tally.foreign += matching.foreign.length;
}

function adopt(
  { session, scope, log, found: findings }: Adoption,
  { conversation, slackChannel, archivedToMs }: AdoptTarget,
  match: Match<Wanted, Found>,
  threadTs: string,
): void {
  const { channel, name } = conversation;
  const { wanted, found, isSameText } = match;
  const { tally } = findings;
  const about = { channelId: channel.id, postId: wanted.postId, slackChannel, threadTs };
  tally.files += enterAdopted(session, about, match);
  tally.adopted += 1;
  noteNewest(findings, wanted.post);
  const place = {
    postId: wanted.postId,
    channelId: channel.id,
    link: scope.permalink(channel, wanted.post.id),
    slackChannel: name,
    ts: found.ts,
  };
  const reactions = { now: wanted.reactions, found: reactionsOf(found) };
  if (archivedToMs !== undefined && areReactionsNewer(wanted.post, reactions, archivedToMs)) {
    log.pending.add({ change: 'reactions', ...place, value: reactionsLine(wanted.reactions) });
  }
  if (isSameText) return;
  tally.edited += 1;
  log.pending.add({ change: 'edited', ...place, value: shownText(wanted.text) });
}

/** Enters a found message with its pin and its files into the ledger; returns the number of files. */
function enterAdopted(
  { ledger, clock }: WorkspaceSession,
  about: Pick<Intent, 'channelId' | 'postId' | 'slackChannel' | 'threadTs'>,
  { wanted, found, isSameText }: Match<Wanted, Found>,
): number {
  const done = { atMs: clock.todayMs(), ts: found.ts };
  const { message } = wanted;
  let files = 0;
  ledger.transaction(() => {
    ledger.adopt({
      ...intentOf({
        ...about,
        key: messageKey(wanted.postId, wanted.part),
        kind: 'message',
        digest: isSameText && message !== undefined ? messageDigest(message) : '',
      }),
      ...done,
    });
    if (found.pinned_to !== undefined && found.pinned_to.length > 0) {
      ledger.adopt({ ...intentOf({ ...about, key: pinKey(wanted.postId), kind: 'pin' }), ...done });
    }
    for (const file of wanted.files) {
      const there = found.files.find(
        ({ name: known, size }) => known === file.name && size === file.sizeBytes,
      );
      if (there === undefined) continue;
      const key = uploadKey(file.id);
      ledger.adopt({
        ...intentOf({ ...about, key, kind: 'upload', fileId: there.id }),
        ...done,
      });
      files += 1;
    }
  });
  return files;
}

const reactionsOf = ({ reactions }: Found): number =>
  reactions.reduce((sum, { count }) => sum + count, 0);

/**
 * Records missing messages. One that is older than the newest message found should have been imported, so sync must not
 * append it; a newer one was written after the archive was made, and sync creates it.
 */
async function recordMissingMessages(adoption: Adoption, target: AdoptTarget): Promise<void> {
  const { session, scope, found } = adoption;
  const { tally, newestMs } = found;
  const { channel } = target.conversation;
  const foundToMs = newestMs.get(channel.id) ?? 0;
  for await (const page of scope.source.posts(channel.id, scope.range)) {
    session.signal.throwIfAborted();
    for (const post of page) {
      const { messages } = replayPost(post, target.replayed);
      const missing = messages.filter(
        ({ postId, part }) => session.ledger.get(messageKey(postId, part)) === undefined,
      );
      if (post.createAtMs > foundToMs) tally.newer += missing.length;
      else {
        tally.notFound += missing.length;
        for (const message of missing)
          await recordNotFound(adoption, target, message, { problem: 'not-found', candidates: [] });
      }
    }
  }
}

/** Keeps the time of the newest post that is in the workspace, found by this run or an earlier one. */
function noteNewest({ newestMs }: AdoptFindings, { channelId, createAtMs }: Post): void {
  newestMs.set(channelId, Math.max(newestMs.get(channelId) ?? 0, createAtMs));
}

/** Enters a message as not found, so that nothing is sent in its place, and lists it. */
async function recordNotFound(
  { session, scope, found }: Adoption,
  { conversation: { channel, name }, slackChannel }: AdoptTarget,
  { postId, part }: Pick<ReplayMessage, 'postId' | 'part'>,
  { problem, candidates }: Pick<UnclearMessage, 'problem' | 'candidates'>,
): Promise<void> {
  const about = { kind: 'message', channelId: channel.id, postId, slackChannel } as const;
  const intent = intentOf({ ...about, key: messageKey(postId, part) });
  const why = problem === 'not-found' ? problem : 'ambiguous';
  session.ledger.recordMissing({ ...intent, atMs: session.clock.todayMs() }, why);
  const link = scope.permalink(channel, postId);
  await found.unclear({ postId, link, slackChannel: name, candidates, problem });
}
