import type { PostUnit } from '../../exporters/source.ts';
import { type Runner, runHere } from '../run/workers/threads.ts';
import { appendConversation, type SinceLast } from './append.ts';
import type { ArchiveRun } from './archive-run.ts';
import type { ConversationPart } from './part.ts';
import { PartPlacer, type WrittenPosts } from './place.ts';
import { writeUnits } from './unit.ts';
import { writeConversation } from './whole.ts';

/** Starts the threads of a run; undefined when it works in this one. */
export type StartThreads = () => Runner<PostUnit, readonly ConversationPart[]> | undefined;

/** Writes the conversations in the order of the plan. */
export async function writeConversations(
  run: ArchiveRun,
  since: SinceLast | undefined,
  startThreads: StartThreads,
): Promise<WrittenPosts> {
  const placer = new PartPlacer(run);
  const place = (part: ConversationPart): Promise<void> => placer.place(part);
  if (since !== undefined) {
    for (const conversation of run.scope.conversations) {
      await appendConversation(run, since, { conversation, place });
    }
  } else if (run.out.bundled !== undefined) {
    // Copying their files takes most of the time, and they go into the archive before their messages.
    for (const conversation of run.scope.conversations) {
      await writeConversation(run, conversation, place);
    }
  } else await writeInUnits(run, startThreads, place);
  return await placer.end();
}

async function writeInUnits(
  run: ArchiveRun,
  startThreads: StartThreads,
  place: (part: ConversationPart) => Promise<void>,
): Promise<void> {
  const { scope, contextOf, out, signal } = run;
  const { source } = scope;
  const channels = scope.conversations.map(({ channel }) => channel.id);
  const units = await source.divide(channels, scope.range);
  const isRecorded = out.exported !== undefined;
  const runner =
    startThreads() ?? runHere(writeUnits({ scope, source, contextOf, isRecorded }), signal);
  try {
    for await (const parts of runner.run(units)) for (const part of parts) await place(part);
  } finally {
    await runner.close();
  }
}
