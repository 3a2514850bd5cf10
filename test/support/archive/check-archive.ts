import { checkConversation } from './check-conversation.ts';
import { checkLists } from './check-lists.ts';
import { textOf } from './json.ts';
import type { SlackArchive } from './read-archive.ts';
import { knownIds } from './slack-ids.ts';
import { slackValidators } from './slack-validator.ts';

/**
 * Everything that is wrong with a Slack export, one line each, `[]` for a good one: the schemas made of
 * Slack's SDK, the fields that must be there, names and ids, the order of messages, threads, and that
 * whatever is named is in the lists. It shares no code with the program that writes the archive.
 */
export async function checkArchive(archive: SlackArchive): Promise<string[]> {
  const validators = slackValidators();
  const known = knownIds(
    archive.users.map((user) => textOf(user, 'id') ?? ''),
    archive.conversations.map(({ id }) => id),
    new Map(
      archive.channels.map((entry) => [textOf(entry, 'id') ?? '', textOf(entry, 'name') ?? '']),
    ),
  );
  const complaints = [...checkLists(archive, known, validators)];
  const check = { archive, known, validate: validators.message, files: new Map<string, string>() };
  for (const conversation of archive.conversations) {
    for await (const complaint of checkConversation(conversation, check))
      complaints.push(complaint);
  }
  return complaints;
}
