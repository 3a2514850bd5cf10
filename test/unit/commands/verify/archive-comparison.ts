import { compareArchiveConversation } from '../../../../src/commands/verify/zip-conversation.ts';
import type { ArchiveFiles } from '../../../../src/commands/verify/zip-files.ts';
import { archiveViews } from '../../../../src/commands/verify/zip-view.ts';
import type { ArchiveSet, FoundMessage } from '../../../../src/importers/archive/archive-set.ts';
import { channelSlackId, userSlackId } from '../../../../src/mapping/slack-ids.ts';
import { archiveMessage } from '../../../../src/mapping/verify/archive-message.ts';
import { type Post, postId, type UserId } from '../../../../src/model/model.ts';
import { WORKSPACE_ID } from '../../../../src/slack/shapes.ts';
import { A_TIME_MS, aPost, aPostRef, aReplyRef } from '../../../support/builders/builders.ts';
import {
  aVerifiedWorkspace,
  pagesOf,
  type Recorded,
  SUZUKI,
  startRecording,
  YAMADA,
} from './comparison.ts';

export const DAY = '2023-04-03';
export const TS = '1680485400.123000';
export const REPLY_TS = '1680485460.123000';
export const REPLY_ID = postId('post0000000000000000000002');
export const YAMADA_IN_SLACK = userSlackId(YAMADA.id);
export const SUZUKI_IN_SLACK = userSlackId(SUZUKI.id);
export const CHANNEL_IN_SLACK = channelSlackId(aPost().channelId);

export const NO_FILES: ArchiveFiles = {
  bundledDifferences: async () => [],
  checkLinked: async () => {},
  takeBundled: () => false,
  linkedFiles: () => ({ linked: 0, fetched: 0 }),
};

export type Fields = Readonly<Record<string, unknown>>;

/** A message of a day file; that of `aPost` unless other fields are given. */
export const message = (fields: Fields = {}, day = DAY): FoundMessage => ({
  message: archiveMessage({
    ts: TS,
    user: YAMADA_IN_SLACK,
    text: 'Good morning',
    ...inForm(fields),
  }),
  day,
});

/** Fields of a message with what stands around them in an archive, unless they say otherwise. */
function inForm(fields: Fields): Fields {
  const items = (key: string): readonly Fields[] | undefined => {
    const value = fields[key];
    return Array.isArray(value) ? value : undefined;
  };
  const files = items('files')?.map((file) => ({
    ...{ url_private: ADDRESS, timestamp: file['created'], username: '' },
    ...{ is_external: false, editable: false, display_as_bot: false },
    ...file,
    url_private_download: file['url_private'] ?? ADDRESS,
  }));
  const marks = files === undefined ? {} : { files, upload: true, display_as_bot: false };
  const attachments = items('attachments')?.map((each, at) => ({ id: at + 1, ...each }));
  const reactions = items('reactions')?.map((each) => ({
    count: Array.isArray(each['users']) ? each['users'].length : 0,
    ...each,
  }));
  return {
    type: 'message',
    team: WORKSPACE_ID,
    ...fields,
    ...marks,
    ...(attachments === undefined ? {} : { attachments }),
    ...(reactions === undefined ? {} : { reactions }),
  };
}

const ADDRESS = 'https://files.example.com/x';

/** The same in an archive of version 0.1. */
export const oldMessage = (fields: Fields = {}): FoundMessage => ({
  message: archiveMessage(message(fields).message, true),
  day: DAY,
});

export function archiveOf(messages: readonly FoundMessage[], names: readonly string[]): ArchiveSet {
  return {
    names,
    users: new Map(),
    conversations: new Map(),
    orphanDays: [],
    orphanFolders: [],
    missingFolders: [],
    async *messages() {
      yield* messages;
    },
    upload: () => undefined,
    entries: () => [],
    zips: [],
    close: () => {},
  };
}

export interface Comparing {
  readonly posts: readonly Post[];
  readonly messages: readonly FoundMessage[];
  readonly systemMessages?: 'keep' | 'drop';
  readonly names?: readonly string[];
  readonly mayNameFiles?: boolean;
  readonly skipped?: readonly (typeof YAMADA.id)[];
  readonly recorded?: Recorded;
  /** Takes the accounts without a row that users.json must have. */
  readonly unknown?: UserId[];
}

export async function compare({
  posts,
  messages,
  systemMessages = 'keep',
  names = ['all.zip'],
  mayNameFiles = false,
  skipped = [],
  recorded = startRecording(),
  unknown,
}: Comparing) {
  const { workspace, conversation } = aVerifiedWorkspace({ skipped });
  const { differences, tally } = recorded;
  const views = archiveViews(
    {
      rewriteLinksTo: undefined,
      tables: undefined,
      siteUrl: undefined,
      systemMessages,
      mayNameFiles,
    },
    workspace,
    [conversation],
  );
  const archives = archiveOf(messages, names);
  const comparison = { archives, views, files: NO_FILES, differences, tally };
  const pins = await compareArchiveConversation(comparison, conversation, pagesOf(posts));
  await differences.finish();
  if (unknown !== undefined) unknown.push(...views.unknown);
  return { lines: recorded.lines(), account: recorded.account(), pins };
}

export const ROOT = aPost({ thread: { kind: 'root', replies: [aReplyRef()] } });
export const REPLY = aPost({
  id: REPLY_ID,
  createAtMs: A_TIME_MS + 60_000,
  message: 'To you as well',
  thread: { kind: 'reply', root: aPostRef() },
});
export const ROOT_FIELDS: Fields = {
  thread_ts: TS,
  reply_count: 1,
  reply_users: [YAMADA_IN_SLACK],
  reply_users_count: 1,
  latest_reply: REPLY_TS,
  replies: [{ user: YAMADA_IN_SLACK, ts: REPLY_TS }],
};
export const ROOT_MESSAGE = message(ROOT_FIELDS);
export const REPLY_FIELDS: Fields = {
  ts: REPLY_TS,
  thread_ts: TS,
  parent_user_id: YAMADA_IN_SLACK,
  text: 'To you as well',
};
export const replyMessage = (fields: Fields = {}): FoundMessage =>
  message({ ...REPLY_FIELDS, ...fields });
