import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { writeFileStore } from '../../../fixtures/files.ts';
import { type MattermostWriter, mattermostWriter } from '../mattermost/mattermost-writer.ts';
import { type CliRun, runCli } from '../program/run-cli.ts';
import { makeScratchFolder, type ScratchFolder } from '../scratch-folder.ts';
import { createDatabase, type TestDatabase } from '../servers/databases.ts';
import { BOT_TOKEN, type SlackServer, startSlackServer } from '../slack/slack-server.ts';
import { startRememberedSlack } from './remembered-slack.ts';
import {
  OLD_SETTINGS,
  PEOPLE,
  readStoredWork,
  type StoredStage,
  type StoredWork,
  writeFilesInto,
} from './stored-work.ts';

const pendingLines = z.array(z.looseObject({ change: z.string(), post: z.string() }));

/** A move that an earlier release began, to be gone on with: its database, work directory and workspace. */
export interface OldWorld {
  readonly database: TestDatabase;
  readonly folder: ScratchFolder;
  readonly people: MattermostWriter;
  /** Ids of posts that were changed before the directory was stored, by what happened. */
  readonly changed: StoredWork['changed'];
  /** The workspace under its own ids; `apiUrl` shows it under those of the work directory. */
  readonly slack: SlackServer;
  readonly apiUrl: string;
  run(command: string, ...flags: readonly string[]): Promise<CliRun>;
  /** `[change, post]` of each line of pending-changes.csv; none without the file. */
  pending(): Promise<readonly (readonly [string, string])[]>;
  /** Makes every post one that sync and --since-last look at, as a reply or a pin does, and changes nothing else. */
  touchAll(): Promise<void>;
  stop(): Promise<void>;
}

export async function openOldWorld(version: string, stage: StoredStage): Promise<OldWorld> {
  const stored = await readStoredWork(version, stage);
  const database = await createDatabase('mysql', `old_${stage}`);
  for (const sql of stored.database) await database.run(sql);
  const folder = await makeScratchFolder();
  await mkdir(folder.join('files'));
  await writeFileStore(folder.join('files'));
  await writeFile(folder.join('mm2slack.yaml'), OLD_SETTINGS);
  await writeFilesInto(folder.path, stored.files);
  const slack = await startSlackServer({
    users: PEOPLE.map((name) => ({ name, email: `${name}@example.co.jp` })),
  });
  const shown = await startRememberedSlack(slack, stored.slack);
  const { apiUrl } = shown;
  return {
    database,
    folder,
    people: mattermostWriter(database),
    changed: stored.changed,
    slack,
    apiUrl,
    run: (command, ...flags) =>
      runCli(
        [
          ...[command, '--source', database.readerUrl, '--files', folder.join('files')],
          ...(command === 'zip' && flags.includes('--work') ? [] : ['--work', folder.join('work')]),
          ...['--config', folder.join('mm2slack.yaml'), ...flags],
        ],
        { env: { SLACK_TOKEN: BOT_TOKEN, SLACK_API_URL: apiUrl } },
      ),
    async pending() {
      const text = await readFile(folder.join('work', 'pending-changes.csv')).catch(() => '');
      const lines = pendingLines.parse(parse(text, { bom: true, columns: true }));
      return lines.map(({ change, post }) => [change, post] as const);
    },
    async touchAll() {
      await database.run(
        `UPDATE Posts SET UpdateAt = ${Date.now()} WHERE OriginalId = '' AND DeleteAt = 0`,
      );
    },
    async stop() {
      await shown.close();
      await slack.stop();
      await database.drop();
      await folder.remove();
    },
  };
}
