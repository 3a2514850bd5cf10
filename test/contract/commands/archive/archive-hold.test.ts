import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../../../fixtures/load.ts';
import { channelIdOf } from '../../../../fixtures/workspace/channels.ts';
import { postIdOf } from '../../../../fixtures/workspace/post-spec.ts';
import { userIdOf } from '../../../../fixtures/workspace/users.ts';
import { archiveCommand } from '../../../../src/commands/archive/archive.ts';
import { verifySite } from '../../../../src/commands/archive/verify-site.ts';
import type { CommandContext } from '../../../../src/commands/run/context.ts';
import { type OpenSource, openSource } from '../../../../src/commands/run/source.ts';
import { resolveConfig } from '../../../../src/config/config.ts';
import type { Flags } from '../../../../src/config/flags.ts';
import { AccountError, UsageError } from '../../../../src/errors/errors.ts';
import { mattermostWriter } from '../../../support/mattermost/mattermost-writer.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';
import { createDatabase, type TestDatabase } from '../../../support/servers/databases.ts';

const EVERYTHING = 'public,private,direct,group';
const SATO = userIdOf('sato');
const DEV = channelIdOf('devTokyo');

let database: TestDatabase;
let folder: ScratchFolder;

beforeAll(async () => {
  folder = await makeScratchFolder();
  database = await createDatabase('mysql', 'archive_hold');
  await loadWorkspace('mysql', '8.1', database.run);
  await database.run('DELETE FROM Posts WHERE ChannelId NOT IN (SELECT Id FROM Channels)');
  const sato = mattermostWriter(database, SATO);
  for (const channel of [DEV, channelIdOf('townSquareTokyo')]) {
    const post = await sato.post(channel, 'held first text');
    await sato.edit(post, 'held second text');
    await sato.edit(post, 'held last text');
    await sato.remove(await sato.post(channel, 'held and deleted'));
  }
  const orphan = await sato.post(DEV, 'held post whose row is gone');
  await sato.edit(orphan, 'gone soon');
  await database.run(`DELETE FROM Posts WHERE Id = '${orphan}'`);
  await writeFile(folder.join('hold.csv'), 'kind,name\nperson,sato\nchannel,tokyo/dev\n');
});
afterAll(async () => {
  await database.drop();
  await folder.remove();
});

const aContext = (): CommandContext => ({
  output: { line() {}, remark() {}, problem() {}, note() {}, json() {} },
  progress: { isQuiet: true, lang: 'en' },
  signal: new AbortController().signal,
  nowMs: () => 0,
  todayMs: () => 0,
});

const configOf = (flags: Flags) =>
  resolveConfig(
    {
      source: database.readerUrl,
      work: folder.join('work'),
      include: EVERYTHING,
      hold: folder.join('hold.csv'),
      ...flags,
    },
    {},
  );

async function archive(
  name: string,
  flags: Flags = {},
  how: {
    readonly withDeleted?: boolean;
    readonly person?: string;
    readonly open?: OpenSource;
  } = {},
) {
  const { withDeleted = true, person, open = openSource } = how;
  const out = folder.join(name);
  const options = { out, isForced: true, attachments: 'names', withDeleted, person } as const;
  return await archiveCommand(configOf(flags), options, aContext(), open);
}

const verify = async (name: string, flags: Flags = {}) =>
  await verifySite(configOf(flags), folder.join(name), aContext());

const refusals = (run: Promise<unknown>): Promise<readonly string[]> =>
  run.then(
    () => [],
    (error: unknown) => {
      if (error instanceof UsageError) return error.notices.map(({ code }) => code);
      throw error;
    },
  );

/** Rows of the database, by a condition on them. */
async function rowsWhere(condition: string): Promise<number> {
  const [row] = await database.run(
    `SELECT COUNT(*) AS n FROM Posts p JOIN Channels c ON c.Id = p.ChannelId
     WHERE c.Type IN ('O', 'P', 'D', 'G') AND (p.UserId = '${SATO}' OR p.ChannelId = '${DEV}') AND ${condition}`,
  );
  return Number(row?.['n']);
}

describe('a legal hold', () => {
  it('is met by an archive that has every post, deleted post and earlier text of it, counted', async () => {
    const { hold } = await archive('held');
    expect(hold).toMatchObject({ people: 1, channels: 1, isMet: true, missing: [] });
    expect(hold?.held).toEqual({
      posts: await rowsWhere("COALESCE(p.DeleteAt, 0) = 0 AND COALESCE(p.OriginalId, '') = ''"),
      deleted: await rowsWhere("p.DeleteAt > 0 AND p.OriginalId = ''"),
      formerTexts: await rowsWhere("p.OriginalId <> ''"),
    });
    expect(hold?.subjects.map(({ name }) => name)).toEqual(['@sato', 'public/dev-2']);
    const manifest = JSON.parse(await readFile(folder.join('held/archive.json'), 'utf8'));
    expect(manifest.hold).toEqual({
      people: 1,
      channels: 1,
      ...hold?.held,
      missing: 0,
      isMet: true,
    });
    expect(JSON.stringify(manifest)).not.toContain('sato');
    const { isClean, differences, hold: found, formerTexts } = await verify('held');
    expect([isClean, differences, found]).toEqual([true, [], hold]);
    expect(formerTexts).toBe(await allRows("OriginalId <> ''"));
  });

  it.each<[string, Flags, { readonly withDeleted?: boolean; readonly person?: string }, string]>([
    ['deleted posts', {}, { withDeleted: false }, 'hold-without-deleted'],
    ['texts as they are', { redactSecrets: true }, {}, 'hold-with-redaction'],
    ['a held channel', { excludeChannels: 'tokyo/dev' }, {}, 'hold-channels-left-out'],
    ['a conversation of a held person', { include: 'public' }, {}, 'hold-channels-left-out'],
    ['a time', { from: '2024-01-01' }, {}, 'hold-outside-range'],
    ['other people', {}, { person: 'suzuki' }, 'hold-of-others'],
  ])('refuses an archive without %s, and leaves nothing', async (_, flags, how, code) => {
    expect(await refusals(archive('refused', flags, how))).toContain(code);
    expect((await readdir(folder.path)).filter((name) => name.startsWith('refused'))).toEqual([]);
  });

  it('refuses a list that is missing, and one with unknown names', async () => {
    const hold = folder.join('none.csv');
    expect(await refusals(archive('refused', { hold }))).toEqual(['hold-file-missing']);
    await writeFile(hold, 'kind,name\nperson,nobody\nchannel,nowhere\nperson,sato\n');
    const wrong = archive('refused', { hold });
    expect(await refusals(wrong)).toEqual(['in-line', 'in-line']);
  });

  it('is not met where a held post is one that nobody may keep, and the archive says so', async () => {
    const sato = mattermostWriter(database, SATO);
    const post = await sato.post(DEV, 'burned');
    await database.run(`UPDATE Posts SET Type = 'burn_on_read' WHERE Id = '${post}'`);
    const { hold } = await archive('burned');
    expect(hold).toMatchObject({ isMet: false, missing: [{ reason: 'read-once', rows: 1 }] });
    const verified = await verify('burned');
    expect([verified.differences, verified.isClean, verified.hold]).toEqual([[], false, hold]);
    await sato.removeRow(post);
  });

  it('is not met where held rows are of channels that are not there', async () => {
    const id = 'heldpostwithoutachannel001';
    await database.run(
      `INSERT INTO Posts (Id, CreateAt, UpdateAt, DeleteAt, EditAt, UserId, ChannelId, RootId, OriginalId, Message, Type, Props)
       SELECT '${id}', CreateAt, UpdateAt, 9, 0, '${SATO}', 'goneforever', '', '', 'x', '', '{}' FROM Posts WHERE Id = '${postIdOf('year-end')}'`,
    );
    const { hold } = await archive('gone');
    expect(hold).toMatchObject({ isMet: false, missing: [{ reason: 'no-channel', rows: 1 }] });
    await database.run(`DELETE FROM Posts WHERE Id = '${id}'`);
  });

  it('is not met by a source that gives fewer earlier texts than it counts', async () => {
    const open: OpenSource = async (config, signal) => {
      const source = await openSource(config, signal);
      return { ...source, formerTexts: async () => new Map() };
    };
    await expect(archive('broken', {}, { open })).rejects.toThrow(AccountError);
  });
});

const allRows = async (condition: string): Promise<number> => {
  const [row] = await database.run(
    `SELECT COUNT(*) AS n FROM Posts p JOIN Channels c ON c.Id = p.ChannelId
     WHERE c.Type IN ('O', 'P', 'D', 'G') AND ${condition}`,
  );
  return Number(row?.['n']);
};

describe('a legal hold that is verified', () => {
  const damaged = async (pattern: RegExp, change: (text: string) => string) => {
    await rm(folder.join('damaged'), { recursive: true, force: true });
    await cp(folder.join('held'), folder.join('damaged'), { recursive: true });
    const names = await readdir(folder.join('damaged'), { recursive: true });
    for (const name of names.filter((each) => /-\d\d\.html$/.test(each)).sort()) {
      const path = folder.join(`damaged/${name}`);
      const text = await readFile(path, 'utf8');
      if (!pattern.test(text)) continue;
      await writeFile(path, change(text));
      return await verify('damaged');
    }
    throw new Error('Expected a page to damage');
  };

  it.each<[string, RegExp, string]>([
    ['an earlier text', /<li data-earlier="[^"]*">/, ''],
    ['an earlier text whose post is gone', /<article class="post earlier/, '<article class="post'],
    ['another earlier text', /(<li data-earlier=")(.)/, '$1x$2'],
    ['a deleted post', /<article class="post deleted/, '<article class="lost" data-was="'],
  ])('tells that %s is missing', async (_, pattern, replacement) => {
    const { isClean, hold } = await damaged(pattern, (text) => text.replace(pattern, replacement));
    expect(isClean).toBe(false);
    expect(hold?.isMet).toBe(false);
    expect(hold?.missing.map(({ reason }) => reason)).toEqual(['differs']);
  });

  it('refuses an archive that was written in another way, and says when there is no list', async () => {
    await archive('plain', { hold: false }, { withDeleted: false });
    expect(await refusals(verify('plain'))).toEqual(['hold-site-without-deleted']);
    await archive('redacted', { hold: false, redactSecrets: true });
    expect(await refusals(verify('redacted'))).toEqual(['hold-site-redacted']);
    expect(await refusals(verify('held', { include: 'public' }))).toContain(
      'hold-channels-left-out',
    );
    const { warnings, hold } = await verify('held', { hold: false });
    expect(hold).toBeUndefined();
    expect(JSON.stringify(warnings)).toContain('hold-not-checked');
  });

  it('is of all times where deleted posts are shown of some', async () => {
    const flags = { hold: false, from: '2024-01-01' } as const;
    await archive('since', flags);
    const { differences } = await verify('since', flags);
    expect(differences).toEqual([]);
  });
});
