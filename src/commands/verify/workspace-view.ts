import type { ReplaySettings } from '../../config/config.ts';
import type { TargetUser } from '../../mapping/plan/target.ts';
import { userSlackId } from '../../mapping/slack-ids.ts';
import { expectedAddress } from '../../mapping/verify/addresses.ts';
import { NOBODY } from '../../mapping/verify/archive-authors.ts';
import { onePerPerson, personRule } from '../../mapping/verify/same-people.ts';
import type { PeopleView, SourceView, TargetForm } from '../../mapping/verify/source-posts.ts';
import type { TargetNames } from '../../mapping/verify/text/tree.ts';
import { reactionFacts, type WorkspaceView } from '../../mapping/verify/workspace.ts';
import type { Workspace } from '../../mapping/workspace.ts';
import type { ChannelId, Reaction, Team, User, UserId } from '../../model/model.ts';
import { USERNAME_CHARACTERS } from '../../slack/limits.ts';
import { escapeText } from '../../slack/shapes.ts';
import type { Scope } from '../run/scope.ts';
import { asNamedThen, type FormerNames } from './former-names.ts';
import type { ViewSettings } from './run.ts';
import { newAddresses, previewPlace, sourceTexts } from './text-view.ts';
import { asArchived, emojiNames, fileFacts, oldArchiveNames } from './zip-view.ts';

/** How both sides of a comparison with a workspace are read. */
export interface WorkspaceViews {
  readonly workspace: WorkspaceView;
  /** For posts that the app wrote. */
  readonly replayed: SourceView;
  /** For posts that Slack imported from an archive, whose authors are the people themselves. */
  readonly imported: SourceView;
  /** The same with the usernames that people had in each archive whose list differs from the present one. */
  readonly former: readonly SourceView[];
}

/** What is known of the workspace before its messages are read. */
export interface SlackSide {
  readonly users: readonly TargetUser[];
  /** The app's user id. */
  readonly botUserId: string;
  /** Slack's channel of each conversation; '' for one that has none. */
  readonly channels: ReadonlyMap<ChannelId, string>;
  readonly teams?: readonly Team[];
}

interface WorkspaceViewSettings extends ViewSettings {
  readonly replay: Pick<ReplaySettings, 'reactions'>;
  readonly formerNames?: readonly FormerNames[];
}

/** Makes the views by which the posts of the source and the messages of the workspace are read. */
export function workspaceViews(
  settings: WorkspaceViewSettings,
  workspace: Workspace,
  { conversations, migrated }: Pick<Scope, 'conversations' | 'migrated'>,
  slack: SlackSide,
): WorkspaceViews {
  const names = typedNames(workspace);
  const replayed = replayedView(settings, workspace, migrated, names);
  const known = { migrated, named: workspace.known.named };
  const newAddress = newAddresses(settings, known, slack.teams ?? []);
  const importedBy = (named: Workspace): SourceView =>
    importedView(
      replayedView(settings, named, migrated, names),
      named,
      sourceTexts(named, { names, place: 'workspace', newAddress }),
    );
  const channelNames = new Map(
    conversations.map(({ channel }) => [slack.channels.get(channel.id) ?? '', channel.name]),
  );
  const accounts = accountsBySlackId(workspace, slack.users);
  return {
    replayed,
    imported: importedBy(workspace),
    former: (settings.formerNames ?? []).map((then) => importedBy(asNamedThen(workspace, then))),
    workspace: {
      emoji: emojiNames(workspace),
      reactions: settings.replay.reactions,
      botUserId: slack.botUserId,
      names: {
        user: (slackId) => accounts.get(slackId)?.username ?? slackId,
        channel: (slackId) => channelNames.get(slackId) ?? slackId,
        publicChannel: () => undefined,
        areChannelsText: true,
        emoji: names.emoji,
        areWhole: false,
      },
      displayName: (slackId) => fullName(accounts.get(slackId)),
    },
  };
}

/** Names in the texts of posts, where channels are text. */
function typedNames(workspace: Workspace): TargetNames {
  const typed = new Map<string, string>(
    workspace.conversations.map(({ slackId, channel }) => [slackId, channel.name]),
  );
  return {
    ...oldArchiveNames(asArchived(workspace)),
    channel: (slackId) => typed.get(slackId) ?? slackId,
    areChannelsText: true,
  };
}

/** How posts are read that the app wrote. */
function replayedView(
  settings: WorkspaceViewSettings,
  workspace: Workspace,
  migrated: Scope['migrated'],
  names: TargetNames,
): SourceView {
  const people = appPeople(workspace);
  const emoji = emojiNames(workspace);
  const given = givenReactions(workspace, people);
  return {
    people,
    systemMessages: { areBySubject: false, areDropped: settings.systemMessages === 'drop' },
    texts: sourceTexts(workspace, {
      ...{ names, place: 'workspace', newAddress: undefined, mentions: 'text' },
      tables: settings.tables ?? 'block',
    }),
    target: {
      webhook: shortName,
      threadKey: ({ id }) => id,
      edited: () => 'edited',
      reactions: (all) => reactionsAs(settings.replay.reactions, all, given, emoji),
      // Files are found by the ledger, under Mattermost's ids; Slack determines their types itself and trims their names.
      file: (file) => ({ ...fileFacts(file), id: file.id, name: file.name.trim(), mimeType: '' }),
    },
    preview: (post, linked) => previewPlace(post, linked, migrated),
  };
}

/** How posts are read that Slack imported: as those of the app, but for what the archive said otherwise. */
function importedView(
  { people, target, systemMessages, preview }: SourceView,
  workspace: Workspace,
  texts: SourceView['texts'],
): SourceView {
  return {
    people: {
      ...people,
      mention: (id) => `<@${userSlackId(people.personOf(id))}>`,
      // Slack makes accounts without an address into bots of their names in the archive.
      displayName: (id = NOBODY) =>
        workspace.users.has(people.personOf(id)) ? people.displayName(id) : nameWithoutRow(id),
    },
    texts,
    systemMessages: { ...systemMessages, areBySubject: true },
    target: {
      ...target,
      reactions: givenReactions(workspace, people),
      // The archive named files that were uploaded later.
      file: (file) => ({ ...target.file(file), mayBeNamed: true }),
    },
    preview,
  };
}

/** People as the app's messages name them. */
function appPeople(workspace: Workspace): PeopleView {
  const personOf = personRule(workspace.people.values());
  const nameOf = (id: UserId): string => fullName(workspace.users.get(personOf(id)));
  return {
    idOf: (name) => workspace.accounts.idOf(name),
    mention: (id) => escapeText(nameOf(id)),
    isSkipped: (id) => workspace.skipped.has(id),
    botOf: () => undefined,
    displayName: (id) => shortName(id === undefined ? 'unknown' : nameOf(id)),
    personOf,
    slackIdOf: userSlackId,
    username: (id) => workspace.users.get(personOf(id))?.username || 'unknown',
  };
}

/** Reads reactions as those of the people who gave them. */
function givenReactions(
  workspace: Workspace,
  { personOf }: Pick<PeopleView, 'personOf'>,
): TargetForm['reactions'] {
  const emoji = emojiNames(workspace);
  return (reactions) =>
    reactionFacts(
      reactions.map(({ emojiName, userId }) => [
        emojiName,
        [fullName(workspace.users.get(personOf(userId)))],
      ]),
      emoji,
    );
}

function reactionsAs(
  setting: ReplaySettings['reactions'],
  reactions: readonly Reaction[],
  given: TargetForm['reactions'],
  emoji: (name: string) => string,
): readonly string[] {
  if (setting === 'none') return [];
  if (setting === 'summary') return given(reactions);
  return [...new Set(reactions.map(({ emojiName }) => `:${emoji(emojiName)}:`))].sort();
}

/** Format of Mattermost's ids (server/public/model/utils.go, NewId). */
const MATTERMOST_ID = /^[a-z0-9]{26}$/;

/** Name in an archive of an account that has no row. */
const nameWithoutRow = (id: UserId): string =>
  `unknown-${MATTERMOST_ID.test(id) ? id : userSlackId(id).toLowerCase()}`;

/** Name of an author as the app's messages show it: longer names are cut. */
export const shortName = (name: string): string => [...name].slice(0, USERNAME_CHARACTERS).join('');

function fullName(user: User | undefined): string {
  if (user === undefined) return 'unknown';
  return user.nickname || `${user.firstName} ${user.lastName}`.trim() || user.username;
}

/**
 * The Mattermost user of each Slack account: as decided, else by e-mail address, else by name, as an import matches
 * them.
 */
export function accountsBySlackId(
  { users, people }: Pick<Workspace, 'users' | 'people'>,
  accounts: readonly TargetUser[],
): ReadonlyMap<string, User> {
  const byEmail = new Map<string, User>();
  const byName = new Map<string, User>();
  const found = new Map<string, User>();
  for (const user of onePerPerson(users, personRule(people.values()))) {
    const decision = people.get(user.id);
    const email = decision?.slackEmail || expectedAddress(user.email);
    if (email !== '') byEmail.set(email.toLowerCase(), user);
    byName.set(user.username.toLowerCase(), user);
    if (decision?.slackId) found.set(decision.slackId, user);
  }
  for (const { id, email, name } of accounts) {
    const user = byEmail.get(email.toLowerCase()) ?? byName.get(name.toLowerCase());
    if (user !== undefined && !found.has(id)) found.set(id, user);
  }
  return found;
}
