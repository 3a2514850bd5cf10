import { CsvFile } from '../../importers/archive/csv-file.ts';
import { writeManifestLine } from '../../importers/archive/manifest.ts';
import {
  addFileBytes,
  addLeftOut,
  emptyTally,
  type PostTally,
  sumOfTallies,
} from '../../mapping/account.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import { csvLine } from '../../mapping/csv.ts';
import { type ImportMessage, type ImportView, importPost } from '../../mapping/csv-import/lines.ts';
import { type ImportFile, importEntry } from '../../mapping/csv-import/names.ts';
import { type CsvQuoting, importLine } from '../../mapping/csv-import/quoting.ts';
import { NO_FILES } from '../../mapping/messages/files.ts';
import { type MappedPost, type MessageContext, mapPost } from '../../mapping/messages/map-post.ts';
import type { Post } from '../../model/model.ts';
import { channelPlace } from '../run/loss-log.ts';
import { addPost, leavePostOut } from '../run/post-counts.ts';
import type { ArchiveRun } from './archive-run.ts';

/** How conversations become files of a text import. */
export interface CsvShape {
  readonly quoting: CsvQuoting;
  readonly fileOf: (conversation: Conversation) => ImportFile;
  readonly viewOf: (context: MessageContext) => ImportView;
}

/** Counts of a text import, and the conversations without a file. */
export interface WrittenCsv {
  readonly tally: PostTally;
  readonly empty: readonly Conversation[];
}

/** Writes a file for each conversation with messages, one after another. */
export async function writeCsvConversations(run: ArchiveRun, shape: CsvShape): Promise<WrittenCsv> {
  const tallies: PostTally[] = [];
  const empty: Conversation[] = [];
  for (const conversation of run.scope.conversations) {
    run.log.progress.at(conversation.name);
    const tally = await writeConversation(run, shape, conversation);
    tallies.push(tally);
    if (tally.messages === 0) empty.push(conversation);
  }
  return { tally: sumOfTallies(tallies), empty };
}

async function writeConversation(
  run: ArchiveRun,
  shape: CsvShape,
  conversation: Conversation,
): Promise<PostTally> {
  const { scope, signal, log, out } = run;
  const context = namingFiles(run.contextOf(conversation));
  const view = shape.viewOf(context);
  const file = shape.fileOf(conversation);
  const tally = emptyTally();
  const csv = new CsvFile(importEntry(file), () => out.openDay(conversation.list, ''));
  for await (const page of scope.source.posts(conversation.channel.id, scope.range)) {
    signal.throwIfAborted();
    for (const post of page) {
      const mapped = mapPost(post, context);
      const imported = importPost(post, mapped, view);
      for (const { seconds, author, text } of imported.messages) {
        await csv.write(importLine([String(seconds), file.channel, author, text], shape.quoting));
      }
      await recordPost(run, conversation, post, [...mapped.losses, ...imported.losses]);
      await indexPost(run, conversation, post, imported.messages);
      count(tally, post, mapped, imported.messages.length);
    }
    log.progress.advance(page.length);
  }
  const entry = await csv.close();
  if (entry === undefined) return tally;
  const { archive, ...sums } = entry;
  await writeManifestLine(out.manifest, { kind: 'entry', archive, ...sums });
  const place = channelPlace(conversation.channel, scope.permalink);
  await log.losses.record(place, [{ code: 'channel_details_dropped' }]);
  return tally;
}

/** A text import has no files: each message names its own. */
const namingFiles = (context: MessageContext): MessageContext => ({
  ...context,
  rules: { ...context.rules, files: { hasSlackLimits: true, place: 'names' } },
});

async function recordPost(
  { scope, log }: ArchiveRun,
  { channel }: Conversation,
  { id }: Post,
  losses: MappedPost['losses'],
): Promise<void> {
  if (losses.length === 0) return;
  const link = scope.permalink(channel, id);
  await log.losses.record({ postId: id, channelId: channel.id, link }, losses);
}

/** Slack gives messages their ids at the import: the index says their second alone. */
async function indexPost(
  { scope, out }: ArchiveRun,
  { channel, name }: Conversation,
  { id }: Post,
  [first]: readonly ImportMessage[],
): Promise<void> {
  if (first === undefined) return;
  const link = scope.permalink(channel, id);
  await out.postIndex.write(csvLine([link, name, '', String(first.seconds), '']));
}

function count(tally: PostTally, post: Post, mapped: MappedPost, messages: number): void {
  if (messages === 0 && mapped.leftOut === undefined && post.deleteAtMs === undefined) {
    leavePostOut(tally, post, 'empty-message');
    return;
  }
  const { written, notYet, notDelivered, bytesThere } = mapped.files;
  addPost(tally, post, { ...mapped, files: NO_FILES });
  tally.messages += messages - mapped.messages.length;
  const files = written + notYet + notDelivered;
  addLeftOut(tally.files.leftOut, 'not-in-a-csv', files);
  addFileBytes(tally.files, files, bytesThere);
}
