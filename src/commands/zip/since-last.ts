import type { SyncSettings } from '../../config/config.ts';
import { type Line, UsageError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import type { ExportedPosts } from '../../importers/archive/exported-posts.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import type { MessageContext } from '../../mapping/messages/map-post.ts';
import {
  microsOf,
  type PlacedRef,
  type TsIssuer,
  tsFromMicros,
} from '../../mapping/messages/timestamps.ts';
import type { ChannelId, PostId } from '../../model/model.ts';
import { dayOf } from '../../reports/figures.ts';
import { slackTs } from '../../slack/shapes.ts';
import { joinedNotices } from '../run/joined-notices.ts';
import type { SinceLast } from './append.ts';
import type { ZipChain } from './chain.ts';

/** Makes the context of `--since-last`; undefined for an archive of everything. */
export function sinceLast(
  { overlapMs }: SyncSettings,
  { exported, pending, isSinceLast }: ZipChain,
  { tooOld, contextsThen }: Pick<SinceLast, 'tooOld' | 'contextsThen'>,
): SinceLast | undefined {
  if (!isSinceLast || exported === undefined) return undefined;
  const sinceMs = Number(exported.meta('seen_to_ms') ?? 0) - overlapMs;
  return { exported, window: { sinceMs, overlapMs }, pending, tooOld, contextsThen };
}

/** Warns of new posts of private conversations, which an import cannot add to an existing channel; nothing for none. */
export const byApiWarning = (posts: number): readonly Line[] =>
  posts === 0 ? [] : [notice('private-posts-by-api', { posts })];

/**
 * Makes a context that keeps the `ts` of exported posts: an issued `ts` wins over a new calculation, which neighbours
 * of a post may have changed, and no `ts` is issued twice.
 */
export function knownIssuer(context: MessageContext, exported: ExportedPosts): MessageContext {
  const { rules, conversation } = context;
  const issuer = issuerBeside(rules.issuer, exported, conversation.channel.id);
  return { ...context, rules: { ...rules, issuer } };
}

function issuerBeside(issuer: TsIssuer, exported: ExportedPosts, channel: ChannelId): TsIssuer {
  let issued = { id: '', micros: 0 };
  const free = (micros: number): number => {
    let next = micros;
    while (exported.hasTs(channel, tsFromMicros(next))) next += 1;
    return next;
  };
  const knownMicros = (id: PostId): number | undefined => {
    const known = exported.get(id)?.ts ?? '';
    return known === '' ? undefined : microsOf(slackTs(known));
  };
  // Also a post that is alone in its millisecond may meet another, whose row is gone.
  const firstOf = (ref: PlacedRef): number =>
    knownMicros(ref.id) ?? (issued.id === ref.id ? issued.micros : free(microsOf(issuer.of(ref))));
  return {
    issue(post) {
      let micros = knownMicros(post.id);
      if (micros === undefined) {
        micros = issuer.issue(post);
        // An issued root may have another place than the rule gives.
        if (post.thread?.kind === 'reply') micros = Math.max(micros, firstOf(post.thread.root) + 1);
        micros = free(micros);
      }
      issued = { id: post.id, micros };
      return micros;
    },
    of: (ref) => tsFromMicros(firstOf(ref)),
    ofPart(ref, part) {
      const first = firstOf(ref);
      let micros = 0;
      // A part before it may have moved to its slot.
      for (let each = 1; each <= part; each += 1) {
        micros = free(Math.max(issuer.ofPart(ref, each), micros + 1));
        if (micros === first) micros = free(micros + 1);
      }
      return micros;
    },
  };
}

/**
 * Collects new posts that are older than exported ones of their conversation: appended, they would follow newer ones.
 */
export interface OrderGuard {
  tooOld(conversation: Conversation, createAtMs: number): void;
  /** Throws a UsageError with every conversation, if there is any. */
  throwAny(): void;
}

/** Makes the guard that finds posts older than what an earlier archive has of their channel. */
export function orderGuard(): OrderGuard {
  const found = new Map<string, { posts: number; firstMs: number; lastMs: number }>();
  return {
    tooOld({ name }, createAtMs) {
      const known = found.get(name);
      found.set(name, {
        posts: (known?.posts ?? 0) + 1,
        firstMs: Math.min(known?.firstMs ?? createAtMs, createAtMs),
        lastMs: Math.max(known?.lastMs ?? createAtMs, createAtMs),
      });
    },
    throwAny() {
      const older = [...found].map(([channel, { posts, firstMs, lastMs }]) =>
        notice('older-posts-of-channel', {
          channel,
          posts,
          first: dayOf(firstMs, 'en'),
          last: dayOf(lastMs, 'en'),
        }),
      );
      const channels = joinedNotices('joined-by-comma', older);
      if (channels === undefined) return;
      throw new UsageError(notice('since-last-older-posts', { channels }));
    },
  };
}
