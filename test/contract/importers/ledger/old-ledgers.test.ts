import { readFile, writeFile } from 'node:fs/promises';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WorkspaceLosses } from '../../../../src/commands/workspace/losses.ts';
import type { Ledger } from '../../../../src/importers/ledger/ledger.ts';
import { openLedger } from '../../../../src/importers/ledger/sqlite.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';

/*
 * Ledgers of older versions, as their own programs made them: the statements are those of their time, whatever the
 * present schema says.
 */

const FIRST = `
  CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE action (
    number INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('intended', 'done', 'failed')),
    channel_id TEXT NOT NULL, post_id TEXT NOT NULL, slack_channel TEXT NOT NULL, thread_ts TEXT NOT NULL,
    file_id TEXT NOT NULL, digest TEXT NOT NULL, ts TEXT NOT NULL DEFAULT '', detail TEXT NOT NULL DEFAULT '',
    intended_at_ms INTEGER NOT NULL, done_at_ms INTEGER
  );
  CREATE INDEX action_by_kind ON action (kind, number);
  CREATE INDEX action_intended ON action (state) WHERE state = 'intended';`;
const SECOND = 'CREATE INDEX action_by_channel ON action (channel_id, number);';
const THIRD = `
  ALTER TABLE action ADD COLUMN origin TEXT NOT NULL DEFAULT 'app';
  CREATE INDEX action_by_kind_and_channel ON action (kind, channel_id, number);
  CREATE INDEX action_by_post ON action (post_id, number);
  CREATE TABLE sync_mark (
    channel_id TEXT PRIMARY KEY, synced_to_ms INTEGER NOT NULL, compared_at_ms INTEGER NOT NULL
  ) WITHOUT ROWID;`;
const SCHEMAS = [FIRST, FIRST + SECOND, FIRST + SECOND + THIRD] as const;

const ROWS = `
  INSERT INTO meta VALUES ('team_id', 'T1'), ('bot_user_id', 'U1');
  INSERT INTO action (key, kind, state, channel_id, post_id, slack_channel, thread_ts, file_id, digest, ts, detail, intended_at_ms, done_at_ms) VALUES
    ('channel:dev', 'channel', 'done', 'dev', '', 'C1', '', '', '', '', 'dev', 1, 2),
    ('message:p1:0', 'message', 'done', 'dev', 'p1', 'C1', '', '', 'd', '1.000001', '', 3, 4),
    ('message:p2:0', 'message', 'failed', 'dev', 'p2', 'C1', '', '', 'd', '', 'msg_too_long', 5, 6),
    ('upload:f1', 'upload', 'failed', 'dev', 'p1', 'C1', '', 'F1', '', '', 'file_type_not_allowed', 7, 8),
    ('pin:p1', 'pin', 'failed', 'dev', 'p1', 'C1', '', '', '', '', 'too_many_pins', 9, 10),
    ('update:p1:0', 'update', 'failed', 'dev', 'p1', 'C1', '', '', 'e', '', 'edit_window_closed', 11, 12),
    ('topic:dev', 'topic', 'failed', 'dev', '', 'C1', '', '', 'f', '', 'no_permission', 13, 14),
    ('message:p3:0', 'message', 'intended', 'dev', 'p3', 'C1', '', '', 'd', '', '', 15, NULL);`;

const LINES = [
  { code: 'edit_grew', post: 'p1', channel: 'dev', link: '/t/pl/p1' },
  { code: 'text_cut', post: 'p1', channel: 'dev', link: '/t/pl/p1', old: 'long', new: 'lo…' },
  { code: 'refused_by_slack', post: 'p2', channel: 'dev', link: '/t/pl/p2', old: 'p2', new: 'x' },
  { code: 'topic_cut', channel: 'dev', link: '/t/dev', old: 'long', new: 'lo…' },
]
  .map((line) => `${JSON.stringify(line)}\n`)
  .join('');

describe.each([1, 2, 3])('a ledger of version %i', (version) => {
  let folder: ScratchFolder;
  let ledger: Ledger;
  beforeEach(async () => {
    folder = await makeScratchFolder();
    const old = new Database(folder.join('ledger.db'));
    old.exec(`${SCHEMAS[version - 1]}${ROWS} PRAGMA user_version = ${version};`);
    old.close();
    ledger = openLedger(folder.join('ledger.db'));
  });
  afterEach(async () => {
    ledger.close();
    await folder.remove();
  });

  const refused = () =>
    [...ledger.losses()].map(({ code, postId, old, new: now }) => [code, postId, old, now]);
  const enter = () => WorkspaceLosses.open(ledger, folder.path);

  it('has its actions as they were', () => {
    expect(ledger.get('message:p1:0')).toMatchObject({ state: 'done', ts: '1.000001' });
    expect(ledger.unclear().map(({ key }) => key)).toEqual(['message:p3:0']);
    expect(() => ledger.move.bindTo({ teamId: 'T2', botUserId: 'U1' })).toThrow();
  });

  it('has the losses of what Slack refused of posts', () => {
    expect(refused()).toEqual([
      ['refused_by_slack', 'p2', 'p2', 'msg_too_long'],
      ['refused_by_slack', 'p1', 'f1', 'file_type_not_allowed'],
      ['refused_by_slack', 'p1', 'pin', 'too_many_pins'],
      ['edit_refused', 'p1', undefined, 'edit_window_closed'],
    ]);
  });

  it('takes the others from its file once, and no refusal twice', async () => {
    await writeFile(folder.join('replay-losses.jsonl'), `${LINES}{"code":"heading_as_bo`);
    await enter();
    await enter();
    expect(ledger.lacksLosses()).toBe(false);
    expect(refused().slice(4)).toEqual([
      ['edit_grew', 'p1', undefined, undefined],
      ['text_cut', 'p1', 'long', 'lo…'],
      ['topic_cut', '', 'long', 'lo…'],
    ]);
  });

  it('keeps what was known when sending, when reading tells something else', async () => {
    await writeFile(folder.join('replay-losses.jsonl'), LINES);
    const losses = await enter();
    const place = { postId: 'p1', channelId: 'dev', link: '' };
    await losses.record(place, [{ code: 'heading_as_bold' }]);
    const codes = refused()
      .filter(([, post]) => post === 'p1')
      .map(([code]) => code);
    expect(codes).toEqual([
      'refused_by_slack',
      'refused_by_slack',
      'edit_refused',
      'edit_grew',
      'heading_as_bold',
    ]);
  });

  it('is what it was when its file has none', async () => {
    await enter();
    expect(refused()).toHaveLength(4);
    expect(ledger.lacksLosses()).toBe(false);
  });
});

describe('a new ledger', () => {
  it('takes nothing from the file of another one', async () => {
    const folder = await makeScratchFolder();
    await writeFile(folder.join('replay-losses.jsonl'), LINES);
    const ledger = openLedger(folder.join('ledger.db'));
    await WorkspaceLosses.open(ledger, folder.path);
    expect([...ledger.losses()]).toEqual([]);
    expect(await readFile(folder.join('replay-losses.jsonl'), 'utf8')).toBe(LINES);
    ledger.close();
    await folder.remove();
  });
});
