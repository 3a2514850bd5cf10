import { join } from 'node:path';
import { z } from 'zod';
import { notice } from '../../errors/notices.ts';
import { PENDING_FILE, readPending } from '../../importers/pending-changes-file.ts';
import { type Explanations, makeExplanations } from '../../mapping/verify/explanations.ts';
import { makeExposures } from '../../mapping/verify/exposures.ts';
import { makePlaceNames } from '../../mapping/verify/places.ts';
import type { RecordedLoss } from '../../mapping/verify/report.ts';
import { channelId as asChannelId, postId as asPostId } from '../../model/model.ts';
import { jsonLinesOf } from '../../system/lines.ts';
import { COMPARISON_FILES, DIFFERENCE_FILES } from '../run/record-files.ts';
import type { Scope } from '../run/scope.ts';
import { type DifferenceLines, DifferenceLog, type WereIssued } from './difference-log.ts';

export const VERIFY_WORK_FILES = {
  ...DIFFERENCE_FILES,
  ...COMPARISON_FILES,
} as const;

/** What earlier commands recorded, and where: the work directories and the files of losses that count. */
export interface EarlierRecords {
  readonly workDirectories: readonly string[];
  readonly lossFiles: readonly string[];
  readonly wereIssued: WereIssued;
}

export interface OpenDifferences {
  readonly differences: DifferenceLog;
  /** Losses that earlier commands recorded. */
  readonly losses: readonly RecordedLoss[];
}

/** Opens the log of differences with the losses and pending changes that earlier commands recorded. */
export async function openDifferenceLog(
  lines: DifferenceLines,
  scope: Scope,
  records: EarlierRecords,
  withText: boolean,
): Promise<OpenDifferences> {
  const { explanations, losses } = await readRecords(records);
  const { conversations } = scope.workspace;
  const places = makePlaceNames({ conversations, link: postLink(scope), withText });
  const { wereIssued } = records;
  const exposures = makeExposures(privateChannels(scope));
  const checks = { wereIssued, exposures };
  return { differences: new DifferenceLog(lines, explanations, places, checks), losses };
}

/** True for channels that not everybody may read; of all channels of the source, selected or not. */
export function privateChannels({ workspace }: Pick<Scope, 'workspace'>): (id: string) => boolean {
  const ids = new Set<string>(
    workspace.conversations
      .filter(({ list, channel }) => list !== 'channels' || channel.type !== 'public')
      .map(({ channel }) => channel.id),
  );
  return (id) => ids.has(id);
}

function postLink({ workspace, permalink }: Scope): (channelId: string, postId: string) => string {
  const channels = new Map(workspace.conversations.map(({ channel }) => [channel.id, channel]));
  return (channelId, postId) => {
    const channel = channels.get(asChannelId(channelId));
    return channel === undefined ? postId : permalink(channel, asPostId(postId));
  };
}

const lossLine = z.looseObject({
  code: z.string(),
  post: z.string().nullish(),
  channel: z.string().nullish(),
  link: z.string().nullish(),
  old: z.string().nullish(),
  new: z.string().nullish(),
});

/**
 * Reads the recorded losses and pending changes from the work directories. UsageError with file and line when a line
 * cannot be read; a missing file counts as empty.
 */
async function readRecords({
  workDirectories,
  lossFiles,
}: Pick<EarlierRecords, 'workDirectories' | 'lossFiles'>): Promise<{
  readonly explanations: Explanations;
  readonly losses: readonly RecordedLoss[];
}> {
  const explanations = makeExplanations();
  const counts = new Map<string, number>();
  for (const folder of workDirectories) {
    for (const name of lossFiles) await addLosses(explanations, counts, join(folder, name));
    await addPending(explanations, join(folder, PENDING_FILE));
  }
  const losses = [...counts].map(([code, count]) => ({ code, count }));
  return { explanations, losses: losses.toSorted((a, b) => (a.code < b.code ? -1 : 1)) };
}

async function addLosses(
  explanations: Explanations,
  counts: Map<string, number>,
  path: string,
): Promise<void> {
  const lines = jsonLinesOf(path, {
    shape: lossLine,
    complaint: (place) => notice('loss-line-unreadable', place),
  });
  for await (const { code, post, channel, link, old: what, new: given } of lines) {
    counts.set(code, (counts.get(code) ?? 0) + 1);
    // A loss of a person has nothing but a name.
    const name = link?.replace(/^@/, '') ?? '';
    const place = { postId: post ?? '', channelId: channel ?? '', ts: '', name };
    explanations.add(code, { ...place, what: what ?? undefined, given: given ?? undefined });
  }
}

async function addPending(explanations: Explanations, path: string): Promise<void> {
  for (const { change, postId, channelId, ts, link } of (await readPending(path)).values()) {
    explanations.add(change, { postId, channelId, ts, name: link });
  }
}
