import type { Source } from '../../exporters/source.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import { channelChanges, personChanges } from '../../mapping/list-changes.ts';
import type { CommandContext } from '../context.ts';
import { type ReadWorkspace, readAllMembers } from '../read-workspace.ts';
import { listedChannels, listedPeople } from './listed.ts';
import type { ZipChain } from './since-last.ts';

/** Keeps what the next run compares with, and tells what no import changes in what is there already. */
export async function rememberLists(
  run: { readonly source: Source; readonly context: CommandContext; readonly chain: ZipChain },
  read: ReadWorkspace,
  conversations: readonly Conversation[],
  seenToMs: number,
): Promise<void> {
  const { moved, pending, isSinceLast } = run.chain;
  if (moved === undefined) return;
  const ids = conversations.map(({ channel }) => channel.id);
  const channels = listedChannels(read, conversations, await readAllMembers(run.source, ids));
  const people = listedPeople(read);
  if (isSinceLast) {
    for (const change of channelChanges(moved.channels(), channels)) pending.add(change);
    for (const change of personChanges(moved.people(), people)) pending.add(change);
  }
  moved.putChannels(channels);
  moved.putPeople(people);
  // A post from the future must not hide those that are written until then.
  moved.setMeta('seen_to_ms', String(Math.min(seenToMs, run.context.todayMs())));
}
