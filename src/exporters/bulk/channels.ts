import { KNOWN_FIELDS } from './fields.ts';
import { channelIdOf, directIdOf, memberNames, teamIdOf, userIdOf } from './ids.ts';
import { ADD_MEMBER } from './people.ts';
import { setPreference } from './preferences.ts';
import { keepUnknownFields, nameOf, placeText, type StageWriter } from './stage-writer.ts';
import {
  type BulkObject,
  type LinePlace,
  lacking,
  neededText,
  objectsOf,
  textOf,
  textsOf,
  wholeOf,
} from './values.ts';

const ADD_TEAM = `INSERT OR REPLACE INTO Teams (Id, Name, DisplayName, Type, CreateAt, DeleteAt)
  VALUES (?, ?, ?, ?, 0, ?)`;
const ADD_CHANNEL = `INSERT OR REPLACE INTO Channels
  (Id, Type, TeamId, Name, DisplayName, Header, Purpose, CreatorId, CreateAt, DeleteAt)
  VALUES (?, ?, ?, ?, ?, ?, ?, '', 0, ?)`;
const ADD_DIRECT = `INSERT OR IGNORE INTO Channels
  (Id, Type, TeamId, Name, DisplayName, Header, Purpose, CreatorId, CreateAt, DeleteAt)
  VALUES (?, ?, '', ?, ?, '', '', '', 0, 0)`;
/** A later file says who likes the conversation now. */
const DROP_FAVOURITES = "DELETE FROM Preferences WHERE Category = 'favorite_channel' AND Name = ?";
const SET_HEADER = 'UPDATE Channels SET Header = ? WHERE Id = ?';

/** Stages a line of type `team`. SourceError, with file and line, for one without a name. */
export function stageTeam(writer: StageWriter, team: BulkObject, place: LinePlace): void {
  keepUnknownFields(writer, team, { kind: 'team', known: KNOWN_FIELDS.team, place });
  const name = neededText(team, 'name', place);
  const deletedAt = wholeOf(team['deleted_at'] ?? team['delete_at']);
  const displayName = textOf(team['display_name']);
  writer.run(ADD_TEAM, teamIdOf(name), name, displayName, textOf(team['type']), deletedAt);
}

/** A public or private channel; the format names neither who made it nor when. */
export function stageChannel(writer: StageWriter, channel: BulkObject, place: LinePlace): void {
  keepUnknownFields(writer, channel, { kind: 'channel', known: KNOWN_FIELDS.channel, place });
  const team = neededText(channel, 'team', place);
  const name = neededText(channel, 'name', place);
  const deletedAt = wholeOf(channel['deleted_at']);
  if (deletedAt > 0) writer.seen.add('channel.deleted_at');
  writer.run(
    ADD_CHANNEL,
    ...[channelIdOf(team, name), neededText(channel, 'type', place), teamIdOf(team), name],
    ...[textOf(channel['display_name']), textOf(channel['header']), textOf(channel['purpose'])],
    deletedAt,
  );
}

/** A direct or group message: its members are all that names it. Version 11 lists them as participants. */
export function stageDirectChannel(
  writer: StageWriter,
  direct: BulkObject,
  place: LinePlace,
): void {
  const kind = 'direct_channel';
  keepUnknownFields(writer, direct, { kind, known: KNOWN_FIELDS.direct_channel, place });
  const members = membersOf(direct);
  if (members.length === 0) throw lacking('members', place);
  const isNew = addDirect(writer, members);
  if (!isNew && writer.part === 0) writer.findings.add('same-members', placeText(place));
  if (writer.part > 0 && 'favorited_by' in direct) writer.run(DROP_FAVOURITES, directIdOf(members));
  for (const name of textsOf(direct['favorited_by'])) {
    writer.seen.add('user.favorite');
    const favourite = { category: 'favorite_channel', name: directIdOf(members) } as const;
    setPreference(writer, true, { userId: nameOf(writer, name), ...favourite });
  }
  const header = textOf(direct['header']);
  if (header !== '') writer.run(SET_HEADER, header, directIdOf(members));
}

function membersOf(direct: BulkObject): readonly string[] {
  const members = textsOf(direct['members']);
  if (members.length > 0) return members;
  return objectsOf(direct['participants'])
    .map((participant) => textOf(participant['username']))
    .filter((name) => name !== '');
}

/** In Mattermost a direct message has one or two members (one for a note to self), a group message three to eight. */
const DIRECT_MEMBERS = 2;

/** Adds a direct or group message that is not there yet; returns true when it was not. */
export function addDirect(writer: StageWriter, members: readonly string[]): boolean {
  const names = memberNames(members);
  const ids = names.map(userIdOf).sort();
  const isDirect = names.length <= DIRECT_MEMBERS;
  const [one = '', two = one] = ids;
  const name = isDirect ? `${one}__${two}` : directIdOf(names);
  const displayName = isDirect ? '' : names.join(', ');
  const id = directIdOf(names);
  const added = writer.run(ADD_DIRECT, id, isDirect ? 'D' : 'G', name, displayName);
  if (added === 0) return false;
  for (const member of members) writer.namedPeople.set(userIdOf(member), member);
  for (const member of ids) writer.run(ADD_MEMBER, id, member);
  return true;
}
