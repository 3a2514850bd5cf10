import type { Deliver } from '../../config/files.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import { openTexts, type PackedTexts, packTexts } from '../../mapping/packed-texts.ts';
import { fileSlackId, userSlackId } from '../../mapping/slack-ids.ts';
import type { ArchiveView } from '../../mapping/verify/archive.ts';
import { NOBODY } from '../../mapping/verify/archive-authors.ts';
import type { EmojiName, FileFacts } from '../../mapping/verify/facts.ts';
import { expectedFileType } from '../../mapping/verify/file-type.ts';
import type { FormerChannels } from '../../mapping/verify/listed-channels.ts';
import { tsOfMicros } from '../../mapping/verify/pair-archive.ts';
import { personRule } from '../../mapping/verify/same-people.ts';
import { expectedBot, isBot } from '../../mapping/verify/source-lists.ts';
import type { PeopleView, SourceView, TargetForm } from '../../mapping/verify/source-posts.ts';
import { emojiShown, formerNames } from '../../mapping/verify/text/emoji-shown.ts';
import type { SourceTexts } from '../../mapping/verify/text/source-text.ts';
import type { TargetNames } from '../../mapping/verify/text/tree.ts';
import type { PostWorkspace, Workspace } from '../../mapping/workspace.ts';
import type { ChannelId, FileInfo, PostRef, Reaction, Team, UserId } from '../../model/model.ts';
import { asNamedThen, type FormerNames } from './former-names.ts';
import type { VerifySettings, ViewSettings } from './run.ts';
import { channelTexts, newAddresses, previewPlace, sourceTexts } from './text-view.ts';

/** How both sides of a comparison with archives are read. */
export interface ArchiveViews {
  readonly archive: ArchiveView;
  /** For what is a channel's and no post's. */
  readonly textsIn: (channel: ChannelId) => SourceTexts;
  /**
   * For one conversation; `microsOf` returns the `ts` of its roots in microseconds, `unknown` takes the authors, reactors
   * and members without a row as they occur.
   */
  readonly source: MakeSourceView;
  /** The same with the names that people had when an archive was made, for each archive that has others. */
  readonly former: readonly MakeSourceView[];
}

type MakeSourceView = (microsOf: (root: PostRef) => number, unknown?: Set<UserId>) => SourceView;

/** Settings of the view, and whether messages may name their files without delivering them. */
export interface ArchiveViewSettings extends ViewSettings {
  readonly mayNameFiles?: boolean;
  readonly formerNames?: readonly FormerNames[];
  readonly formerChannels?: FormerChannels;
}

/** Ways of delivery in which a message has its files by name alone; the others give each an address. */
const NAMES_FILES: Readonly<Record<Deliver, boolean>> = {
  api: true,
  none: true,
  link: false,
  bundle: false,
};

/** Takes the settings of the view out of those of a run. */
export const archiveViewSettings = (
  { delivery, rewriteLinksTo, siteUrl, systemMessages, tables }: VerifySettings,
  hasStore: boolean,
): ArchiveViewSettings => ({
  ...{ rewriteLinksTo, siteUrl, systemMessages, tables },
  mayNameFiles: !hasStore || NAMES_FILES[delivery.deliver],
});

/** A workspace with the usernames of all its accounts, by the ids that archives have. */
export interface ArchivedWorkspace extends PostWorkspace {
  readonly usernames: PackedTexts;
}

/** Adds the names by people's ids in the archive, packed, so that threads share them. */
export const asArchived = (workspace: Workspace): ArchivedWorkspace => ({
  ...workspace,
  usernames: packTexts(
    new Map(Array.from(workspace.users, ([id, { username }]) => [userSlackId(id), username])),
  ),
});

/** Makes what both sides of an archive are read with. */
export function archiveViews(
  settings: ArchiveViewSettings,
  workspace: ArchivedWorkspace,
  migrated: (id: ChannelId) => Conversation | undefined,
  teams: readonly Team[] = [],
): ArchiveViews {
  const emoji = emojiNames(workspace);
  const names = archiveNames(workspace, settings.formerChannels);
  const newAddress = newAddresses(settings, { migrated, named: workspace.known.named }, teams);
  const personOf = personRule(workspace.people.values());
  const slackIdOf = rememberedIds();
  const systemMessages = { areBySubject: true, areDropped: settings.systemMessages === 'drop' };
  const sourceBy = (named: ArchivedWorkspace): MakeSourceView => {
    const texts = sourceTexts(named, { names, place: 'archive', newAddress });
    return (microsOf, unknown = new Set()) => {
      const people = archivePeople(named, { personOf, slackIdOf }, unknown);
      const target: TargetForm = {
        webhook: (name) => `webhook ${name}`,
        threadKey: (root) => tsOfMicros(microsOf(root)),
        edited: (post, editAtMs) =>
          secondsTs(Math.ceil(Math.max(editAtMs / 1000, microsOf(post) / 1_000_000))),
        formerEdited: (editAtMs) => secondsTs(Math.floor(editAtMs / 1000)),
        reactions: (reactions) => reactionsOf(reactions, emoji, people.displayName),
        file: settings.mayNameFiles === true ? namedFileFacts : fileFacts,
      };
      return {
        people,
        systemMessages,
        texts,
        target,
        preview: (post, linked) => previewPlace(post, linked, migrated),
      };
    };
  };
  return {
    archive: { names, oldNames: oldArchiveNames(workspace), emoji },
    textsIn: channelTexts(workspace, { names, place: 'archive' }),
    source: sourceBy(workspace),
    former: (settings.formerNames ?? []).map((former) => sourceBy(asNamedThen(workspace, former))),
  };
}

const secondsTs = (seconds: number): string => `${seconds}.000000`;

/** Makes ids of accounts once: each is a hash, and every post has an author. */
function rememberedIds(): (id: UserId) => string {
  const known = new Map<UserId, string>();
  return (id) => {
    const slackId = known.get(id) ?? userSlackId(id);
    known.set(id, slackId);
    return slackId;
  };
}

/** People as the archive names them; adds each person without a row to `unknown`. */
function archivePeople(
  { accounts, people, skipped }: PostWorkspace,
  { personOf, slackIdOf }: Pick<PeopleView, 'personOf' | 'slackIdOf'>,
  unknown: Set<UserId>,
): PeopleView {
  const displayName = (id: UserId | undefined): string => {
    const known = personOf(id ?? NOBODY);
    const username = accounts.usernameOf(known);
    if (username === undefined) unknown.add(known);
    return username ?? slackIdOf(known);
  };
  return {
    idOf: (name) => accounts.idOf(name),
    mention(id) {
      displayName(id);
      return `<@${slackIdOf(personOf(id))}>`;
    },
    isSkipped: (id) => skipped.has(id),
    botOf(id) {
      const user = accounts.perhapsBots.get(id);
      return user !== undefined && isBot(user, people.get(id)) ? expectedBot(user) : undefined;
    },
    displayName,
    personOf,
    slackIdOf,
    username: (id) => accounts.usernameOf(personOf(id)) || 'unknown',
  };
}

function reactionsOf(
  reactions: readonly Reaction[],
  emoji: EmojiName,
  displayName: (id: UserId) => string,
): readonly string[] {
  const all = reactions.map(
    ({ emojiName, userId }) => `:${emoji(emojiName)}: ${displayName(userId)}`,
  );
  return [...new Set(all)].sort();
}

function factsOfFile(file: FileInfo, mayBeNamed: true | undefined): FileFacts {
  const { id, name, sizeBytes, stored } = file;
  const { mimeType, mimeTypeOr } = fileTypeOf(file);
  const storedBytes = stored?.state === 'there' ? stored.sizeBytes : undefined;
  return { id: fileSlackId(id), name, sizeBytes, storedBytes, mimeType, mimeTypeOr, mayBeNamed };
}

/** Facts of a file that its message must have as a file. */
export const fileFacts = (file: FileInfo): FileFacts => factsOfFile(file, undefined);

/** A file that its message may have by name in its text alone. */
const namedFileFacts = (file: FileInfo): FileFacts => factsOfFile(file, true);

const BYTES = 'application/octet-stream';

/** Type of a file in Slack's words; archives of version 0.1 have Mattermost's. */
function fileTypeOf(file: FileInfo): Pick<FileFacts, 'mimeType' | 'mimeTypeOr'> {
  const { filetype, mimeType } = expectedFileType(file);
  const own = file.mimeType || BYTES;
  const bare = own.replace(/;.*$/s, '').trim().toLowerCase() || BYTES;
  return { mimeType: filetype === 'binary' ? bare : mimeType, mimeTypeOr: own };
}

/** Names for the ids that the archives have; an unknown id is its own name. */
function archiveNames(workspace: ArchivedWorkspace, former?: FormerChannels): TargetNames {
  const usernameOf = openTexts(workspace.usernames);
  const { known } = workspace;
  return {
    user: (slackId) => usernameOf(slackId) ?? slackId,
    channel: (slackId) => known.withSlackId(slackId)?.name ?? slackId,
    publicChannel(slackId) {
      const conversation = known.withSlackId(slackId);
      return conversation?.list === 'channels' ? conversation.name : undefined;
    },
    isFormerChannel: (slackId, label) => former?.get(slackId)?.includes(label) === true,
    areChannelsText: false,
    areWhole: true,
  };
}

/** Returns the names that archives of version 0.1 use. */
export const oldArchiveNames = (workspace: ArchivedWorkspace): TargetNames => ({
  ...archiveNames(workspace),
  emoji: workspace.emoji.shadowed.length === 0 ? undefined : formerNames(workspace.emoji),
  areWhole: false,
});

/** Returns one name for an emoji, given Mattermost's or Slack's name. */
export function emojiNames({ emoji }: PostWorkspace): EmojiName {
  const renamed = new Map(emoji.all.map(({ from, to }) => [from, to]));
  const [shown, present] = [emojiShown(emoji), formerNames(emoji)];
  return (name) => {
    const inSlack = shown(present(name)) ?? present(name);
    return renamed.get(inSlack) ?? inSlack;
  };
}
