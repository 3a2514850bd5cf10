import { asciiOnly, legalName, withEnding } from '../channel-names.ts';
import type { Conversation } from '../conversations.ts';

/**
 * Names for the channel that a replay makes, the wanted one first. The next is tried when Slack says that a name
 * is taken, maybe by a channel that nobody shows us, or refuses its letters: whether the API takes names in
 * Japanese, as workspaces have them, is not documented.
 */
export function replayChannelNames(
  conversation: Conversation,
  ifTaken: string,
  people: readonly string[],
): readonly string[] {
  const wanted = wantedName(conversation, people);
  const second = ifTaken || withEnding(wanted, '-mm');
  const unique = `channel-${conversation.channel.id.slice(0, 8).toLowerCase()}`;
  const ascii = [asciiOnly(wanted), asciiOnly(second)].filter((name) => /[a-z0-9]/.test(name));
  return [...new Set([wanted, second, ...ascii, unique])];
}

/** Direct and group messages, in which an app cannot write for others, become private channels named after their people. */
function wantedName({ list, name }: Conversation, people: readonly string[]): string {
  if (list === 'channels' || list === 'groups') return name;
  const kind = list === 'dms' ? 'dm' : 'group';
  return legalName(`${kind}-${[...people].sort().join('-')}`);
}
