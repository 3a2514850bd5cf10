import { KNOWN_FIELDS } from './fields.ts';
import { channelIdOf, emojiIdOf, userIdOf } from './ids.ts';
import { setPreference } from './preferences.ts';
import { keepUnknownFields, placeText, type StageWriter } from './stage-writer.ts';
import {
  type BulkObject,
  type LinePlace,
  neededText,
  objectsOf,
  textOf,
  wholeOf,
} from './values.ts';

const ADD_USER = `INSERT OR REPLACE INTO Users
  (Id, Username, Email, AuthService, FirstName, LastName, Nickname, Position, Roles, Locale, CreateAt, UpdateAt, DeleteAt)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?)`;
const ADD_BOT = `INSERT OR REPLACE INTO Bots (UserId, OwnerId, Description, CreateAt, UpdateAt, DeleteAt)
  VALUES (?, ?, ?, 0, 0, ?)`;
const NO_BOT = 'DELETE FROM Bots WHERE UserId = ?';
export const ADD_MEMBER = 'INSERT OR IGNORE INTO ChannelMembers (ChannelId, UserId) VALUES (?, ?)';
/** A role of the channel is a word among others; a later file says what it is now. */
const ADD_MEMBER_WITH_ROLES = `INSERT INTO ChannelMembers (ChannelId, UserId, Roles) VALUES (?, ?, ?)
  ON CONFLICT DO UPDATE SET Roles = excluded.Roles`;
const ADD_ALIAS = 'INSERT OR REPLACE INTO BulkAliases (Path, Target) VALUES (?, ?)';
const ADD_EMOJI = `INSERT OR REPLACE INTO Emoji (Id, Name, CreatorId, CreateAt, DeleteAt) VALUES (?, ?, '', 0, 0)`;

/** The address that Mattermost makes up for a bot: its name at localhost (mattermost, model/bot.go, UserFromBot). */
const isBotAddress = (username: string, email: string): boolean =>
  email.toLowerCase() === `${username.toLowerCase()}@localhost`;

/** An account with its memberships. Before 10.3 a bot is an account as any other, but for its address. */
export function stageUser(writer: StageWriter, user: BulkObject, place: LinePlace): void {
  keepUnknownFields(writer, user, { kind: 'user', known: KNOWN_FIELDS.user, place });
  const username = neededText(user, 'username', place);
  const email = textOf(user['email']);
  const id = userIdOf(username);
  const deleteAt = wholeOf(user['delete_at']);
  writer.run(
    ADD_USER,
    ...[id, username, email, textOf(user['auth_service']), textOf(user['first_name'])],
    ...[textOf(user['last_name']), textOf(user['nickname']), textOf(user['position'])],
    ...[textOf(user['roles']), textOf(user['locale']), deleteAt],
  );
  if (isBotAddress(username, email) && textOf(user['auth_service']) === '') {
    writer.run(ADD_BOT, id, '', '', deleteAt);
    writer.findings.add('bots-by-address', placeText(place));
  } else {
    writer.run(NO_BOT, id);
  }
  addPicture(writer, id, user);
  for (const team of objectsOf(user['teams'])) {
    for (const channel of objectsOf(team['channels'])) {
      const channelId = channelIdOf(textOf(team['name']), textOf(channel['name']));
      writer.run(ADD_MEMBER_WITH_ROLES, channelId, id, textOf(channel['roles']));
      if ('favorite' in channel) writer.seen.add('user.favorite');
      setPreference(writer, channel['favorite'] === true, {
        ...{ userId: id, category: 'favorite_channel', name: channelId },
      });
    }
  }
}

/** A bot since 10.3; the owner is an account or the id of a plugin. */
export function stageBot(writer: StageWriter, bot: BulkObject, place: LinePlace): void {
  keepUnknownFields(writer, bot, { kind: 'bot', known: KNOWN_FIELDS.bot, place });
  const username = neededText(bot, 'username', place);
  const id = userIdOf(username);
  const owner = textOf(bot['owner']);
  const deleteAt = wholeOf(bot['delete_at']);
  const name = textOf(bot['display_name']);
  writer.run(
    ADD_USER,
    ...[id, username, `${username}@localhost`, '', name, '', '', '', 'system_user', '', deleteAt],
  );
  writer.run(
    ADD_BOT,
    id,
    owner === '' ? '' : userIdOf(owner),
    textOf(bot['description']),
    deleteAt,
  );
  addPicture(writer, id, bot);
}

/** Where the store of a server has a person's picture: `users/<id>/profile.png`. */
function addPicture(writer: StageWriter, id: string, user: BulkObject): void {
  const picture = textOf(user['profile_image']);
  if (picture !== '') writer.run(ADD_ALIAS, `users/${id}/profile.png`, picture);
}

/** Where the store of a server has a custom emoji: `emoji/<id>/image`. */
const EMOJI_PLACE = /(?:^|\/)(?:exported_)?emoji\/([a-z0-9]{26})\/image$/;

/** A custom emoji. Its place in the server's store names its id, which is kept, so that a copy of the store serves. */
export function stageEmoji(writer: StageWriter, emoji: BulkObject, place: LinePlace): void {
  keepUnknownFields(writer, emoji, { kind: 'emoji', known: KNOWN_FIELDS.emoji, place });
  const name = neededText(emoji, 'name', place);
  const image = textOf(emoji['image']);
  const id = EMOJI_PLACE.exec(image)?.[1] ?? emojiIdOf(name);
  writer.run(ADD_EMOJI, id, name);
  if (image !== '') writer.run(ADD_ALIAS, `emoji/${id}/image`, image);
}
