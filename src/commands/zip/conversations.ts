import { type PostTally, sumOfTallies } from '../../mapping/account.ts';
import type { ChannelId } from '../../model/model.ts';
import { appendConversation, type SinceLast } from './append.ts';
import type { ArchiveRun } from './archive-run.ts';
import { type PlacedPin, writeConversation } from './conversation.ts';

/** Counts and pins of a run. */
export interface WrittenPosts {
  readonly tally: PostTally;
  readonly pins: ReadonlyMap<ChannelId, readonly PlacedPin[]>;
}

/** Writes the conversations one after another, because they share a connection and an archive. */
export async function writeConversations(
  run: ArchiveRun,
  since: SinceLast | undefined,
): Promise<WrittenPosts> {
  const tallies: PostTally[] = [];
  const pins = new Map<ChannelId, readonly PlacedPin[]>();
  for (const conversation of run.scope.conversations) {
    run.log.progress.at(conversation.name);
    const written =
      since === undefined
        ? await writeConversation(run, conversation)
        : await appendConversation(run, since, conversation);
    tallies.push(written.tally);
    if (written.pins.length > 0) pins.set(conversation.channel.id, written.pins);
  }
  return { tally: sumOfTallies(tallies), pins };
}
