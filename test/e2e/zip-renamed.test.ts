import { readFile, rm } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { channelIdOf } from '../../fixtures/workspace/channels.ts';
import { userIdOf } from '../../fixtures/workspace/users.ts';
import { userSlackId } from '../../src/mapping/slack-ids.ts';
import { userId } from '../../src/model/model.ts';
import { readAll, writeZip } from '../support/damages/verify/archive-world.ts';
import {
  type MattermostWriter,
  mattermostWriter,
} from '../support/mattermost/mattermost-writer.ts';
import { type KeptWorld, makeKeptWorld } from '../support/program/kept-world.ts';
import { type CliRun, runCli } from '../support/program/run-cli.ts';
import type { ScratchFolder } from '../support/scratch-folder.ts';
import type { TestDatabase } from '../support/servers/databases.ts';
import { enginesFor } from '../support/servers/engines.ts';

const DEV = channelIdOf('devTokyo');
const slackIdOf = (name: 'sato' | 'suzuki'): string => userSlackId(userId(userIdOf(name)));

describe.each(enginesFor('postgres'))('a person who got another username, on %s', (engine) => {
  let world: KeptWorld;
  let database: TestDatabase;
  let folder: ScratchFolder;
  let people: MattermostWriter;
  beforeAll(async () => {
    world = await makeKeptWorld(engine, 'zip_renamed');
    ({ database, folder } = world);
    people = mattermostWriter(database);
    await world.keep();
  });
  beforeEach(() => world.restore());
  afterAll(() => world.remove());

  const source = () => ['--source', database.readerUrl, '--work', folder.join('work'), '--quiet'];
  const zip = (name: string, ...flags: readonly string[]): Promise<CliRun> =>
    runCli(['zip', ...source(), '--out', folder.join(`${name}.zip`), ...flags]);
  const verify = (...names: readonly string[]): Promise<CliRun> =>
    runCli([
      ...['verify', ...source()],
      ...names.flatMap((name) => ['--zip', folder.join(`${name}.zip`)]),
    ]);
  const differences = async () =>
    (await readFile(folder.join('work/differences.jsonl'), 'utf8'))
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));

  const UNSAID = ['not-delivered-yet', 'legacy_files', 'file_missing'];
  const found = async () =>
    (await differences())
      .filter(({ cause }) => !UNSAID.includes(cause))
      .map(({ thing, field, cause }) => `${thing} ${field} ${cause}`.trim())
      .sort();

  async function rewrite(
    name: string,
    change: (text: string, entry: string) => string,
  ): Promise<void> {
    const entries = new Map<string, Buffer | string>(await readAll(folder.join(`${name}.zip`)));
    for (const [entry, bytes] of entries) {
      if (entry.endsWith('.json')) entries.set(entry, change(String(bytes), entry));
    }
    await writeZip(folder.join(`${name}.zip`), entries);
  }

  async function renamed(): Promise<void> {
    await people.post(DEV, 'Ask @sato, or **@sato**. @suzuki knows too.');
    const attached = await people.post(DEV, 'See below.');
    await database.run(
      `UPDATE Posts SET CreateAt = CreateAt - 86400000, UpdateAt = UpdateAt - 86400000,
         Props = '{"attachments":[{"text":"by @sato","fallback":"by @sato"}]}' WHERE Id = '${attached}'`,
    );
    expect(await zip('bulk')).toMatchObject({ exitCode: 0 });
    await database.run(
      `UPDATE Users SET Username = 'sato.hanako', UpdateAt = UpdateAt + 1 WHERE Id = '${userIdOf('sato')}'`,
    );
    await people.post(DEV, 'Now @sato is nobody, and @sato.hanako is there.');
    expect(await zip('second', '--since-last')).toMatchObject({ exitCode: 0 });
  }

  /** Moves the list entry of a channel to the private ones of the first archive. */
  async function hideInBulk(): Promise<void> {
    const entries = await readAll(folder.join('bulk.zip'));
    const list = (name: string): { name: string }[] => JSON.parse(String(entries.get(name)));
    const moved = list('channels.json').filter(({ name }) => name === 'dev-tokyo');
    expect(moved).toHaveLength(1);
    await rewrite('bulk', (text, entry) => {
      if (entry === 'groups.json') return JSON.stringify([...list(entry), ...moved]);
      const others = list('channels.json').filter(({ name }) => name !== 'dev-tokyo');
      return entry === 'channels.json' ? JSON.stringify(others) : text;
    });
  }

  it('makes no edit of the posts that mention them, however often they are renamed and whatever else is changed', async () => {
    const mentioning = await people.post(
      DEV,
      'Ask @sato, ~w5e8r3kq7pbm9nxg1hotuyzacf or @newcomer.',
    );
    const edited = await people.post(DEV, '@sato, who is to be edited');
    const untouched = await people.post(DEV, '@sato once more');
    const rename = (name: string) =>
      database.run(`UPDATE Users SET Username = '${name}' WHERE Id = '${userIdOf('sato')}'`);
    const edits = async (): Promise<readonly string[]> => {
      const text = await readFile(folder.join('work/pending-changes.csv'), 'utf8');
      return text.split('\n').filter((line) => line.startsWith('edited,'));
    };
    expect(await zip('bulk')).toMatchObject({ exitCode: 0 });
    await rename('sato.hanako');
    await database.run(`UPDATE Users SET Username = 'newcomer' WHERE Id = '${userIdOf('emma')}'`);
    expect(await zip('second', '--since-last')).toMatchObject({ exitCode: 0 });
    expect(await edits()).toEqual([]);
    await rename('sato.h');
    await database.run(
      `UPDATE Channels SET DisplayName = 'Selling' WHERE Id = '${channelIdOf('salesTokyo')}'`,
    );
    await people.react(mentioning, 'tada');
    await people.edit(edited, '@sato.h, who was edited');
    expect(await zip('third', '--since-last')).toMatchObject({ exitCode: 0 });
    expect(await edits()).toEqual([expect.stringContaining(edited)]);
    await people.pin(untouched, true);
    expect(await zip('fourth', '--since-last')).toMatchObject({ exitCode: 0 });
    expect(await edits()).toEqual([expect.stringContaining(edited)]);
    const verified = await verify('bulk', 'second', 'third', 'fourth');
    expect((await differences()).filter(({ cause }) => cause === '')).toEqual([]);
    expect(verified).toMatchObject({ exitCode: 0 });
  });

  describe('between two archives', () => {
    beforeAll(async () => {
      await world.restore();
      await renamed();
      await world.keep();
    });

    it('is mentioned in older posts by the name of then', async () => {
      expect(await verify('bulk', 'second')).toMatchObject({ exitCode: 0 });
      expect(await found()).toEqual([
        'message attachments former-name',
        'message text former-name',
        'message text former-name',
      ]);
    });

    it('is said to be other in the list of an earlier archive without a manifest', async () => {
      await rm(folder.join('work/bulk.zip.manifest.jsonl'));
      expect(await verify('bulk', 'second')).toMatchObject({ exitCode: 0 });
      const report = await readFile(folder.join('work/verify.json'), 'utf8');
      expect(report).toContain('bulk.zip: 1 entry of its lists is not as in the last archive');
      await rewrite('bulk', (text, entry) => {
        if (entry === 'users.json') {
          const users: { id: string }[] = JSON.parse(text);
          const others = users.filter(({ id }) => id !== slackIdOf('suzuki'));
          return JSON.stringify(others).replace('"is_admin":false', '"is_admin":"no"');
        }
        return entry === 'channels.json' ? text.replace(/"created":\d/, '"created":9') : text;
      });
      expect(await verify('bulk', 'second')).toMatchObject({ exitCode: 1 });
      expect(await found()).toEqual(
        expect.arrayContaining(['channel created', 'user', 'user format']),
      );
    });

    it('explains no other text, and no mention of somebody else', async () => {
      await rm(folder.join('work/bulk.zip.manifest.jsonl'));
      await rm(folder.join('work/pending-changes.csv'));
      const [sato, suzuki] = [slackIdOf('sato'), slackIdOf('suzuki')];
      await rewrite('bulk', (text) =>
        text
          .replace(`"text":"by <@${sato}>"`, `"text":"by <@${suzuki}>"`)
          .replace('"text":", here is your reminder"', '"text":", here is my reminder"'),
      );
      expect(await verify('bulk', 'second')).toMatchObject({ exitCode: 1 });
      expect(await found()).toEqual([
        'message attachments',
        'message text',
        'message text former-name',
      ]);
    });

    it('makes no difference of a channel that is public in each archive, and one of a channel that is private in an earlier one', async () => {
      const names = ['bulk', 'second'] as const;
      for (const name of names) await rm(folder.join(`work/${name}.zip.manifest.jsonl`));
      expect(await verify(...names)).toMatchObject({ exitCode: 0 });
      await hideInBulk();
      expect(await verify(...names)).toMatchObject({ exitCode: 1 });
      expect(await found()).toContain('channel visibility');
    });
  });
});
