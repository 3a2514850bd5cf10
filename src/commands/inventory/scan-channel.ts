import type { Reader } from '../../exporters/database/reader.ts';
import type { FileStore } from '../../exporters/files/file-store.ts';
import { readDeletedTexts } from '../../exporters/inventory/facts.ts';
import { ownTexts, type PlacedText } from '../../exporters/secrets/post-texts.ts';
import { redactionsOf, redactText } from '../../exporters/secrets/redact.ts';
import { findSecrets, scanFile } from '../../exporters/secrets/scan.ts';
import type { Source, TimeRange } from '../../exporters/source.ts';
import type { SecretScan } from '../../mapping/inventory/inventory.ts';
import { authorName } from '../../mapping/messages/authors.ts';
import type { Permalink } from '../../mapping/permalinks.ts';
import type { Channel, FileInfo, Post, PostId, UserId } from '../../model/model.ts';
import {
  type FoundSecret,
  type Redaction,
  SECRET_KINDS,
  type SecretKind,
} from '../../model/secrets.ts';
import type { Progress } from '../run/progress.ts';

/** What the channels of a search share. */
export interface ScanRun {
  readonly source: Source;
  /** For the texts of deleted posts, which the source gives nobody. */
  readonly deleted: Reader;
  readonly store: FileStore | undefined;
  readonly range: TimeRange;
  readonly permalink: Permalink;
  readonly nameOf: (id: UserId) => string;
  readonly teamOf: (channel: Channel) => string;
  /** False where the channel's name may not be told. */
  readonly isShown: (channel: Channel) => boolean;
  readonly list: (cells: readonly string[]) => Promise<void>;
  readonly tally: SecretTally;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

type Found = ReadonlyMap<string, readonly FoundSecret[]>;
type ScannedPost = Pick<Post, 'id' | 'userId' | 'props' | 'message' | 'files' | 'createAtMs'>;

/** Where a credential stands, as the list tells it. */
interface Place {
  readonly channel: Channel;
  /** Undefined for the channel's own texts. */
  readonly post: ScannedPost | undefined;
  readonly where: string;
  readonly moves: boolean;
}

/** Searches a channel: its header and purpose, its live posts and their files, and its deleted posts. */
export async function scanChannel(run: ScanRun, channel: Channel): Promise<void> {
  run.progress.at(channel.name);
  await scanTopics(run, channel);
  for await (const page of run.source.posts(channel.id, run.range)) {
    run.signal.throwIfAborted();
    const live = page.filter(({ deleteAtMs }) => deleteAtMs === undefined);
    await scanPosts(run, channel, live, true);
    for (const post of live) {
      for (const file of post.files) await scanOneFile(run, channel, post, file);
    }
    run.tally.posts += live.length;
    run.progress.advance(live.length);
  }
  await scanDeleted(run, channel);
}

async function scanTopics(run: ScanRun, channel: Channel): Promise<void> {
  const texts = [
    { where: 'channel header', text: channel.header },
    { where: 'channel purpose', text: channel.purpose },
  ];
  const found = await findSecrets(texts.map(({ text }) => text));
  for (const { where, text } of texts) {
    for (const redaction of redactionsOf(text, found.get(text) ?? []).values()) {
      await tell(run, { channel, post: undefined, where, moves: true }, redaction);
    }
  }
}

async function scanPosts(
  run: ScanRun,
  channel: Channel,
  posts: readonly ScannedPost[],
  moves: boolean,
): Promise<void> {
  const texts = posts.map(ownTexts);
  const found = await findSecrets(texts.flatMap((own) => own.map(({ text }) => text)));
  if (found.size === 0) return;
  for (const [index, post] of posts.entries()) {
    for (const { where, redaction } of inPost(texts[index] ?? [], found)) {
      await tell(run, { channel, post, where, moves }, redaction);
    }
  }
}

/** What a post says twice is told once, where it stands first. */
function inPost(
  texts: readonly PlacedText[],
  found: Found,
): Iterable<{ readonly where: string; readonly redaction: Redaction }> {
  const once = new Map<string, { where: string; redaction: Redaction }>();
  for (const { text, place } of texts) {
    for (const [secret, redaction] of redactionsOf(text, found.get(text) ?? [])) {
      if (!once.has(secret)) once.set(secret, { where: place, redaction });
    }
  }
  return once.values();
}

async function scanOneFile(
  run: ScanRun,
  channel: Channel,
  post: ScannedPost,
  file: FileInfo,
): Promise<void> {
  if (run.store === undefined || file.stored?.state !== 'there') return;
  const scanned = await scanFile(run.store, file, file.stored.sizeBytes);
  if (scanned.state === 'other') return;
  if (scanned.state !== 'scanned') {
    run.tally.filesSkipped += 1;
    return;
  }
  run.tally.files += 1;
  const own = await findSecrets([file.name]);
  const where = `file ${redactText(file.name, own.get(file.name) ?? [])}`;
  for (const redaction of redactionsOf(scanned.text, scanned.found).values()) {
    await tell(run, { channel, post, where, moves: true }, redaction);
  }
}

const POSTS_PER_BATCH = 500;

/** They stay behind with the database, where whoever reads it finds them. */
async function scanDeleted(run: ScanRun, channel: Channel): Promise<void> {
  const { fromMs = 0, toMs = Number.POSITIVE_INFINITY } = run.range;
  for await (const page of run.source.deletedPosts(channel.id, 0)) {
    run.signal.throwIfAborted();
    const ids = page
      .filter(({ createAtMs }) => createAtMs >= fromMs && createAtMs < toMs)
      .map(({ id }) => id);
    for (const some of inBatches(ids)) {
      const rows = await readDeletedTexts(run.deleted, some);
      await scanPosts(
        run,
        channel,
        rows.map((row) => ({ ...row, files: [] })),
        false,
      );
    }
  }
}

function* inBatches(ids: readonly PostId[]): Generator<readonly PostId[]> {
  for (let start = 0; start < ids.length; start += POSTS_PER_BATCH) {
    yield ids.slice(start, start + POSTS_PER_BATCH);
  }
}

async function tell(
  { tally, nameOf, permalink, teamOf, isShown, list }: ScanRun,
  { channel, post, where, moves }: Place,
  { kind, masked }: Redaction,
): Promise<void> {
  const author = post === undefined ? undefined : authorName(post, nameOf);
  if (moves) countSecret(tally, kind, channel, author);
  else tally.inDeleted += 1;
  const shown = isShown(channel);
  await list([
    SECRET_KINDS[kind],
    shown ? teamOf(channel) : '',
    shown ? channel.displayName : `(${channel.type})`,
    author ?? '',
    post === undefined ? '' : new Date(post.createAtMs).toISOString(),
    // A channel's own address has its name.
    post !== undefined || shown ? permalink(channel, post?.id) : '',
    masked,
    where,
    moves ? 'yes' : 'no, deleted',
  ]);
}

/** Counts of a search; it grows with kinds, channels and people, not with what is found. */
export interface SecretTally {
  posts: number;
  files: number;
  filesSkipped: number;
  found: number;
  inDeleted: number;
  readonly kinds: Map<SecretKind, number>;
  readonly channels: Map<Channel, number>;
  readonly authors: Map<string, number>;
}

export const noSecrets = (): SecretTally => ({
  posts: 0,
  files: 0,
  filesSkipped: 0,
  found: 0,
  inDeleted: 0,
  kinds: new Map(),
  channels: new Map(),
  authors: new Map(),
});

/** Counts a credential that would move. An author is undefined where nobody is known to have written it. */
function countSecret(
  tally: SecretTally,
  kind: SecretKind,
  channel: Channel,
  author: string | undefined,
): void {
  tally.found += 1;
  addOne(tally.kinds, kind);
  addOne(tally.channels, channel);
  if (author !== undefined) addOne(tally.authors, author);
}

export function secretScan(
  tally: SecretTally,
  tookMs: number,
  nameOf: (channel: Channel) => string | undefined,
): SecretScan {
  const { posts, files, filesSkipped, found, inDeleted } = tally;
  return {
    ...{ posts, files, filesSkipped, found, inDeleted, tookMs: Math.round(tookMs) },
    kinds: ordered(tally.kinds, (kind) => kind).map(([kind, count]) => ({ kind, found: count })),
    channels: ordered(tally.channels, ({ id }) => id).map(([channel, count]) => ({
      name: nameOf(channel),
      type: channel.type,
      found: count,
    })),
    authors: ordered(tally.authors, (name) => name).map(([name, count]) => ({
      name,
      found: count,
    })),
  };
}

function addOne<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** The most first, equals by name. */
function ordered<Key>(
  counts: ReadonlyMap<Key, number>,
  nameOf: (key: Key) => string,
): readonly (readonly [Key, number])[] {
  return [...counts].sort(([a, m], [b, n]) => n - m || (nameOf(a) < nameOf(b) ? -1 : 1));
}
