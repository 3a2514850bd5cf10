import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeFileStore } from '../../fixtures/files.ts';
import { loadWorkspace } from '../../fixtures/load.ts';
import { channelIdOf } from '../../fixtures/workspace/channels.ts';
import { postIdOf } from '../../fixtures/workspace/post-spec.ts';
import {
  type MattermostWriter,
  mattermostWriter,
} from '../support/mattermost/mattermost-writer.ts';
import {
  type RememberedSlack,
  startRememberedSlack,
} from '../support/old-work/remembered-slack.ts';
import {
  filesOf,
  OLD_SETTINGS,
  PEOPLE,
  type StoredStage,
  storeWork,
} from '../support/old-work/stored-work.ts';
import { makeScratchFolder, type ScratchFolder } from '../support/scratch-folder.ts';
import { createDatabase, type TestDatabase } from '../support/servers/databases.ts';
import { importArchive } from '../support/slack/import-archive.ts';
import { BOT_TOKEN, type SlackServer, startSlackServer } from '../support/slack/slack-server.ts';

/*
 * Makes the work directories that test/e2e/old-work.test.ts goes on from, with the built program of a release:
 * MM2SLACK_OLD_PROGRAM=/path/to/release/dist/cli.js npm run make:old-work
 */

const DEV = channelIdOf('devTokyo');
const SALES = channelIdOf('salesTokyo');
const ALL_TYPES = 'public,private,direct,group';
/** Beside what the fixtures say: texts that become messages in a way that may change from release to release. */
const TEXTS = [
  '> ',
  ' \u200b ',
  ':wave_tone3: :+1: :heart: and :unknown_emoji:',
  '~town-square, ~dev and ~nowhere; @here, @yamada and @nobody',
  'before\n\n| a | b |\n| - | - |\n| 1 | **2** |\n\nbetween\n\n| c |\n| - |\n| 3 |',
  `see https://chat.example.co.jp/tokyo/pl/${postIdOf('broken-build')}`,
  '# A heading\n\n1. one\n2. two\n\n```js\ncode()\n```\n\n- [x] done',
];
const program = process.env['MM2SLACK_OLD_PROGRAM'] ?? '';

describe.runIf(program !== '')('a work directory of an earlier release', () => {
  let database: TestDatabase;
  let folder: ScratchFolder;
  let slack: SlackServer;
  let remembered: RememberedSlack;
  let people: MattermostWriter;
  let statements: string[];
  let changed: Record<string, string>;

  beforeEach(async () => {
    statements = [];
    changed = {};
    const empty = await createDatabase('mysql', 'old_work');
    database = {
      ...empty,
      run(sql) {
        if (!/^\s*SELECT/i.test(sql)) statements.push(sql);
        return empty.run(sql);
      },
    };
    await loadWorkspace('mysql', '8.1', database.run);
    people = mattermostWriter(database);
    for (const text of TEXTS) await people.post(DEV, text);
    folder = await makeScratchFolder();
    await mkdir(folder.join('files'));
    await writeFileStore(folder.join('files'));
    await writeFile(folder.join('mm2slack.yaml'), OLD_SETTINGS);
    slack = await startSlackServer({
      users: PEOPLE.map((name) => ({ name, email: `${name}@example.co.jp` })),
    });
    remembered = await startRememberedSlack(slack);
  });
  afterEach(async () => {
    await remembered.close();
    await slack.stop();
    await database.drop();
    await folder.remove();
  });

  /** A thread whose reply is so many milliseconds older than its root, as imports into Mattermost leave them. */
  const postEarlyReply = async (beforeMs: number): Promise<void> => {
    const root = await people.post(DEV, 'a root');
    const reply = await people.post(DEV, 'a reply that is not later', root);
    await database.run(
      `UPDATE Posts reply, Posts root SET reply.CreateAt = root.CreateAt - ${beforeMs}
       WHERE reply.Id = '${reply}' AND root.Id = '${root}'`,
    );
  };
  const start = (flags: readonly string[]) =>
    spawn(
      process.execPath,
      [
        ...[program, ...flags, '--source', database.readerUrl, '--files', folder.join('files')],
        ...['--work', folder.join('work'), '--config', folder.join('mm2slack.yaml')],
      ],
      {
        env: { PATH: '', SLACK_TOKEN: BOT_TOKEN, SLACK_API_URL: remembered.apiUrl },
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    );
  const run = async (...flags: readonly string[]): Promise<void> => {
    const [code] = await once(start(flags), 'close');
    // 0.1.0 ends an adoption that left something to a person with 1.
    expect(flags[0] === 'adopt' ? [0, 1] : [0]).toContain(code);
  };
  /** Runs a command and kills it when the workspace has taken so many calls of a method. */
  const runKilledAfter = async (times: number, method: string, ...flags: readonly string[]) => {
    let taken = 0;
    const child = start(flags);
    slack.afterEach((call) => {
      if (call.method !== method) return;
      taken += 1;
      if (taken === times) child.kill('SIGKILL');
    });
    await once(child, 'close');
    expect(taken).toBeGreaterThanOrEqual(times);
  };
  const zip = (name: string, ...flags: readonly string[]) =>
    run('zip', '--out', folder.join(`${name}.zip`), ...flags);
  /** What people do between two runs. */
  const change = async (): Promise<void> => {
    changed['edited'] = postIdOf('broken-build');
    await people.edit(changed['edited'], 'It was me :tada:, see ~dev.');
    changed['posted'] = await people.post(DEV, 'posted between the runs :+1:');
    changed['replied'] = await people.post(DEV, 'a late reply', postIdOf('screenshots'));
    changed['removed'] = await people.post(SALES, 'posted to be removed');
  };
  const store = async (stage: StoredStage): Promise<void> => {
    // The version of the release is the folder of what it left.
    const { version } = await import('../../package.json', { with: { type: 'json' } }).then(
      ({ default: own }) => ({ version: process.env['MM2SLACK_OLD_VERSION'] ?? own.version }),
    );
    await storeWork(version, stage, {
      database: statements,
      changed,
      files: await filesOf(folder.path),
      slack: remembered.calls.length > 3 ? [...remembered.calls] : [],
    });
  };

  it('after plan', async () => {
    await run('plan', '--include', ALL_TYPES);
    await store('planned');
  });

  it('after zip', async () => {
    await zip('bulk');
    await store('zipped');
  });

  it('in the middle of a chain of archives', async () => {
    await zip('bulk');
    await change();
    await zip('second', '--since-last');
    await store('chained');
  });

  it('after a replay that was killed', async () => {
    for (const beforeMs of [0, 5]) await postEarlyReply(beforeMs);
    await runKilledAfter(15, 'chat.postMessage', 'replay', '--include', ALL_TYPES);
    await store('replay-killed');
  });

  it('after a sync that was killed', async () => {
    for (const beforeMs of [0, 5]) await postEarlyReply(beforeMs);
    await run('replay', '--include', ALL_TYPES);
    await change();
    for (let count = 0; count < 6; count += 1) await people.post(DEV, `one of many ${count}`);
    await runKilledAfter(4, 'chat.postMessage', 'sync', '--include', ALL_TYPES);
    await store('sync-killed');
  });

  it('after adopt', async () => {
    await zip('bulk');
    await importArchive({ ...slack, apiUrl: remembered.apiUrl }, folder.join('bulk.zip'));
    await run('adopt', '--yes');
    await store('adopted');
  });
});
