import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type ArchiveContent,
  type Counts,
  contentOf,
  countContent,
  KINDS,
} from '../../../tools/readers/content.ts';
import { judge, type Reading } from '../../../tools/readers/judge.ts';
import { dropsOf, KNOWN_DROPS } from '../../../tools/readers/known-drops.ts';
import { READERS } from '../../../tools/readers/readers.ts';
import { warningsIn } from '../../../tools/readers/run.ts';
import { readArchive } from '../../support/archive/read-archive.ts';
import { ANN, BOB, tinyArchive, tsAt, zipOf } from '../../support/archive/tiny-archive.ts';

const PAGE = readFileSync(
  fileURLToPath(new URL('../../../docs/readers.md', import.meta.url)),
  'utf8',
);
const NAMES = READERS.map(({ name }) => name);

/** A content that has what every known drop leaves out. */
let content: ArchiveContent;
beforeAll(async () => {
  const tiny = tinyArchive();
  const guest = { id: 'U0000000GST', name: 'guest', is_restricted: true, profile: {} };
  const message = (seconds: number, more: object) => ({
    ...{ type: 'message', user: ANN, text: 'x', ts: tsAt(seconds) },
    ...more,
  });
  const zip = await zipOf({
    ...tiny,
    users: [...tiny.users, guest],
    channels: [...tiny.channels, { id: 'C0000000NIL', name: 'empty', members: [ANN] }],
    dms: [...tiny.dms, { id: 'D0000000ONE', created: 0, members: [BOB] }],
    days: {
      ...tiny.days,
      'general/2024-01-04.json': [
        message(200_000, { subtype: 'pinned_item' }),
        message(200_001, { thread_ts: tsAt(-5) }),
        message(200_002, { user: guest.id }),
        message(200_003, {
          reactions: [{ name: '+1' }, { name: '+1::skin-tone-2' }],
          files: [{ id: 'F1' }],
          blocks: [{ type: 'rich_text', elements: [{ type: 'channel', channel_id: 'C1' }] }],
        }),
      ],
      'D0000000ONE/2024-01-04.json': [message(200_000, {})],
    },
  });
  const archive = await readArchive(zip);
  content = await contentOf(archive).finally(archive.close);
});

const reading = (reader: string, taken: Reading['taken']): Reading => ({
  ...{ reader, archive: 'import', content, taken, warnings: [] },
});

function keptBy(reader: string): Counts {
  const drops = dropsOf(reader);
  return countContent(drops.reduce((kept, { without }) => without?.(kept) ?? kept, content));
}

describe('the known drops of readers', () => {
  it('are the rows of the table in docs/readers.md, in its order', () => {
    const rows = PAGE.slice(PAGE.indexOf('## What each reader cannot take'))
      .split('\n')
      .filter((line) => /^\| (?:mmetl|slack-export-viewer|slackdump) /.test(line))
      .map((line) => line.split('|').map((cell) => cell.trim()));
    expect(rows.map((cells) => cells.slice(1, -1))).toEqual(
      KNOWN_DROPS.map(({ reader, what, where }) => [reader, what, where]),
    );
  });

  it('belong to readers that are run, whose installation the page gives', () => {
    expect(new Set(KNOWN_DROPS.map(({ reader }) => reader))).toEqual(new Set(NAMES));
    for (const { install } of READERS) expect(PAGE).toContain(install);
  });

  it.each(NAMES.flatMap(dropsOf))('leave something out: $reader, $what', ({ without }) => {
    expect(countContent(without?.(content) ?? content)).not.toEqual(countContent(content));
  });
});

describe('the verdict on readers', () => {
  it('is 2 without any reader, and says where to look', () => {
    const { exitCode, lines } = judge([]);
    expect(exitCode).toBe(2);
    expect(lines.join()).toContain('docs/readers.md');
  });

  it.each(NAMES)('is 0 when %s takes all but what is known, with the reasons', (name) => {
    const { exitCode, lines } = judge([reading(name, keptBy(name))]);
    expect(exitCode).toBe(0);
    const reasons = lines.filter((line) => line.startsWith('  known: '));
    expect(reasons).toHaveLength(dropsOf(name).length);
    for (const { what } of dropsOf(name)) expect(reasons.join('\n')).toContain(what);
  });

  it.each(NAMES.flatMap((name) => KINDS.map((kind) => ({ name, kind }))))(
    'is 1 when $name takes one of $kind less, also beside a reader without fault',
    ({ name, kind }) => {
      const kept = keptBy(name);
      expect(kept[kind]).toBeGreaterThan(0);
      const short = reading(name, { ...kept, [kind]: kept[kind] - 1 });
      expect(judge([short, reading(name, kept)]).exitCode).toBe(1);
    },
  );

  it('is 1 when a reader fails, and says how', () => {
    const { exitCode, lines } = judge([reading('mmetl', 'it ended with 3: no such team')]);
    expect(exitCode).toBe(1);
    expect(lines.join('\n')).toContain('it ended with 3: no such team');
  });

  it('is 0 when a reader does not show a kind, and says so', () => {
    const { users: _, ...shown } = keptBy('slack-export-viewer');
    const { exitCode, lines } = judge([reading('slack-export-viewer', shown)]);
    expect(exitCode).toBe(0);
    expect(lines.find((line) => line.includes('users'))).toContain('not shown');
  });
});

describe('the counts of what a reader wrote', () => {
  const taken = (name: string, files: Record<string, string>) =>
    READERS.find((reader) => reader.name === name)?.parse(new Map(Object.entries(files)), content);
  const none = Object.fromEntries(KINDS.map((kind) => [kind, 0]));

  it('take lines of mmetl, without the accounts that it made up', () => {
    const reply = { reactions: [], attachments: [{ path: 'a' }, { path: 'b' }] };
    const reactions = [{ emoji_name: 'a' }, { emoji_name: 'a' }, { emoji_name: 'b' }];
    const lines = [
      { type: 'version', version: 1 },
      { type: 'channel', channel: { type: 'O' } },
      { type: 'channel', channel: { type: 'P' } },
      { type: 'user', user: { email: 'ann@example.org' } },
      { type: 'user', user: { email: 'U1@local' } },
      { type: 'bot', bot: { display_name: 'ci' } },
      { type: 'bot', bot: { display_name: 'Unknown Bot' } },
      { type: 'direct_channel', direct_channel: { members: ['a', 'b'] } },
      { type: 'direct_channel', direct_channel: { members: ['a', 'b', 'c'] } },
      { type: 'post', post: { replies: [reply, reply], reactions, attachments: [{ path: 'c' }] } },
      { type: 'direct_post', direct_post: { replies: [], reactions: null } },
    ];
    const text = `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`;
    expect(taken('mmetl', { 'import.jsonl': text })).toEqual({
      ...{ users: 2, channels: 1, private: 1, direct: 1, group: 1 },
      ...{ messages: 4, threads: 1, replies: 2, reactions: 2, files: 5 },
    });
  });

  it('take a dump of slackdump, a message that stands there twice once', () => {
    const root = { ts: '1.0', thread_ts: '1.0', reactions: [{ name: 'a' }], files: [{}, {}] };
    const reply = { ts: '2.0', thread_ts: '1.0' };
    const messages = [{ ...root, slackdump_thread_replies: [root, reply] }, reply, { ts: '3.0' }];
    const files = {
      'dump/users.json': JSON.stringify([{}, {}]),
      'dump/channels.json': JSON.stringify(content.conversations.map(({ id }) => ({ id }))),
      'dump/C0000000GEN.json': JSON.stringify({ channel_id: 'C0000000GEN', messages }),
      'dump/C0000000GEN/upload.json': '',
    };
    const { channels, private: closed, direct, group } = countContent(content);
    expect(taken('slackdump', files)).toEqual({
      ...{ users: 2, channels, private: closed, direct, group },
      ...{ messages: 3, threads: 1, replies: 1, reactions: 1, files: 2 },
    });
  });

  it('take the pages of slack-export-viewer, its first page, which repeats one, aside', () => {
    const of = (kind: string): string =>
      `<div class="message-container">\n<div id="x"><div class="${kind}">`;
    const reaction = '<div class="message-reaction">';
    const page = [of('message'), of('message'), reaction, of('reply'), of('reply')].join('\n');
    const files = {
      'pages/index.html': page,
      'pages/channel/general/index.html': page,
      'pages/group/secret/index.html': `${of('message')}<div class="message-upload">`,
      'pages/dm/D1/index.html': of('message'),
      'pages/mpim/m/index.html': '',
    };
    expect(taken('slack-export-viewer', files)).toEqual({
      ...{ channels: 1, private: 1, direct: 1, group: 1 },
      ...{ messages: 6, threads: 1, replies: 2, reactions: 1, files: 1 },
    });
  });

  it.each(NAMES)('are none where %s wrote nothing', (name) => {
    expect({ ...none, ...taken(name, {}) }).toEqual(none);
  });
});

it('names the warnings of a reader once each, and how many more there are', () => {
  const log = [...Array(12).keys()].map((n) => `WARNING:root:no ${n}`).join('\n');
  const warnings = warningsIn(`${log}\n${log}\nINFO all is well\n`);
  expect(warnings).toHaveLength(11);
  expect(warnings.at(-1)).toBe('and 2 more');
});
