import type { Reader } from '../../exporters/database/reader.ts';
import type { FileStore } from '../../exporters/files/file-store.ts';
import { readDeletedTexts } from '../../exporters/inventory/facts.ts';
import { redactionsOf, redactText } from '../../exporters/secrets/redact.ts';
import { findSecrets, scanFile } from '../../exporters/secrets/scan.ts';
import type { PostUnit, Source, TimeRange } from '../../exporters/source.ts';
import { authorName } from '../../mapping/messages/authors.ts';
import type { Permalink } from '../../mapping/permalinks.ts';
import type { Channel, PostId, UserId } from '../../model/model.ts';
import { type Redaction, SECRET_KINDS } from '../../model/secrets.ts';
import type { Progress } from '../run/progress.ts';
import type { Runner } from '../run/workers/threads.ts';
import { type PlacedPost, type SearchedPage, secretsIn, type TextFile } from './search-unit.ts';
import { countSecret, type SecretTally } from './secret-tally.ts';

/** What a search reads. */
export interface SearchedSource {
  readonly source: Source;
  /** For the texts of deleted posts, which the source gives nobody. */
  readonly deleted: Reader;
  readonly store: FileStore | undefined;
  readonly range: TimeRange;
}

/** How places are named in the list. */
export interface PlaceNames {
  readonly permalink: Permalink;
  readonly nameOf: (id: UserId) => string;
  readonly teamOf: (channel: Channel) => string;
  /** False where the channel's name may not be told. */
  readonly isShown: (channel: Channel) => boolean;
}

/** A search and where it goes. */
export interface SearchRun {
  readonly from: SearchedSource;
  readonly names: PlaceNames;
  readonly into: {
    readonly list: (cells: readonly string[]) => Promise<void>;
    readonly tally: SecretTally;
  };
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** Where a credential stands, as the list tells it. */
interface Place {
  readonly channel: Channel;
  /** Undefined for the channel's own texts. */
  readonly post: PlacedPost | undefined;
  readonly where: string;
  readonly moves: boolean;
}

/** Searches channels: their headers and purposes, then live posts and their files, then deleted posts. */
export async function searchChannels(
  run: SearchRun,
  channels: readonly Channel[],
  runner: Runner<PostUnit, SearchedPage>,
): Promise<void> {
  for (const channel of channels) await searchTopics(run, channel);
  const byId = new Map(channels.map((channel) => [channel.id, channel]));
  const { source, range } = run.from;
  const units = await source.divide([...byId.keys()], range);
  for await (const page of runner.run(units)) {
    const channel = byId.get(page.channel);
    if (channel !== undefined) await takePage(run, channel, page);
  }
  for (const channel of channels) await searchDeleted(run, channel);
}

async function searchTopics(run: SearchRun, channel: Channel): Promise<void> {
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

async function takePage(run: SearchRun, channel: Channel, page: SearchedPage): Promise<void> {
  const { progress, into, signal } = run;
  signal.throwIfAborted();
  progress.at(channel.name);
  for (const { post, where, redaction } of page.found) {
    await tell(run, { channel, post, where, moves: true }, redaction);
  }
  for (const file of page.files) await searchFile(run, channel, file);
  into.tally.posts += page.posts;
  progress.advance(page.posts);
}

async function searchFile(
  run: SearchRun,
  channel: Channel,
  { post, file, sizeBytes }: TextFile,
): Promise<void> {
  const { store } = run.from;
  if (store === undefined) return;
  const { tally } = run.into;
  const scanned = await scanFile(store, file, sizeBytes);
  if (scanned.state === 'other') return;
  if (scanned.state !== 'scanned') {
    tally.filesSkipped += 1;
    return;
  }
  tally.files += 1;
  const own = await findSecrets([file.name]);
  const where = `file ${redactText(file.name, own.get(file.name) ?? [])}`;
  for (const redaction of redactionsOf(scanned.text, scanned.found).values()) {
    await tell(run, { channel, post, where, moves: true }, redaction);
  }
}

const POSTS_PER_BATCH = 500;

/** They stay behind with the database, where whoever reads it finds them. */
async function searchDeleted(run: SearchRun, channel: Channel): Promise<void> {
  const { source, deleted, range } = run.from;
  const { fromMs = 0, toMs = Number.POSITIVE_INFINITY } = range;
  for await (const page of source.deletedPosts(channel.id, 0)) {
    run.signal.throwIfAborted();
    const ids = page
      .filter(({ createAtMs }) => createAtMs >= fromMs && createAtMs < toMs)
      .map(({ id }) => id);
    for (const some of inBatches(ids)) {
      const rows = await readDeletedTexts(deleted, some);
      const found = await secretsIn(rows.map((row) => ({ ...row, files: [] })));
      for (const { post, where, redaction } of found) {
        await tell(run, { channel, post, where, moves: false }, redaction);
      }
    }
  }
}

function* inBatches(ids: readonly PostId[]): Generator<readonly PostId[]> {
  for (let start = 0; start < ids.length; start += POSTS_PER_BATCH) {
    yield ids.slice(start, start + POSTS_PER_BATCH);
  }
}

async function tell(
  { names: { nameOf, permalink, teamOf, isShown }, into: { tally, list } }: SearchRun,
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
