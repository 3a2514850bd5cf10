import { buffer } from 'node:stream/consumers';
import { ZipArchive } from 'archiver';

/** An export as plain values, to be damaged at will; entries by name, as the archive holds them. */
export interface TinyArchive {
  users: TinyUser[];
  channels: TinyChannel[];
  groups: TinyChannel[];
  dms: { id: string; created: number; members: string[] }[];
  mpims: TinyChannel[];
  /** Messages by entry name, `general/2024-01-31.json`. */
  days: Record<string, TinyMessage[]>;
  /** Folders with an entry of their own. */
  folders: string[];
  /** Further entries, and lists that are not derived from the above. */
  others: Record<string, unknown>;
}

export type TinyUser = Record<string, unknown> & { id: string; profile: Record<string, unknown> };
export type TinyChannel = Record<string, unknown> & { id: string; name: string; members: string[] };
export type TinyMessage = Record<string, unknown> & { ts: string };

const TEAM = 'T0000000001';
export const ANN = 'U0000000ANN';
export const BOB = 'U0000000BOB';
export const BOT_USER = 'U0000000BOT';
export const BOT = 'B0000000BOT';
export const GENERAL = 'C0000000GEN';

const DAY = 1_704_153_600; // 2024-01-02 00:00 UTC

/** A `ts` so many seconds into 2024-01-02, UTC. */
export const tsAt = (seconds: number): string => `${DAY + seconds}.000100`;

/** A small export without a fault that has one of everything: threads, files, reactions, pins, bots. */
export function tinyArchive(): TinyArchive {
  return {
    users: [tinyUser(ANN, 'ann', {}), tinyUser(BOB, 'bob', {}), botUser()],
    channels: [
      {
        ...tinyChannel(GENERAL, 'general', true),
        pins: [{ id: tsAt(10), type: 'C', created: DAY, user: BOB, owner: ANN }],
      },
      tinyChannel('C0000000RND', '雑談_2-b', false),
    ],
    groups: [tinyChannel('C0000000SEC', 'secret', false)],
    dms: [{ id: 'D0000000001', created: DAY, members: [ANN, BOB] }],
    mpims: [tinyChannel('C0000000MPM', 'mpdm-ann--bob.b--bot-1', false)],
    days: {
      'general/2024-01-02.json': [threadRoot(), reply(), systemMessage(), withFile()],
      'general/2024-01-03.json': [replyOfBot()],
      '雑談_2-b/2024-01-02.json': [formatted()],
      'secret/2024-01-02.json': [deletedRoot(), replyToDeleted()],
      'D0000000001/2024-01-02.json': [plain(ANN, 0, 'between us')],
      'mpdm-ann--bob.b--bot-1/2024-01-02.json': [plain(BOT_USER, 5, 'a bot with an account')],
    },
    folders: ['general', '雑談_2-b', 'secret', 'D0000000001', 'mpdm-ann--bob.b--bot-1'],
    others: { 'integration_logs.json': [], 'canvases.json': [], 'file_conversations.json': [] },
  };
}

/** The export as the bytes of a ZIP. */
export async function zipOf(archive: TinyArchive): Promise<Buffer> {
  const { users, channels, groups, dms, mpims, days, folders, others } = archive;
  const lists = { users, channels, groups, dms, mpims };
  const entries = [
    ...Object.entries(lists).map(([name, list]) => [`${name}.json`, list] as const),
    ...Object.entries({ ...others, ...days }),
  ];
  return zipEntries([
    ...entries.map(([name, value]) => [name, JSON.stringify(value)] as const),
    ...folders.map((name) => [`${name}/`, ''] as const),
  ]);
}

/** A ZIP of these entries, in their order, also when a name comes twice. */
export async function zipEntries(
  entries: readonly (readonly [name: string, content: string | Buffer])[],
): Promise<Buffer> {
  const zip = new ZipArchive({ zlib: { level: 1 } });
  const bytes = buffer(zip);
  for (const [name, content] of entries) zip.append(content, { name });
  await zip.finalize();
  return bytes;
}

function tinyUser(id: string, name: string, profile: Record<string, unknown>): TinyUser {
  return {
    ...{ id, team_id: TEAM, name, real_name: name, deleted: false, updated: DAY },
    ...{ is_admin: false, is_owner: false, is_primary_owner: false, is_restricted: false },
    ...{ is_ultra_restricted: false, is_bot: false, is_app_user: false },
    profile: {
      ...{ title: '', first_name: '', last_name: '', team: TEAM, email: `${name}@example.org` },
      ...{ real_name: name, real_name_normalized: name },
      ...{ display_name: name, display_name_normalized: name },
      ...profile,
    },
  };
}

function botUser(): TinyUser {
  return { ...tinyUser(BOT_USER, 'bot', { bot_id: BOT }), is_bot: true };
}

function tinyChannel(id: string, name: string, isGeneral: boolean): TinyChannel {
  return {
    ...{ id, name, created: DAY, creator: ANN, is_archived: false, is_general: isGeneral },
    members: [ANN, BOB],
    topic: { value: 'R&amp;D, see <https://example.org|here>', creator: ANN, last_set: DAY },
    purpose: { value: '', creator: '', last_set: 0 },
  };
}

function plain(user: string, seconds: number, text: string): TinyMessage {
  return { type: 'message', user, text, ts: tsAt(seconds), team: TEAM };
}

const REPLY_BY_BOT_TS = tsAt(86_400);

function threadRoot(): TinyMessage {
  return {
    ...plain(ANN, 10, 'a &lt; b &amp; <@U0000000BOB> in <#C0000000RND|雑談_2-b>\n> quoted'),
    ...{ thread_ts: tsAt(10), reply_count: 2, reply_users: [BOB, BOT], reply_users_count: 2 },
    latest_reply: REPLY_BY_BOT_TS,
    replies: [
      { user: BOB, ts: tsAt(20) },
      { user: BOT, ts: REPLY_BY_BOT_TS },
    ],
    reactions: [{ name: 'tada', users: [ANN, BOB], count: 2 }],
    edited: { user: ANN, ts: `${DAY + 15}.000000` },
    pinned_to: [GENERAL],
  };
}

function reply(): TinyMessage {
  return { ...plain(BOB, 20, 'yes'), thread_ts: tsAt(10), parent_user_id: ANN };
}

function replyOfBot(): TinyMessage {
  return {
    ...{ type: 'message', subtype: 'bot_message', bot_id: BOT, username: 'Build' },
    ...{ text: 'done', ts: REPLY_BY_BOT_TS, thread_ts: tsAt(10), parent_user_id: ANN },
    icons: { emoji: ':robot_face:' },
    attachments: [
      {
        text: 'a <!date^1704153600^{date}|day>',
        fields: [{ title: 'x', value: 'y', short: true }],
      },
    ],
  };
}

function systemMessage(): TinyMessage {
  return {
    ...plain(ANN, 30, `<@${ANN}> set the channel topic: R&amp;D`),
    ...{ subtype: 'channel_topic', topic: 'R&amp;D' },
  };
}

function withFile(): TinyMessage {
  const file = {
    ...{ id: 'F0000000001', created: DAY, timestamp: DAY, name: 'a.png', title: 'a.png' },
    ...{ mimetype: 'image/png', filetype: 'png', pretty_type: 'PNG', user: BOB, size: 12 },
    ...{ mode: 'hosted', is_external: false, is_public: true, editable: false },
    ...{ display_as_bot: false, original_w: 3, original_h: 4 },
    url_private: 'https://files.example.com/a.png',
  };
  return { ...plain(BOB, 40, ''), files: [file], upload: true, display_as_bot: false };
}

function formatted(): TinyMessage {
  const bold = { type: 'text', text: 'one & two', style: { bold: true } };
  const section = { type: 'rich_text_section', elements: [bold, { type: 'user', user_id: ANN }] };
  const list = {
    ...{ type: 'rich_text_list', style: 'ordered', indent: 0, offset: 2 },
    elements: [{ type: 'rich_text_section', elements: [{ type: 'channel', channel_id: GENERAL }] }],
  };
  const code = {
    ...{ type: 'rich_text_preformatted', language: 'sql' },
    elements: [{ type: 'text', text: 'select 1' }],
  };
  const table = { type: 'table', rows: [[{ type: 'raw_text', text: 'cell' }]] };
  return {
    ...plain(ANN, 0, '*one &amp; two*'),
    blocks: [{ type: 'rich_text', elements: [section, list, code] }, table],
  };
}

function deletedRoot(): TinyMessage {
  return {
    ...plain('USLACKBOT', 1, 'This message was deleted.'),
    ...{ subtype: 'tombstone', hidden: true, thread_ts: tsAt(1), reply_count: 1 },
    ...{ reply_users: [ANN], reply_users_count: 1, latest_reply: tsAt(2) },
    replies: [{ user: ANN, ts: tsAt(2) }],
  };
}

function replyToDeleted(): TinyMessage {
  return { ...plain(ANN, 2, 'still here'), thread_ts: tsAt(1), parent_user_id: 'USLACKBOT' };
}
