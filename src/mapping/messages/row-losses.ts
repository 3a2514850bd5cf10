import type { Post, RowFault } from '../../model/model.ts';
import {
  joinedLosses,
  type LossCode,
  type LossNote,
  NO_LOSSES,
  redactionNotes,
} from '../losses.ts';
import { isByWebhook, type MessagePeople } from './authors.ts';

const FAULT_CODES: Readonly<Record<RowFault, LossCode>> = {
  'props-not-json': 'props_unreadable',
  'nul-character': 'character_replaced',
  'lone-surrogate': 'character_replaced',
  'unreadable-character': 'character_replaced',
  'encoding-repaired': 'encoding_repaired',
  'file-ids-without-rows': 'file_rows_missing',
  'legacy-filenames': 'legacy_files',
};

/** Losses for what was wrong in a post's row and mended. */
export const faultLosses = ({ faults }: Post): readonly LossNote[] =>
  faults.length === 0
    ? NO_LOSSES
    : [...new Set(faults.map((fault) => FAULT_CODES[fault]))].map((code) => ({ code }));

/** Losses of a post's row: what was wrong in it, credentials taken out of it, its author and its thread. */
export function rowLosses(post: Post, people: MessagePeople): readonly LossNote[] {
  return joinedLosses(
    faultLosses(post),
    post.redactions === undefined ? NO_LOSSES : redactionNotes(post),
    isKnownAuthor(post, people) ? NO_LOSSES : [{ code: 'unknown_author', old: post.userId ?? '' }],
    placeLosses(post),
  );
}

const isKnownAuthor = (post: Post, people: MessagePeople): boolean =>
  isByWebhook(post) || (post.userId !== undefined && people.ids.has(post.userId));

function placeLosses({ thread, tie, createAtMs }: Post): readonly LossNote[] {
  if (thread.kind !== 'lost-reply' && tie.rootMs === undefined) return NO_LOSSES;
  const losses: LossNote[] = [];
  if (thread.kind === 'lost-reply') {
    losses.push({ code: 'thread_root_lost', old: thread.rootId, new: thread.reason });
  }
  if (tie.rootMs !== undefined) {
    const times = { old: isoTime(createAtMs), new: isoTime(tie.rootMs) };
    losses.push({ code: 'reply_older_than_root', ...times });
  }
  return losses;
}

const isoTime = (ms: number): string => new Date(ms).toISOString();
