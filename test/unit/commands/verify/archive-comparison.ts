import type { ArchiveFiles } from '../../../../src/commands/verify/zip-files.ts';
import { foldUnits, type Pins } from '../../../../src/commands/verify/zip-fold.ts';
import {
  type ComparedUnit,
  comparedUnits,
  compareUnit,
} from '../../../../src/commands/verify/zip-unit.ts';
import { archiveViews, asArchived } from '../../../../src/commands/verify/zip-view.ts';
import { TargetError } from '../../../../src/errors/errors.ts';
import { notice } from '../../../../src/errors/notices.ts';
import type { PostUnit } from '../../../../src/exporters/source.ts';
import { type FoundDay, packDayFolders } from '../../../../src/importers/archive/archive-days.ts';
import type { ArchiveSet } from '../../../../src/importers/archive/archive-set.ts';
import { channelSlackId, userSlackId } from '../../../../src/mapping/slack-ids.ts';
import {
  type ArchiveMessage,
  archiveMessage,
} from '../../../../src/mapping/verify/archive-message.ts';
import {
  type ChannelId,
  type Post,
  placeMs,
  postId,
  type UserId,
} from '../../../../src/model/model.ts';
import { WORKSPACE_ID } from '../../../../src/slack/shapes.ts';
import { A_TIME_MS, aPost, aPostRef, aReplyRef } from '../../../support/builders/builders.ts';
import { aVerifiedWorkspace, type Recorded, SUZUKI, startRecording, YAMADA } from './comparison.ts';

export const DAY = '2023-04-03';
export const TS = '1680485400.123000';
export const REPLY_TS = '1680485460.123000';
export const REPLY_ID = postId('post0000000000000000000002');
export const YAMADA_IN_SLACK = userSlackId(YAMADA.id);
export const SUZUKI_IN_SLACK = userSlackId(SUZUKI.id);
export const CHANNEL_IN_SLACK = channelSlackId(aPost().channelId);

/** A message, and the day of the file that it is in. */
export interface FoundMessage {
  readonly message: ArchiveMessage;
  readonly day: string;
}

export const NO_FILES: ArchiveFiles = {
  check: async () => {},
  takeBundled: () => false,
  linkedFiles: () => ({ linked: 0, fetched: 0 }),
};

export type Fields = Readonly<Record<string, unknown>>;

/** A message of a day file; that of `aPost` unless other fields are given. */
export const message = (fields: Fields = {}, day = DAY): FoundMessage => ({
  message: archiveMessage(written(fields)),
  day,
});

const written = (fields: Fields): Fields => ({
  ts: TS,
  user: YAMADA_IN_SLACK,
  text: 'Good morning',
  ...inForm(fields),
});

/** A message with nothing but these fields, and those that every message has. */
export const bareMessage = (fields: Fields): FoundMessage => ({
  message: archiveMessage({
    ...{ type: 'message', team: WORKSPACE_ID, ts: TS, user: YAMADA_IN_SLACK },
    text: 'Good morning',
    ...fields,
  }),
  day: DAY,
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
  message: archiveMessage(written(fields), true),
  day: DAY,
});

/** An archive of one conversation, with the given days' files unreadable. */
function archiveOf(
  messages: readonly FoundMessage[],
  names: readonly string[],
  unreadable: readonly string[],
): ArchiveSet {
  return {
    names,
    users: 0,
    conversations: new Map(),
    lists: async () => ({ users: new Map(), conversations: new Map() }),
    orphanDays: [],
    repeatedNames: [],
    orphanFolders: [],
    missingFolders: [],
    async *days(_conversation, { fromDay = '', toDay = '9999' } = NO_STRETCH) {
      for (const each of daysOf(messages, unreadable))
        if (each.day >= fromDay && each.day < toDay) yield each;
    },
    sharedDays: { archives: [], folders: packDayFolders(new Map()) },
    hasUploads: false,
    upload: () => undefined,
    entries: () => [],
    zips: [],
    close: async () => undefined,
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
  /** Beginnings of days at which the conversation is divided. */
  readonly cuts?: readonly number[];
  /** Days whose files cannot be read. */
  readonly unreadable?: readonly string[];
  /** Takes the accounts without a row that users.json must have. */
  readonly unknown?: UserId[];
  /** Until when the archives have seen the source. */
  readonly seenToMs?: number;
}

export async function compare({
  posts,
  messages,
  systemMessages = 'keep',
  names = ['all.zip'],
  mayNameFiles = false,
  skipped = [],
  recorded = startRecording(),
  cuts = [],
  unreadable = [],
  unknown,
  seenToMs,
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
    asArchived(workspace),
    workspace.known.of,
  );
  const archives = archiveOf(messages, names, unreadable);
  const accounts = new Set<UserId>();
  const rules = {
    views,
    areSeveral: names.length > 1,
    deleted: differences.explanations.deleted,
    checksFiles: false,
    listsBookmarks: false,
    seenToMs,
  };
  const { channel } = conversation;
  const sides = {
    archives,
    conversationOf: () => conversation,
    range: { fromMs: undefined, toMs: undefined },
    source: {
      async *unitPosts({ stretch }: PostUnit) {
        const some = posts.filter((post) => isIn(stretch, post));
        if (some.length > 0) yield { channel: channel.id, posts: some };
      },
    },
  };
  const compareAgain = (unit: ComparedUnit) => compareUnit(rules, sides, unit);
  const units = unitsOf(channel.id, cuts);
  const comparison = { archives, views, unknown: accounts, files: NO_FILES, differences, tally };
  const pins: Pins = new Map();
  async function* parts() {
    for (const unit of units) yield* compareAgain(unit);
  }
  const fold = { comparison, pins, lists: new Map(), compareAgain, onPart: () => {} };
  await foldUnits(fold, units, parts());
  await differences.finish();
  if (unknown !== undefined) unknown.push(...accounts);
  return {
    lines: recorded.lines(),
    account: recorded.account(),
    pins: pins.get(channel.id) ?? [],
  };
}

const NO_STRETCH = { fromDay: undefined, toDay: undefined };

function daysOf(
  messages: readonly FoundMessage[],
  unreadable: readonly string[],
): readonly FoundDay[] {
  const days = new Map<string, ArchiveMessage[]>();
  for (const { message, day } of messages) {
    const known = days.get(day);
    if (known === undefined) days.set(day, [message]);
    else known.push(message);
  }
  return [...days].map(([day, found]) => {
    if (!unreadable.includes(day)) return { day, messages: found, faults: [] };
    const error = new TargetError(notice('no-list-of-messages'));
    return { day, messages: [], faults: [{ name: `${day}.json`, error }] };
  });
}

/** The whole conversation, or its stretches between the cuts. */
function unitsOf(channel: ChannelId, cuts: readonly number[]): readonly ComparedUnit[] {
  const stretches = [0, ...cuts].map((fromMs, index) => ({
    fromMs,
    toMs: cuts[index] ?? Number.POSITIVE_INFINITY,
  }));
  const units = stretches.map((stretch): PostUnit => {
    const about = {
      channels: [channel],
      posts: 1,
      crowded: [],
      behind: undefined,
      deletedMs: undefined,
    };
    return { ...about, stretch: cuts.length === 0 ? undefined : stretch };
  });
  return comparedUnits([channel], units);
}

const isIn = (stretch: PostUnit['stretch'], post: Post): boolean =>
  stretch === undefined || (placeMs(post) >= stretch.fromMs && placeMs(post) < stretch.toMs);

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
