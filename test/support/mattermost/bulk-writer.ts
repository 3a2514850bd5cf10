import type { FixtureRow } from '../../../fixtures/workspace/rows.ts';
import { type Post, type Row, RowIndex } from './bulk-rows.ts';

/**
 * How a version writes its export: `5.36` with shared lists of files, without types and times of edits; `8.1`; `10.5`
 * with schemes, bots, pins and props of replies; `11` with participants, whose ZIP names no emoji.
 */
export type BulkShape = '5.36' | '8.1' | '10.5' | '11';

export interface BulkOptions {
  readonly withArchivedChannels?: boolean;
  /** Moment of the export, ISO 8601. */
  readonly created?: string;
}

type Line = Readonly<Record<string, unknown>>;

const RELEASES: Readonly<Record<BulkShape, string>> = {
  '5.36': '5.36.1',
  '8.1': '8.1.2',
  '10.5': '10.5.0',
  '11': '11.4.0',
};
const isFrom = (shape: BulkShape, first: BulkShape): boolean => Number(shape) >= Number(first);

/** Writes what `mmctl export create` of a version writes about the rows, one text a line, in its order. */
export function bulkLines(
  rows: readonly FixtureRow[],
  shape: BulkShape,
  { withArchivedChannels = false, created = '2024-06-01T09:00:00Z' }: BulkOptions = {},
): readonly string[] {
  const index = new RowIndex(rows);
  const channels = index
    .of('Channels')
    .filter(({ DeleteAt }) => DeleteAt === 0 || withArchivedChannels);
  const open = new Set(channels.map(({ Id }) => Id));
  const named = channels.filter(({ Type }) => Type === 'O' || Type === 'P');
  const direct = channels.filter(({ Type }) => Type === 'D' || Type === 'G');
  const writer = new Lines(index, shape);
  const posts = index.roots().filter(({ ChannelId }) => open.has(ChannelId));
  const typeOf = ({ ChannelId }: Post) => index.get('Channels', ChannelId)?.['Type'];
  const emoji = index.of('Emoji').filter(({ DeleteAt }) => DeleteAt === 0);
  const isDirect = (post: Post): boolean => typeOf(post) === 'D' || typeOf(post) === 'G';
  const lines: readonly Line[] = [
    versionLine(shape, created),
    ...(isFrom(shape, '10.5') ? SCHEMES : []),
    ...index.of('Teams').map((team) => writer.team(team)),
    ...named.map((channel) => writer.channel(channel, withArchivedChannels)),
    ...index.people(isFrom(shape, '10.5')).map((user) => writer.user(user, named)),
    ...(isFrom(shape, '10.5') ? index.bots().map((bot) => writer.bot(bot)) : []),
    ...posts.filter((post) => !isDirect(post)).map((post) => writer.post(post)),
    ...(shape === '11' ? [] : emoji.map((each) => writer.emoji(each))),
    ...direct.flatMap((channel) => writer.directChannel(channel)),
    ...posts.filter(isDirect).flatMap((post) => writer.directPost(post)),
  ];
  return lines.map(goJson);
}

function versionLine(shape: BulkShape, created: string): Line {
  const info = {
    generator: 'mattermost-server',
    version: `${RELEASES[shape]} (29bb1e53, enterprise: false)`,
    created,
  };
  return { type: 'version', version: 1, ...(isFrom(shape, '8.1') ? { info } : {}) };
}

const SCHEMES: readonly Line[] = [
  { type: 'scheme', scheme: { name: 'team_scheme', display_name: 'Team scheme', scope: 'team' } },
  { type: 'role', role: { name: 'system_user', permissions: ['create_direct_channel'] } },
];

/** As Go's encoding/json writes it. */
const goJson = (line: Line): string =>
  JSON.stringify(line).replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** The objects of lines. */
class Lines {
  readonly #index: RowIndex;
  readonly #shape: BulkShape;

  constructor(index: RowIndex, shape: BulkShape) {
    this.#index = index;
    this.#shape = shape;
  }

  team({ Name, DisplayName, Type, Description }: Row): Line {
    const team = { name: Name, display_name: DisplayName, type: Type, description: Description };
    return { type: 'team', team: { ...team, allow_open_invite: false } };
  }

  channel(channel: Row, withDeletedAt: boolean): Line {
    const { Name, DisplayName, Type, Header, Purpose, TeamId, DeleteAt } = channel;
    return {
      type: 'channel',
      channel: {
        team: this.#index.teamName(TeamId),
        name: Name,
        display_name: DisplayName,
        type: Type,
        ...(Header ? { header: Header } : {}),
        ...(Purpose ? { purpose: Purpose } : {}),
        ...(withDeletedAt ? { deleted_at: DeleteAt } : {}),
      },
    };
  }

  user(user: Row, named: readonly Row[]): Line {
    const {
      Id,
      Username,
      Email,
      FirstName,
      LastName,
      Nickname,
      Position,
      Roles,
      Locale,
      DeleteAt,
    } = user;
    const own = named.filter((channel) => this.#index.members(channel).includes(String(Id)));
    const teams = this.#index
      .of('Teams')
      .map((team) => ({ team, channels: own.filter(({ TeamId }) => TeamId === team['Id']) }))
      .filter(({ channels }) => channels.length > 0)
      .map(({ team, channels }) => ({
        name: team['Name'],
        roles: 'team_user',
        channels: channels.map((channel) => this.#membership(channel, String(Id))),
      }));
    return {
      type: 'user',
      user: {
        username: Username,
        email: Email,
        auth_service: null,
        nickname: Nickname,
        first_name: FirstName,
        last_name: LastName,
        position: Position ?? '',
        roles: Roles,
        locale: Locale,
        delete_at: DeleteAt,
        teams: teams.length === 0 ? null : teams,
        notify_props: { desktop: 'mention' },
      },
    };
  }

  /** As mattermost's export_converters.go: the roles by name, and whether the channel is a favourite. */
  #membership({ Id, Name }: Row, user: string): Line {
    const isAdmin = this.#index
      .of('ChannelMembers')
      .some((row) => row['ChannelId'] === Id && row['UserId'] === user && row['SchemeAdmin']);
    return {
      name: Name,
      roles: isAdmin ? 'channel_user channel_admin' : 'channel_user',
      favorite: this.#choosers('favorite_channel', Id).includes(user),
    };
  }

  /** Ids of the people with a preference for a channel or post. */
  #choosers(category: string, name: unknown): readonly string[] {
    return this.#index
      .of('Preferences')
      .filter((row) => row['Category'] === category && row['Name'] === name)
      .map((row) => String(row['UserId']));
  }

  /** Usernames of who saved a post: 11 writes them, earlier versions leave the field out. */
  #savers(id: unknown): Line {
    if (this.#shape !== '11') return {};
    const names = this.#choosers('flagged_post', id).map((user) => this.#index.username(user));
    return { flagged_by: names.filter((name) => name !== undefined) };
  }

  bot({ Username, FirstName, DeleteAt }: Row): Line {
    const bot = { username: Username, owner: 'yamada', display_name: FirstName, description: '' };
    return { type: 'bot', bot: { ...bot, delete_at: DeleteAt } };
  }

  emoji({ Id, Name }: Row): Line {
    return { type: 'emoji', emoji: { name: Name, image: `emoji/${String(Id)}/image` } };
  }

  post(root: Post): Line {
    const channel = this.#index.get('Channels', root.ChannelId) ?? {};
    const post = {
      team: this.#index.teamName(channel['TeamId']),
      channel: channel['Name'],
      ...this.#content(root, true),
      reactions: this.#reactions(root),
      replies: this.#replies(root),
    };
    return { type: 'post', post };
  }

  /** A channel whose members have no rows any more is left out. */
  directChannel(channel: Row): readonly Line[] {
    const members = this.#directMembers(channel);
    if (members.length < 2) return [];
    const who =
      this.#shape === '11'
        ? {
            participants: [...new Set(members)].map((username) => ({
              username,
              scheme_user: true,
            })),
          }
        : { members };
    const favoritedBy = this.#choosers('favorite_channel', channel['Id']).map((user) =>
      this.#index.username(user),
    );
    const direct = { ...who, favorited_by: favoritedBy, header: channel['Header'] };
    return [{ type: 'direct_channel', direct_channel: direct }];
  }

  /** No version writes the reactions to the root of a direct or group message. */
  directPost(root: Post): readonly Line[] {
    const members = this.#directMembers(this.#index.get('Channels', root.ChannelId) ?? {});
    if (members.length < 2) return [];
    const post = {
      channel_members: members,
      ...this.#content(root, true),
      reactions: null,
      replies: this.#replies(root),
    };
    return [{ type: 'direct_post', direct_post: post }];
  }

  /** Usernames; a note to self names its writer twice. */
  #directMembers(channel: Row): readonly string[] {
    const ids = String(channel['Name']).split('__');
    const found = channel['Type'] === 'D' ? ids : this.#index.members(channel);
    const names = found.map((id) => this.#index.username(id));
    return names.every((name) => name !== undefined)
      ? names.filter((name) => name !== undefined)
      : [];
  }

  #content(post: Post, isRoot: boolean): Line {
    const shape = this.#shape;
    const attachments = this.#index.filePaths(post).map((path) => ({ path }));
    return {
      user: this.#index.username(post.UserId),
      ...(isFrom(shape, '8.1') ? { type: post.Type, edit_at: post.EditAt } : {}),
      message: post.Message,
      ...(isRoot || isFrom(shape, '10.5') ? { props: post.props } : {}),
      create_at: post.CreateAt,
      ...this.#savers(post.Id),
      ...(isFrom(shape, '10.5') ? { is_pinned: post.IsPinned } : {}),
      ...(attachments.length === 0 ? {} : { attachments }),
    };
  }

  #reactions(post: Post): readonly Line[] | null {
    const reactions = this.#index.reactions(post).map((reaction) => ({
      user: this.#index.username(String(reaction['UserId'])),
      create_at: reaction['CreateAt'],
      emoji_name: reaction['EmojiName'],
    }));
    return reactions.length === 0 ? null : reactions;
  }

  #replies(root: Post): readonly Line[] | null {
    const replies = this.#index.replies(root);
    if (replies.length === 0) return null;
    const all = replies.flatMap((reply) => this.#index.filePaths(reply)).map((path) => ({ path }));
    return replies.map((reply) => {
      const content = this.#content(reply, false);
      const hasShared = this.#shape === '5.36' && 'attachments' in content;
      return {
        ...content,
        ...(hasShared ? { attachments: all } : {}),
        reactions: this.#reactions(reply),
      };
    });
  }
}
