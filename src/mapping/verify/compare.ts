import type { PostRef } from '../../model/model.ts';
import type { ArchiveMessage } from './archive.ts';
import {
  type ChannelFacts,
  type ComparedField,
  type Difference,
  differenceOf,
  type FileFacts,
  type PersonFacts,
  type PostFacts,
} from './facts.ts';
import { microsOfTs, partMicros, tsOfMicros } from './pair-archive.ts';

/** A field that differs, with the values of both sides. */
export interface FieldDifference {
  readonly thing: 'message' | 'file';
  readonly kind: 'missing' | 'unexpected' | 'differs';
  readonly field: ComparedField;
  readonly name: string;
  readonly source: string;
  readonly target: string;
}

/** Characters shown on each side of the first difference of two texts. */
const CONTEXT_CHARACTERS = 60;

type ReadField = readonly [field: ComparedField, read: (facts: PostFacts) => string];

const FIELDS: readonly ReadField[] = [
  ['author', ({ author }) => author],
  ['time', ({ atMs }) => new Date(atMs).toISOString()],
  ['text', ({ text }) => text],
  ['attachments', ({ attachments }) => attachments],
  ['thread', ({ thread }) => thread],
  ['edited', ({ edited }) => edited],
  ['reactions', ({ reactions }) => reactions.join('; ')],
  ['pinned', ({ isPinned }) => String(isPinned)],
];

/** Compares a post with its messages, field by field; of a tombstone only that it is one. */
export function comparePosts(source: PostFacts, target: PostFacts): readonly FieldDifference[] {
  if (source.isTombstone !== target.isTombstone) {
    const sides = { source: String(source.isTombstone), target: String(target.isTombstone) };
    return [{ thing: 'message', kind: 'differs', field: 'deleted', name: '', ...sides }];
  }
  if (source.isTombstone) return [];
  const fields = FIELDS.flatMap(([field, read]): readonly FieldDifference[] => {
    const [before, after] = [read(source), read(target)];
    if (before === after) return [];
    const sides = cutToDifference(before, after);
    return [{ thing: 'message', kind: 'differs', field, name: '', ...sides }];
  });
  return [...fields, ...compareFiles(source.files, target.files)];
}

function cutToDifference(source: string, target: string): { source: string; target: string } {
  let same = 0;
  while (same < source.length && source.charCodeAt(same) === target.charCodeAt(same)) same += 1;
  const from = Math.max(0, same - CONTEXT_CHARACTERS);
  const cut = (text: string): string =>
    `${from > 0 ? '…' : ''}${text.slice(from, same + CONTEXT_CHARACTERS)}${text.length > same + CONTEXT_CHARACTERS ? '…' : ''}`;
  return { source: cut(source), target: cut(target) };
}

function compareFiles(
  source: readonly FileFacts[],
  target: readonly FileFacts[],
): readonly FieldDifference[] {
  const there = new Map(target.map((file) => [file.id, file]));
  const wanted = new Set(source.map(({ id }) => id));
  return [
    ...source.flatMap((file) => compareFile(file, there.get(file.id))),
    ...target
      .filter(({ id }) => !wanted.has(id))
      .map(({ id, name }) => fileDifference('unexpected', '', id, '', name)),
  ];
}

function compareFile(source: FileFacts, target: FileFacts | undefined): readonly FieldDifference[] {
  const { id, name } = source;
  if (target === undefined) return [fileDifference('missing', '', id, name, '')];
  const found: FieldDifference[] = [];
  if (name !== target.name) found.push(fileDifference('differs', 'name', id, name, target.name));
  if (target.sizeBytes !== undefined && source.sizeBytes !== target.sizeBytes) {
    const sizes = [String(source.sizeBytes), String(target.sizeBytes)] as const;
    found.push(fileDifference('differs', 'size', id, ...sizes));
  }
  if (target.mimeType !== '' && source.mimeType !== target.mimeType) {
    found.push(fileDifference('differs', 'type', id, source.mimeType, target.mimeType));
  }
  return found;
}

const fileDifference = (
  kind: FieldDifference['kind'],
  field: ComparedField,
  name: string,
  source: string,
  target: string,
): FieldDifference => ({ thing: 'file', kind, field, name, source, target });

const CHANNEL_FIELDS: readonly (readonly [ComparedField, (facts: ChannelFacts) => string])[] = [
  ['name', ({ name }) => name],
  ['visibility', ({ visibility }) => visibility],
  ['archived', ({ isArchived }) => String(isArchived)],
  ['topic', ({ topic }) => topic],
  ['purpose', ({ purpose }) => purpose],
];

const PERSON_FIELDS: readonly (readonly [ComparedField, (facts: PersonFacts) => string])[] = [
  ['name', ({ username }) => username],
  ['real-name', ({ realName }) => realName],
  ['display-name', ({ displayName }) => displayName],
  ['email', ({ email }) => email],
  ['bot', ({ isBot }) => String(isBot)],
  ['deactivated', ({ isDeactivated }) => String(isDeactivated)],
];

/** Compares a channel field by field; of its members, lists those that only one side has. */
export function compareChannels(
  source: ChannelFacts,
  target: ChannelFacts,
  place: Pick<Difference, 'channelId' | 'slackChannel'>,
): readonly Difference[] {
  const about = { kind: 'differs', thing: 'channel', ...place } as const;
  const fields = CHANNEL_FIELDS.flatMap(([field, read]) => {
    const sides = { source: read(source), target: read(target) };
    return sides.source === sides.target ? [] : [differenceOf({ ...about, field, ...sides })];
  });
  const members = onlyIn(source.members, target.members);
  if (members === undefined) return fields;
  return [...fields, differenceOf({ ...about, field: 'members', ...members })];
}

/** Compares an account field by field. */
export function comparePersons(
  source: PersonFacts,
  target: PersonFacts,
  name: string,
): readonly Difference[] {
  return PERSON_FIELDS.flatMap(([field, read]) => {
    const sides = { source: read(source), target: read(target) };
    if (sides.source === sides.target) return [];
    return [differenceOf({ kind: 'differs', thing: 'user', field, name, ...sides })];
  });
}

/** Items that only one of two lists has, joined by commas; undefined when they have the same. */
export function onlyIn(
  source: readonly string[],
  target: readonly string[],
): { readonly source: string; readonly target: string } | undefined {
  const [before, after] = [new Set(source), new Set(target)];
  const gone = source.filter((item) => !after.has(item));
  const added = target.filter((item) => !before.has(item));
  if (gone.length === 0 && added.length === 0) return undefined;
  return { source: gone.join(', '), target: added.join(', ') };
}

export interface ReplyRules {
  /** The `ts` of a post, in microseconds. */
  readonly microsOf: (ref: PostRef) => number;
  /** True when the list may lack replies because they are in a later archive. */
  readonly mayBeIncomplete: boolean;
  /** True for a message that was deleted after the archive was made. */
  readonly isDeleted: (ts: string) => boolean;
}

const MAX_PARTS = 32;

/** Compares a root's list of replies with the expected one; undefined when they are equal. */
export function compareReplies(
  replies: readonly PostRef[],
  root: ArchiveMessage,
  rules: ReplyRules,
): { readonly source: string; readonly target: string } | undefined {
  const expected = replies.map((reply) => tsOfMicros(rules.microsOf(reply)));
  const listed = root.replies.map(({ ts }) => ts);
  const count = root['reply_count'] ?? 0;
  if (count !== listed.length) {
    return { source: `${listed.length} replies`, target: `reply_count ${String(count)}` };
  }
  const wrong = onlyIn(expected, listed);
  if (wrong === undefined) return undefined;
  const known = new Set(expected);
  const ofParts = partSlots(
    replies,
    listed.filter((ts) => !known.has(ts)),
  );
  const target = listed.filter((ts) => known.has(ts) || !(ofParts.has(ts) || rules.isDeleted(ts)));
  const there = new Set(listed);
  const source = rules.mayBeIncomplete ? expected.filter((ts) => there.has(ts)) : expected;
  return onlyIn(source, target);
}

/** The listed `ts` that are further parts of a reply. */
function partSlots(replies: readonly PostRef[], listed: readonly string[]): ReadonlySet<string> {
  const wanted = new Set(listed.map(microsOfTs));
  const found = new Set<string>();
  if (wanted.size === 0) return found;
  for (const { createAtMs, tie } of replies) {
    for (let part = 1; part < MAX_PARTS; part += 1) {
      const micros = partMicros(createAtMs, tie, part);
      if (wanted.has(micros)) found.add(tsOfMicros(micros));
    }
  }
  return found;
}
