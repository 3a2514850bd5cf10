import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { UsageError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import type { Source } from '../../exporters/source.ts';
import type { WorkspaceSession } from '../../importers/workspace/session.ts';
import { type ChannelId, channelId, type PostId, postId } from '../../model/model.ts';
import { sha256Of } from '../../system/checksum.ts';
import { readIfPresent } from '../../system/files.ts';
import { jsonLinesOf } from '../../system/lines.ts';
import { DIFFERENCE_FILES } from '../run/record-files.ts';

/** What a list of differences belongs to. */
export interface ListOwner {
  /** Slack's id of the workspace. */
  readonly teamId: string;
  /** Ids of the source's teams. */
  readonly sourceTeams: readonly string[];
  /** The ledger's mark of the last run that wrote into the workspace; '' for none. */
  readonly writingRun: string;
}

const headShape = z.looseObject({
  kind: z.literal('mm2slack-differences'),
  version: z.literal(1),
  /** Undefined for a list about archives. */
  workspace: z
    .looseObject({ teamId: z.string(), sourceTeams: z.array(z.string()), writingRun: z.string() })
    .optional(),
  sha256: z.string(),
  lines: z.number(),
});

/** What a list of this moment belongs to. */
export async function listOwner(
  { teamId, ledger }: Pick<WorkspaceSession, 'teamId' | 'ledger'>,
  source: Pick<Source, 'teams'>,
): Promise<ListOwner> {
  const teams = await source.teams();
  return {
    teamId,
    sourceTeams: teams.map(({ id }) => id).sort(),
    writingRun: ledger.move.writingRun(),
  };
}

/** Text of the head of a list. `owner`: undefined for a list about archives. */
export function differencesHead(owner: ListOwner | undefined, list: SummedLines): string {
  const { sha256, lines } = list.sum();
  const head = { kind: 'mm2slack-differences', version: 1, workspace: owner, sha256, lines };
  return `${JSON.stringify(head, undefined, 2)}\n`;
}

/** Takes lines of text. */
interface LineSink {
  write(text: string): Promise<void>;
}

/** Lines that are passed on, each written by itself, and summed up. */
interface SummedLines extends LineSink {
  /** SHA-256 of all lines so far, in hexadecimal, and their number. */
  sum(): { readonly sha256: string; readonly lines: number };
}

/** Passes lines on and sums them up, so that a list that was cut or changed is noticed. */
export function summedLines(sink: LineSink): SummedLines {
  const hash = createHash('sha256');
  let lines = 0;
  return {
    async write(text) {
      hash.update(text);
      lines += 1;
      await sink.write(text);
    },
    sum: () => ({ sha256: hash.copy().digest('hex'), lines }),
  };
}

/** Posts of one channel that the list names, in its order. */
export interface ListedPosts {
  readonly channelId: ChannelId;
  readonly postIds: readonly PostId[];
}

/** Throws UsageError when `verify` has left no list in the work directory. */
export async function requireDifferenceList(workDirectory: string): Promise<void> {
  const head = await readIfPresent(join(workDirectory, DIFFERENCE_FILES.head));
  if (readHead(head) !== undefined) return;
  const path = join(workDirectory, DIFFERENCE_FILES.differences);
  throw new UsageError(notice('differences-missing', { path }));
}

/** A list of differences that fits. */
export interface DifferenceList {
  readonly lines: number;
  /** Posts that lack something or differ, in batches of one channel each; a post may come again in a later one. */
  readonly posts: AsyncIterable<ListedPosts>;
}

/**
 * Opens the list of the last `verify` of this workspace. UsageError when there is none, it is of another workspace or
 * source, was changed, or is older than the last run that wrote: `verify` makes it anew.
 */
export async function openDifferenceList(
  workDirectory: string,
  owner: ListOwner,
): Promise<DifferenceList> {
  const path = join(workDirectory, DIFFERENCE_FILES.differences);
  const head = readHead(await readIfPresent(join(workDirectory, DIFFERENCE_FILES.head)));
  if (head === undefined) throw new UsageError(notice('differences-missing', { path }));
  const { workspace, sha256, lines } = head;
  if (workspace === undefined) throw new UsageError(notice('differences-of-archives', { path }));
  if (workspace.teamId !== owner.teamId) {
    const [theirs, ours] = [workspace.teamId, owner.teamId];
    throw new UsageError(notice('differences-of-other-workspace', { path, theirs, ours }));
  }
  if (!isSameSource(workspace.sourceTeams, owner.sourceTeams)) {
    throw new UsageError(notice('differences-of-other-source', { path }));
  }
  if (workspace.writingRun !== owner.writingRun) {
    throw new UsageError(notice('differences-stale', { path }));
  }
  if ((await sumOf(path)) !== sha256) throw new UsageError(notice('differences-changed', { path }));
  return { lines, posts: listedPosts(path) };
}

function readHead(bytes: Buffer | undefined): z.infer<typeof headShape> | undefined {
  if (bytes === undefined) return undefined;
  try {
    return headShape.parse(JSON.parse(bytes.toString('utf8')));
  } catch {
    return undefined;
  }
}

/** True when two lists of teams have one in common; a team may have been added since. */
function isSameSource(before: readonly string[], now: readonly string[]): boolean {
  if (before.length === 0 && now.length === 0) return true;
  return before.some((id) => now.includes(id));
}

async function sumOf(path: string): Promise<string> {
  try {
    return await sha256Of(createReadStream(path));
  } catch {
    return '';
  }
}

const lineShape = z.looseObject({
  kind: z.string(),
  thing: z.string(),
  post: z.string(),
  channel: z.string(),
});

const POSTS_PER_BATCH = 500;

async function* listedPosts(path: string): AsyncGenerator<ListedPosts> {
  let batch: { readonly channelId: ChannelId; readonly postIds: Set<PostId> } | undefined;
  const lines = jsonLinesOf(path, {
    shape: lineShape,
    complaint: (place) => notice('difference-line-unreadable', place),
  });
  for await (const { kind, thing, post, channel } of lines) {
    const isOfPost = post !== '' && (thing === 'message' || thing === 'file');
    if (kind === 'unexpected' || !isOfPost) continue;
    if (
      batch !== undefined &&
      (batch.channelId !== channel || batch.postIds.size === POSTS_PER_BATCH)
    ) {
      yield { channelId: batch.channelId, postIds: [...batch.postIds] };
      batch = undefined;
    }
    batch ??= { channelId: channelId(channel), postIds: new Set() };
    batch.postIds.add(postId(post));
  }
  if (batch !== undefined) yield { channelId: batch.channelId, postIds: [...batch.postIds] };
}
