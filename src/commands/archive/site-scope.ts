import type { Config } from '../../config/config.ts';
import { type Line, UsageError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import type { Source, TimeRange } from '../../exporters/source.ts';
import { directMembers } from '../../mapping/conversations.ts';
import { SITE_AREAS, siteFolders } from '../../mapping/site/folders.ts';
import { accountOfHeld } from '../../mapping/site/held-rows.ts';
import { type Hold, resolveHold } from '../../mapping/site/hold.ts';
import type { Channel, ChannelId, ChannelType, Team, User, UserId } from '../../model/model.ts';
import type { RowCount, RowState } from '../../model/row-counts.ts';
import { type SiteChannel, type SitePerson, sitePerson } from '../../reports/site/names.ts';
import type { ListedChannel } from '../../reports/site/pages.ts';
import { serverRelease } from '../run/release.ts';
import { chooseChannels } from '../run/scope.ts';
import type { HoldList, OpenHold } from './hold-list.ts';

/** `copy` the files into the site, `link` to them in their folder, or tell their `names` alone. */
export type AttachmentMode = 'copy' | 'link' | 'names';

export interface ArchiveOptions {
  readonly out: string;
  readonly isForced: boolean;
  readonly attachments: AttachmentMode;
  /** Whether deleted posts and the texts before edits are shown. */
  readonly withDeleted: boolean;
  /** Username of the one person whose posts are written. */
  readonly person: string | undefined;
}

/** Whose posts are wanted, and whose must not be missing. */
export interface SiteSubjects {
  readonly person: string | undefined;
  readonly holdList: HoldList | undefined;
}

/** What is known of the source before its posts are read. */
export interface SiteScope {
  readonly source: Source;
  readonly range: TimeRange;
  readonly version: string;
  readonly people: readonly { readonly shown: SitePerson; readonly user: User }[];
  /** Every channel of the server, for names. */
  readonly known: readonly SiteChannel[];
  /** The channels to write, in the order of their types and folders, with their live posts. */
  readonly channels: readonly ListedChannel[];
  /** Deleted posts of the channels. */
  readonly deletedRows: number;
  /** Rows of edit history of the channels. */
  readonly formerRows: number;
  /** True for a bulk export, which has no deleted posts and no edit history. */
  readonly isBulk: boolean;
  /** What a legal hold keeps. */
  readonly held: OpenHold | undefined;
  /** The one person whose posts are written. */
  readonly person: SitePerson | undefined;
  readonly warnings: readonly Line[];
}

/** Live posts of the channels of a type, or of all. */
export const postsOf = ({ channels }: SiteScope, type: ChannelType | undefined): number =>
  channels
    .filter(({ shown }) => type === undefined || shown.type === type)
    .reduce((sum, { posts }) => sum + posts, 0);

/** Reads the small lists. UsageError when a rule or a legal hold names a channel, team or person that does not exist. */
export async function openSiteScope(
  config: Config,
  source: Source,
  { person, holdList }: SiteSubjects,
): Promise<SiteScope> {
  const description = await source.describe();
  const { version, warnings } = serverRelease(description, config);
  const teams = await source.teams();
  const all = await source.channels();
  const users = await source.users();
  const range = { fromMs: config.fromMs, toMs: config.toMs };
  const people = users.map((user) => ({ shown: sitePerson(user), user }));
  const byId = new Map(people.map(({ shown }) => [shown.id, shown]));
  const known = shownChannels(all, (id) => byId.get(id)?.username ?? id);
  const only = person === undefined ? undefined : namedPerson(people, person);
  const hold =
    holdList === undefined
      ? undefined
      : resolveHold(holdList.lines, { users, channels: all, teams }, holdList.file);
  const rows = await source.rowCounts(range, countedPeople(hold, only));
  const chosen = chooseChannels(config, all, teams);
  const channels = listedChannels(chosen, { known, teams, rows });
  const ids = new Set(all.map(({ id }) => id));
  return {
    ...{ source, range, version, people, known, channels, person: only },
    isBulk: description.engine === 'bulk',
    deletedRows: rowsOf(channels, rowsByChannel(rows, 'deleted')),
    formerRows: rowsOf(channels, rowsByChannel(rows, 'former')),
    held:
      hold === undefined || holdList === undefined
        ? undefined
        : {
            file: holdList.file,
            hold,
            account: accountOfHeld(rows, hold, { known: ids, person: only?.id }),
          },
    warnings: [
      ...config.warnings,
      ...description.warnings,
      ...warnings,
      ...consentWarnings(config, channels),
    ],
  };
}

/** People whose rows are counted apart from those of others: the account of a legal hold needs them. */
function countedPeople(hold: Hold | undefined, person: SitePerson | undefined): readonly UserId[] {
  if (hold === undefined) return [];
  return [...new Set([...hold.people, ...(person === undefined ? [] : [person.id])])];
}

/** What chosen channels are shown and counted by. */
interface ChannelLists {
  readonly known: readonly SiteChannel[];
  readonly teams: readonly Team[];
  readonly rows: readonly RowCount[];
}

function listedChannels(
  chosen: readonly Channel[],
  { known, teams, rows }: ChannelLists,
): readonly ListedChannel[] {
  const shownOf = new Map(known.map((channel) => [channel.id, channel]));
  const posts = rowsByChannel(rows, 'live');
  const teamNames = new Map(teams.map(({ id, displayName, name }) => [id, displayName || name]));
  return chosen
    .flatMap((channel): ListedChannel[] => {
      const shown = shownOf.get(channel.id);
      if (shown === undefined) return [];
      const team = channel.teamId === undefined ? '' : (teamNames.get(channel.teamId) ?? '');
      return [{ shown, channel, team, posts: posts.get(channel.id) ?? 0 }];
    })
    .sort(byTypeThenFolder);
}

/** Says that a list of consent is about the move and not about an archive, where one is set and has a say. */
export function consentWarnings(
  { consentList }: Pick<Config, 'consentList'>,
  channels: readonly { readonly shown: Pick<SiteChannel, 'type'> }[],
): readonly Line[] {
  const isAsked = channels.some(({ shown: { type } }) => type === 'direct' || type === 'group');
  if (consentList === undefined || !isAsked) return [];
  return [notice('site-without-consent', { file: consentList.path })];
}

function namedPerson(people: SiteScope['people'], name: string): SitePerson {
  const wanted = name.replace(/^@/, '').toLowerCase();
  const found = people.find(({ shown }) => shown.username.toLowerCase() === wanted);
  if (found === undefined) throw new UsageError(notice('site-person-unknown', { name }));
  return found.shown;
}

function shownChannels(
  channels: readonly Channel[],
  nameOf: (id: UserId) => string,
): readonly SiteChannel[] {
  const direct = (channel: Channel): readonly string[] => directMembers(channel, []).map(nameOf);
  const folders = siteFolders(channels, (channel) =>
    channel.type === 'direct'
      ? direct(channel).join('--')
      : channel.type === 'group'
        ? channel.displayName
        : channel.name,
  );
  return channels.map((channel) => {
    const { id, type, teamId, name, displayName } = channel;
    const title = type === 'direct' ? direct(channel).join(' ↔ ') : displayName || name;
    return { id, type, teamId, name, title, folder: folders.get(id) ?? id };
  });
}

const rowsOf = (channels: readonly ListedChannel[], rows: ReadonlyMap<ChannelId, number>): number =>
  channels.reduce((sum, { shown }) => sum + (rows.get(shown.id) ?? 0), 0);

function rowsByChannel(
  counts: readonly RowCount[],
  wanted: RowState,
): ReadonlyMap<ChannelId, number> {
  const found = new Map<ChannelId, number>();
  for (const { channelId, state, rows } of counts) {
    if (state !== wanted || channelId === undefined) continue;
    found.set(channelId, (found.get(channelId) ?? 0) + rows);
  }
  return found;
}

const byTypeThenFolder = (a: ListedChannel, b: ListedChannel): number =>
  SITE_AREAS.indexOf(a.shown.type) - SITE_AREAS.indexOf(b.shown.type) ||
  (a.shown.folder < b.shown.folder ? -1 : 1);
