import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { UsageError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { PENDING_FILE, readPending } from '../../importers/pending-changes-file.ts';
import { type Explanations, makeExplanations } from '../../mapping/verify/explanations.ts';
import { makeExposures } from '../../mapping/verify/exposures.ts';
import type { ChannelId, PostId } from '../../model/model.ts';
import type { Scope } from '../run/scope.ts';
import {
  type DifferenceLines,
  DifferenceLog,
  type PostLink,
  type WereIssued,
} from './difference-log.ts';

export const VERIFY_WORK_FILES = {
  differences: 'differences.jsonl',
  report: 'verify.md',
} as const;

/**
 * Opens the log of differences with the losses and pending changes that earlier commands recorded in the work
 * directory.
 */
export async function openDifferenceLog(
  lines: DifferenceLines,
  scope: Scope,
  workDirectory: string,
  { lossFiles, wereIssued }: RecordedFiles,
): Promise<DifferenceLog> {
  const explanations = await readExplanations(workDirectory, lossFiles);
  const exposures = makeExposures(privateChannels(scope));
  return new DifferenceLog(lines, explanations, postLink(scope), { wereIssued, exposures });
}

/** What earlier commands recorded in the work directory. */
interface RecordedFiles {
  readonly lossFiles: readonly string[];
  readonly wereIssued: WereIssued;
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

function postLink({ workspace, permalink }: Scope): PostLink {
  const channels = new Map(workspace.conversations.map(({ channel }) => [channel.id, channel]));
  return (channelId, postId) => {
    const channel = channels.get(channelId as ChannelId);
    return channel === undefined ? postId : permalink(channel, postId as PostId);
  };
}

const lossLine = z.looseObject({
  code: z.string(),
  post: z.string().nullish(),
  channel: z.string().nullish(),
});

/**
 * Reads the recorded losses and pending changes from the work directory. UsageError with file and line when a line
 * cannot be read; a missing file counts as empty.
 */
async function readExplanations(
  workDirectory: string,
  lossFiles: readonly string[],
): Promise<Explanations> {
  const explanations = makeExplanations();
  for (const name of lossFiles) await addLosses(explanations, join(workDirectory, name));
  await addPending(explanations, join(workDirectory, PENDING_FILE));
  return explanations;
}

async function addLosses(explanations: Explanations, path: string): Promise<void> {
  if (!(await isThere(path))) return;
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(path) })) {
    number += 1;
    if (line.trim() === '') continue;
    const { code, post, channel } = readLoss(line, { path, line: String(number) });
    const place = { postId: post ?? '', channelId: channel ?? '', ts: '', name: '' };
    explanations.add(code, place);
  }
}

function readLoss(
  line: string,
  place: { readonly path: string; readonly line: string },
): z.infer<typeof lossLine> {
  try {
    return lossLine.parse(JSON.parse(line));
  } catch (error) {
    throw new UsageError(notice('loss-line-unreadable', place), { cause: error });
  }
}

async function addPending(explanations: Explanations, path: string): Promise<void> {
  for (const { change, postId, channelId, ts, link } of (await readPending(path)).values()) {
    explanations.add(change, { postId, channelId, ts, name: link });
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}
