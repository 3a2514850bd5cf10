import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { channelIdOf } from '../../fixtures/workspace/channels.ts';
import { userIdOf } from '../../fixtures/workspace/users.ts';
import { loadFixtures } from '../support/mattermost/fixture-source.ts';
import { notEmpty } from '../support/not-empty.ts';
import { runCli } from '../support/program/run-cli.ts';
import { makeScratchFolder, type ScratchFolder } from '../support/scratch-folder.ts';
import type { TestDatabase } from '../support/servers/databases.ts';

const report = z.looseObject({
  health: z.array(
    z.object({ code: z.string(), count: z.number().optional(), samples: z.array(z.string()) }),
  ),
  threads: z.number(),
  years: z.array(z.looseObject({ year: z.string().regex(/^\d{4}$/) })),
  months: z.array(z.looseObject({ month: z.string().regex(/^\d{4}-\d\d$/) })),
  people: z.record(z.string(), z.number()),
});
type Health = ReadonlyMap<string, number | undefined>;

const FUTURE_MS = Date.now() + 400 * 86_400_000;
const GENERAL = channelIdOf('townSquareTokyo');

/** What is broken, as SQL for both engines, and by how much each count must grow for it. */
const DAMAGES: readonly (readonly [code: string, grows: number, ...sql: readonly string[]])[] = [
  ['posts_without_channel', 2, post('1', { channel: 'nochannel' }), post('2', { channel: 'no2' })],
  ['posts_of_unknown_people', 1, post('3', { user: 'nobodyatall' })],
  ['replies_without_root', 1, post('4', { root: 'nosuchroot' })],
  ['replies_before_root', 1, post('5'), post('6', { root: 'health5', at: 1_500_000_000_000 })],
  [
    'impossible_times',
    4,
    ...[post('7', { at: 0 }), post('8', { at: -5 })],
    // Of no calendar, which not every server can name the month of.
    ...[post('d', { at: -9e18 }), post('e', { at: 9e18 })],
  ],
  ['future_times', 1, post('9', { at: FUTURE_MS })],
  ['changed_before_made', 1, post('a', { edit: 1_600_000_000_000 })],
  ['broken_characters', 1, post('b', { text: 'bro\ufffdken' }), post('c', { text: 'fine 😀' })],
  [
    'reactions_without_post',
    1,
    `INSERT INTO Reactions (UserId, PostId, EmojiName, CreateAt) VALUES ('${userIdOf('suzuki')}', 'nosuchpost', 'tada', 1)`,
  ],
  [
    'members_without_account',
    1,
    `INSERT INTO ChannelMembers (ChannelId, UserId) VALUES ('${GENERAL}', 'nosuchperson')`,
  ],
  [
    'same_email',
    2,
    `UPDATE Users SET Email = ' Twice@example.com' WHERE Id = '${userIdOf('suzuki')}'`,
    `UPDATE Users SET Email = 'twice@example.com' WHERE Id = '${userIdOf('yamada')}'`,
  ],
];

interface Wanted {
  readonly channel?: string;
  readonly user?: string;
  readonly root?: string;
  readonly at?: number;
  readonly edit?: number;
  readonly text?: string;
}

function post(id: string, wanted: Wanted = {}): string {
  const { channel = GENERAL, user = userIdOf('suzuki'), root = '', text = 'x' } = wanted;
  const { at = 1_700_000_000_000, edit = 0 } = wanted;
  return `INSERT INTO Posts (Id, CreateAt, UpdateAt, EditAt, DeleteAt, UserId, ChannelId, RootId, OriginalId, Message, Type, Props)
    VALUES ('health${id}', ${BigInt(at)}, ${BigInt(Math.max(at, 1))}, ${edit}, 0, '${user}', '${channel}', '${root}', '', '${text}', '', '{}')`;
}

describe.each(['mysql', 'postgres'] as const)('the health of the data, on %s', (engine) => {
  let database: TestDatabase;
  let folder: ScratchFolder;
  beforeAll(async () => {
    database = await loadFixtures(engine, 'health');
    folder = await makeScratchFolder();
  });
  afterAll(async () => {
    await folder.remove();
    await database.drop();
  });

  async function inventory(...flags: readonly string[]) {
    const run = await runCli([
      ...['inventory', '--source', database.readerUrl, '--work', folder.join('work'), '--json'],
      ...['--no-secret-scan', ...flags],
    ]);
    expect(run.exitCode).toBe(0);
    return report.parse(JSON.parse(run.stdout));
  }

  it('counts each kind of damage that was done, and no other', async () => {
    const healthOf = ({ health }: z.infer<typeof report>): Health =>
      new Map(health.map(({ code, count }) => [code, count]));
    const wanted = new Map(healthOf(await inventory()));
    for (const [code, grows, ...sql] of DAMAGES) {
      for (const statement of sql) await database.run(statement);
      wanted.set(code, (wanted.get(code) ?? 0) + grows);
    }
    const found = await inventory();
    expect(Object.fromEntries(healthOf(found))).toEqual(Object.fromEntries(wanted));
    for (const { count = 0, samples } of notEmpty(found.health)) {
      expect(samples).toHaveLength(Math.min(count, 5));
    }
  });

  it('looks for the bytes of files when it is told where they are, and says when it is not', async () => {
    const missing = ({ health }: z.infer<typeof report>) =>
      health.find(({ code }) => code === 'files_missing');
    expect(missing(await inventory())?.count).toBeUndefined();
    const [row] = await database.run(
      'SELECT COUNT(*) AS n FROM FileInfo WHERE DeleteAt = 0 OR DeleteAt IS NULL',
    );
    const nothingThere = folder.join('work');
    expect(missing(await inventory('--files', nothingThere))?.count).toBe(Number(row?.['n']));
  });

  it('counts a thread only when its beginning and a reply are still there', async () => {
    const { threads } = await inventory();
    await database.run(post('t1'));
    await database.run(post('t2', { root: 'healtht1' }));
    expect((await inventory()).threads).toBe(threads + 1);
    await database.run("UPDATE Posts SET DeleteAt = 5 WHERE Id = 'healtht1'");
    expect((await inventory()).threads).toBe(threads);
  });

  it('takes a deleted post for no sign of life', async () => {
    const at = Date.now();
    const id = userIdOf('yamada');
    await database.run(`DELETE FROM Status WHERE UserId = '${id}'`);
    await database.run(`UPDATE Posts SET CreateAt = 1000 WHERE UserId = '${id}'`);
    const quiet = (await inventory()).people['active30'] ?? 0;
    await database.run(post('l1', { user: id, at }));
    expect((await inventory()).people['active30']).toBe(quiet + 1);
    await database.run("UPDATE Posts SET DeleteAt = 5 WHERE Id = 'healthl1'");
    expect((await inventory()).people['active30']).toBe(quiet);
  });
});
