import type { ChannelDecision, PersonDecision } from '../../../src/mapping/decisions.ts';
import {
  type Channel,
  type CustomEmoji,
  channelId,
  emojiId,
  type FileInfo,
  fileId,
  type Post,
  type PostRef,
  postId,
  type Reaction,
  type ReplyRef,
  type Team,
  teamId,
  type User,
  userId,
} from '../../../src/model/model.ts';

/*
 * Model values with good defaults: a test names only what it is about. Nothing is random, so two
 * values without overrides are equal.
 */

/** 2023-04-03T01:30:00.123Z, a Monday morning in Tokyo. */
export const A_TIME_MS = 1_680_485_400_123;

export function aTeam(over: Partial<Team> = {}): Team {
  return {
    id: teamId('tokyoteam00000000000000001'),
    name: 'tokyo',
    displayName: 'Tokyo',
    deleteAtMs: undefined,
    ...over,
  };
}

export function aUser(over: Partial<User> = {}): User {
  return {
    id: userId('useryamada0000000000000001'),
    username: 'yamada',
    email: 'yamada@example.co.jp',
    firstName: 'Taro',
    lastName: 'Yamada',
    nickname: '',
    position: '',
    kind: 'person',
    roles: ['system_user'],
    locale: 'ja',
    timezone: 'Asia/Tokyo',
    createAtMs: A_TIME_MS - 86_400_000,
    updateAtMs: A_TIME_MS - 86_400_000,
    deleteAtMs: undefined,
    customStatus: undefined,
    remoteId: '',
    ...over,
  };
}

export function aChannel(over: Partial<Channel> = {}): Channel {
  return {
    id: channelId('chandev0000000000000000001'),
    type: 'public',
    teamId: teamId('tokyoteam00000000000000001'),
    name: 'dev',
    displayName: 'Dev',
    header: '',
    purpose: '',
    creatorId: userId('useryamada0000000000000001'),
    createAtMs: A_TIME_MS - 86_400_000,
    deleteAtMs: undefined,
    ...over,
  };
}

/** A plain post that stands alone, the only one of its millisecond. */
export function aPost(over: Partial<Post> = {}): Post {
  return {
    id: postId('post0000000000000000000001'),
    channelId: channelId('chandev0000000000000000001'),
    userId: userId('useryamada0000000000000001'),
    createAtMs: A_TIME_MS,
    updateAtMs: over.createAtMs ?? A_TIME_MS,
    editAtMs: undefined,
    deleteAtMs: undefined,
    message: 'Good morning',
    type: '',
    props: {},
    isPinned: false,
    tie: { rank: 0, count: 1 },
    thread: { kind: 'alone' },
    reactions: [],
    files: [],
    priority: undefined,
    linked: [],
    faults: [],
    ...over,
  };
}

export function aPostRef(over: Partial<PostRef> = {}): PostRef {
  return {
    id: postId('post0000000000000000000001'),
    userId: userId('useryamada0000000000000001'),
    createAtMs: A_TIME_MS,
    tie: { rank: 0, count: 1 },
    type: '',
    props: {},
    isDeleted: false,
    ...over,
  };
}

/** A reply as its root sees it, one minute after the root of `aPost`. */
export function aReplyRef(over: Partial<ReplyRef> = {}): ReplyRef {
  return {
    ...aPostRef({ id: postId('post0000000000000000000002'), createAtMs: A_TIME_MS + 60_000 }),
    longMessage: undefined,
    blankMessage: undefined,
    ...over,
  };
}

export function aReaction(over: Partial<Reaction> = {}): Reaction {
  return {
    userId: userId('useryamada0000000000000001'),
    emojiName: '+1',
    createAtMs: A_TIME_MS + 1_000,
    ...over,
  };
}

export function aFile(over: Partial<FileInfo> = {}): FileInfo {
  return {
    id: fileId('file0000000000000000000001'),
    creatorId: userId('useryamada0000000000000001'),
    createAtMs: A_TIME_MS - 1_000,
    path: '20230403/teams/noteam/channels/chandev0000000000000000001/users/useryamada0000000000000001/file0000000000000000000001/plan.pdf',
    name: 'plan.pdf',
    extension: 'pdf',
    sizeBytes: 1_234,
    mimeType: 'application/pdf',
    widthPx: undefined,
    heightPx: undefined,
    ...over,
  };
}

export function aCustomEmoji(over: Partial<CustomEmoji> = {}): CustomEmoji {
  return {
    id: emojiId('emoji000000000000000000001'),
    name: 'party_crab',
    creatorId: userId('useryamada0000000000000001'),
    createAtMs: A_TIME_MS,
    ...over,
  };
}

/** An active person who will be invited. */
export function aPersonDecision(over: Partial<PersonDecision> = {}): PersonDecision {
  const user = aUser();
  return {
    userId: user.id,
    username: user.username,
    fullName: 'Taro Yamada',
    email: user.email,
    state: 'active',
    action: 'invite',
    slackId: '',
    slackEmail: '',
    reason: '',
    by: 'rule',
    ...over,
  };
}

/** A public channel that is created under its own name. */
export function aChannelDecision(over: Partial<ChannelDecision> = {}): ChannelDecision {
  const channel = aChannel();
  return {
    channelId: channel.id,
    team: 'tokyo',
    name: channel.name,
    displayName: channel.displayName,
    type: 'public',
    isArchived: false,
    action: 'create',
    slackName: channel.name,
    slackId: '',
    list: 'channels',
    isGeneral: false,
    archive: false,
    ifTaken: `${channel.name}-mm`,
    reason: 'the name',
    by: 'rule',
    ...over,
  };
}
