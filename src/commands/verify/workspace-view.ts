import type { Config } from '../../config/config.ts';
import { withoutPlaces } from '../../mapping/verify/plain-text.ts';
import type { SourceView } from '../../mapping/verify/source-posts.ts';
import { reactionFacts, type WorkspaceView } from '../../mapping/verify/workspace.ts';
import type { ChannelId, Reaction, User, UserId } from '../../model/model.ts';
import type { DecidedReplay } from '../workspace/decide.ts';
import { emojiNames, previewText } from './zip-view.ts';

/** How both sides of a workspace are looked at. */
export interface WorkspaceViews {
  readonly workspace: WorkspaceView;
  /** For posts that the app posted. */
  readonly replayed: SourceView;
  /** For posts that an import brought, which are people's own. */
  readonly imported: SourceView;
}

/** So much of a name the app's messages show. */
const NAME_CHARACTERS = 80;

export function workspaceViews(
  config: Config,
  decided: DecidedReplay,
  slack: { readonly botUserId: string; readonly channels: ReadonlyMap<ChannelId, string> },
): WorkspaceViews {
  const { read, conversations } = decided;
  const { workspace } = read;
  const emoji = emojiNames(read);
  const accounts = accountsBySlackId(decided);
  const channelNames = new Map(
    conversations.map(({ channel }) => [slack.channels.get(channel.id) ?? '', channel.name]),
  );
  const prepare = config.rewriteLinksTo === undefined ? (text: string) => text : withoutPlaces;
  const nameOf = (id: UserId): string => shownName(workspace.users.get(id));
  const byId = new Map(conversations.map((entry) => [entry.channel.id, entry]));
  const given = (reactions: readonly Reaction[]): readonly string[] =>
    reactionFacts(
      reactions.map(({ emojiName, userId }) => [emojiName, [nameOf(userId)]]),
      emoji,
    );
  const idOf = (name: string) => workspace.usersByName.get(name)?.id;
  const replayed: SourceView = {
    people: { idOf, mention: nameOf },
    isSkipped: (id) => workspace.skipped.has(id),
    shown: (id) => shortName(id === undefined ? 'unknown' : nameOf(id)),
    username: (id) => workspace.users.get(id)?.username ?? 'unknown',
    webhook: shortName,
    isAboutAuthor: false,
    isNewsDropped: config.systemMessages === 'drop',
    emoji,
    prepare,
    placeOf: ({ id }) => id,
    edited: () => 'edited',
    reactions: (reactions) => reactionsAs(config.replay.reactions, reactions, given, emoji),
    // The files are compared by the ledger, under Mattermost's ids; Slack finds out their types itself.
    file: ({ id, name, sizeBytes }) => ({ id, name, sizeBytes, mimeType: '' }),
    preview: (post, linked) => previewText(post, linked, byId, replayed),
  };
  const imported: SourceView = {
    ...replayed,
    people: { idOf, mention: (id) => `@${workspace.users.get(id)?.username ?? id}` },
    isAboutAuthor: true,
    reactions: given,
  };
  return {
    replayed,
    imported,
    workspace: {
      emoji,
      prepare,
      reactions: config.replay.reactions,
      botUserId: slack.botUserId,
      names: {
        user: (slackId) => accounts.get(slackId)?.username ?? slackId,
        channel: (slackId) => channelNames.get(slackId) ?? slackId,
      },
      shown: (slackId) => shownName(accounts.get(slackId)),
    },
  };
}

function reactionsAs(
  setting: Config['replay']['reactions'],
  reactions: readonly Reaction[],
  given: (reactions: readonly Reaction[]) => readonly string[],
  emoji: (name: string) => string,
): readonly string[] {
  if (setting === 'none') return [];
  if (setting === 'summary') return given(reactions);
  return [...new Set(reactions.map(({ emojiName }) => `:${emoji(emojiName)}:`))].sort();
}

const shortName = (name: string): string => [...name].slice(0, NAME_CHARACTERS).join('');

function shownName(user: User | undefined): string {
  if (user === undefined) return 'unknown';
  return user.nickname || `${user.firstName} ${user.lastName}`.trim() || user.username;
}

/** Whose account it is: as was decided, else by address, else by name, as an import makes them. */
export function accountsBySlackId({
  read,
  target,
}: Pick<DecidedReplay, 'read' | 'target'>): ReadonlyMap<string, User> {
  const { users, people } = read.workspace;
  const byEmail = new Map<string, User>();
  const byName = new Map<string, User>();
  const found = new Map<string, User>();
  for (const user of users.values()) {
    const decision = people.get(user.id);
    const email = decision?.slackEmail || user.email;
    if (email !== '') byEmail.set(email.toLowerCase(), user);
    byName.set(user.username.toLowerCase(), user);
    if (decision?.slackId) found.set(decision.slackId, user);
  }
  for (const { id, email, name } of target.users) {
    const user = byEmail.get(email.toLowerCase()) ?? byName.get(name.toLowerCase());
    if (user !== undefined && !found.has(id)) found.set(id, user);
  }
  return found;
}
