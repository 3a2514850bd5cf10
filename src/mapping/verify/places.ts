import type { ChannelType } from '../../model/model.ts';
import type { Conversation } from '../conversations.ts';
import type { Difference } from './facts.ts';

/** Conversation in which something differs. */
export interface DifferencePlace {
  /** Name in Slack; '' when the report may not show it. */
  readonly name: string;
  /** `unknown` for a conversation that the source does not have, which may be private. */
  readonly type: ChannelType | 'unknown';
}

/** Differences of one kind in one place. Those of all places whose names are hidden and have one type are added up. */
export interface PlaceCount extends DifferencePlace {
  readonly count: number;
}

/** Says where a difference is, as far as a report that is passed on may say it. */
export interface PlaceNames {
  /** Undefined for a difference that is in no conversation. */
  placeOf(difference: Difference): DifferencePlace | undefined;
  /** Link to the post; another identifier where there is no post. */
  sampleOf(difference: Difference): string;
}

export interface PlaceRules {
  readonly conversations: readonly Conversation[];
  /** Link to a post in Mattermost; its id where the channel is unknown. */
  readonly link: (channelId: string, postId: string) => string;
  /** True when names of private conversations may be shown. */
  readonly withText: boolean;
}

/** Makes the names and links by which a report tells where a difference is; without `withText` public names alone. */
export function makePlaceNames({ conversations, link, withText }: PlaceRules): PlaceNames {
  // Made with the first difference: most runs have none, and a server can have very many conversations.
  let found: ReturnType<typeof lookUps> | undefined;
  const known = (): ReturnType<typeof lookUps> => {
    found ??= lookUps(conversations);
    return found;
  };
  const placeOfConversation = ({ channel, list, name }: Conversation): DifferencePlace => {
    const isPublic = channel.type === 'public' && list === 'channels';
    return { name: isPublic || withText ? name : '', type: isPublic ? 'public' : channel.type };
  };
  const placeOf = (difference: Difference): DifferencePlace | undefined => {
    const { thing, channelId, slackChannel, name } = difference;
    const { byChannel } = known();
    const conversation = byChannel.get(channelId) ?? byChannel.get(slackChannel);
    if (conversation !== undefined) return placeOfConversation(conversation);
    if (thing === 'entry') return placeOfEntry(name);
    const isInConversation = thing === 'channel' || channelId !== '' || slackChannel !== '';
    return isInConversation ? { name: '', type: 'unknown' } : undefined;
  };
  const placeOfEntry = (name: string): DifferencePlace | undefined => {
    const folder = folderOf(name);
    if (folder === '' || folder === UPLOADS) return undefined;
    const conversation = known().byFolder.get(folder);
    if (conversation !== undefined) return placeOfConversation(conversation);
    return { name: withText ? folder : '', type: 'unknown' };
  };
  return {
    placeOf,
    sampleOf(difference) {
      const { thing, postId, channelId, slackChannel, ts, name } = difference;
      if (postId !== '') return link(channelId, postId);
      const shown = thing === 'entry' ? shownEntry(name, placeOfEntry(name), withText) : name;
      return [slackChannel, ts, shown].filter(Boolean).join(' ');
    },
  };
}

function lookUps(conversations: readonly Conversation[]) {
  const byChannel = new Map<string, Conversation>();
  const byFolder = new Map<string, Conversation>();
  for (const each of conversations) {
    byChannel.set(each.channel.id, each);
    byChannel.set(each.slackId, each);
    byFolder.set(each.folder, each);
  }
  return { byChannel, byFolder };
}

/** Folder of bundled files in an archive. */
const UPLOADS = '__uploads';

/** First part of an entry's name; '' for an entry at the root. */
function folderOf(entry: string): string {
  const slash = entry.indexOf('/');
  return slash === -1 ? '' : entry.slice(0, slash);
}

/** Name of an entry without that of a private conversation or of a file: `(private)/2024-01-31.json`. */
function shownEntry(entry: string, place: DifferencePlace | undefined, withText: boolean): string {
  if (withText) return entry;
  const folder = folderOf(entry);
  const rest = entry.slice(folder.length + 1);
  const [, line] = TEXT_FILE.exec(entry) ?? [];
  if (line !== undefined) return `${folder}/….csv${line}`;
  if (folder === UPLOADS) return `${UPLOADS}/${folderOf(rest)}/…`;
  if (place === undefined || place.name !== '') return entry;
  return `(${place.type})/${DAY_FILE.test(rest) ? rest : '…'}`;
}

/** A file of a text import, maybe with the number of a line: its name is the conversation's. */
const TEXT_FILE = /^(?:public|private)\/.*\.csv((?::\d+)?)$/s;

const DAY_FILE = /^\d{4}-\d{2}-\d{2}\.json$/;

/** Names of conversations in the options of a run that a report may show: of public ones, or all. */
export function shownChannelNames(
  names: readonly string[],
  { conversations, withText }: Pick<PlaceRules, 'conversations' | 'withText'>,
): readonly string[] {
  if (withText) return names;
  const open = new Set(
    conversations
      .filter(({ channel, list }) => channel.type === 'public' && list === 'channels')
      .flatMap(({ channel, name }) => [channel.id, channel.name, channel.displayName, name]),
  );
  const isShown = (name: string): boolean => open.has(name.slice(name.indexOf('/') + 1));
  return names.map((name) => (isShown(name) ? name : HIDDEN_NAME));
}

const HIDDEN_NAME = '(…)';
