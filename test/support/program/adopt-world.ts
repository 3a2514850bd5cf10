import { mkdir, readFile, writeFile } from 'node:fs/promises';
import Database from 'libsql';
import { expect } from 'vitest';
import { z } from 'zod';
import { writeFileStore } from '../../../fixtures/files.ts';
import { loadWorkspace } from '../../../fixtures/load.ts';
import { channelIdOf } from '../../../fixtures/workspace/channels.ts';
import { postIdOf } from '../../../fixtures/workspace/post-spec.ts';
import { userIdOf } from '../../../fixtures/workspace/users.ts';
import type { Engine } from '../../../src/model/model.ts';
import { type MattermostWriter, mattermostWriter } from '../mattermost/mattermost-writer.ts';
import { makeScratchFolder, type ScratchFolder } from '../scratch-folder.ts';
import { createDatabase, type TestDatabase } from '../servers/databases.ts';
import { type ImportedAt, importArchive } from '../slack/import-archive.ts';
import { askServer } from '../slack/read-back.ts';
import {
  ADMIN_TOKEN,
  BOT_TOKEN,
  type SlackServer,
  startSlackServer,
  userToken,
} from '../slack/slack-server.ts';
import { fastSlack } from './fast-slack.ts';
import { type CliRun, runCli } from './run-cli.ts';

export const DEV = channelIdOf('devTokyo');
const PEOPLE = ['yamada', 'suzuki', 'sato', 'emma'];
const READING = /\.(?:test|info|list|history|members|replies|lookupByEmail)$/;

/** A server, and a workspace into which its archive was imported and not adopted. */
export interface AdoptWorld {
  readonly folder: ScratchFolder;
  readonly database: TestDatabase;
  readonly people: MattermostWriter;
  readonly slack: SlackServer;
  readonly import: ImportFacts;
  readonly run: (command: string, ...flags: readonly string[]) => Promise<CliRun>;
  readonly stop: () => Promise<void>;
}

/** What the import of the world has of its own. */
interface ImportFacts {
  /** By channel name and `ts` of the archive. */
  readonly places: ReadonlyMap<string, ImportedAt>;
  /** Messages of the emulator itself: its welcome, and one for each topic and purpose that the import sets. */
  readonly ofEmulator: number;
  /** Two posts of one second, one author and one text. */
  readonly twins: readonly string[];
  /** Two joinings and two leavings of one second, of two people. */
  readonly joinings: readonly string[];
}

export async function makeAdoptWorld(engine: Engine): Promise<AdoptWorld> {
  const folder = await makeScratchFolder();
  const database = await createDatabase(engine, 'adopt');
  await loadWorkspace(engine, '8.1', database.run);
  const people = mattermostWriter(database);
  const second = Math.floor(Date.now() / 1000) * 1000;
  const twins = await writeTwins({ database, people }, second);
  const joinings = await writeJoinings({ database, people }, second - 60_000);
  // The emulator takes no names in Japanese, as real workspaces do.
  await writeFile(folder.join('mm2slack.yaml'), `${fastSlack()}channels: { names: ascii }\n`);
  await mkdir(folder.join('files'));
  await writeFileStore(folder.join('files'));
  const slack = await startSlackServer({
    users: PEOPLE.map((name) => ({ name, email: `${name}@example.co.jp` })),
  });
  const places = ['--source', database.readerUrl, '--work', folder.join('work'), '--json'];
  const config = ['--config', folder.join('mm2slack.yaml'), '--files', folder.join('files')];
  const run = (command: string, ...flags: readonly string[]) =>
    runCli([command, ...places, ...config, ...flags], {
      env: { SLACK_TOKEN: BOT_TOKEN, SLACK_API_URL: slack.apiUrl },
    });
  await people.react(postIdOf('broken-build'), 'eyes');
  expect(await run('zip', '--out', folder.join('bulk.zip'))).toMatchObject({ exitCode: 0 });
  const imported = await importArchive(slack, folder.join('bulk.zip'));
  const settings = slack.calls.filter(({ method }) => /\.set(?:Topic|Purpose)$/.test(method));
  return {
    ...{ folder, database, people, slack, run },
    import: { places: imported, ofEmulator: 1 + settings.length, twins, joinings },
    async stop() {
      await slack.stop();
      await database.drop();
      await folder.remove();
    },
  };
}

type Writing = Pick<AdoptWorld, 'database' | 'people'>;

async function writeTwins({ database, people }: Writing, ms: number): Promise<readonly string[]> {
  const twins = [await people.post(DEV, 'the same'), await people.post(DEV, 'the same')];
  for (const [index, id] of twins.entries()) {
    await database.run(`UPDATE Posts SET CreateAt = ${ms + index} WHERE Id = '${id}'`);
  }
  return twins;
}

async function writeJoinings(
  { database, people }: Writing,
  ms: number,
): Promise<readonly string[]> {
  const joinings: string[] = [];
  for (const [type, name] of [
    ['system_join_channel', 'sato'],
    ['system_add_to_channel', 'emma'],
    ['system_leave_channel', 'sato'],
    ['system_remove_from_channel', 'emma'],
  ] as const) {
    const id = await people.post(DEV, `${name} ${type}`);
    joinings.push(id);
    await database.run(
      `UPDATE Posts SET CreateAt = ${ms}, Type = '${type}',
         UserId = '${type.includes('_channel') && name === 'emma' ? userIdOf('suzuki') : userIdOf(name)}',
         Props = '{"username":"${name === 'emma' ? 'suzuki' : name}","addedUserId":"${userIdOf(name)}","addedUsername":"${name}","removedUserId":"${userIdOf(name)}","removedUsername":"${name}"}'
       WHERE Id = '${id}'`,
    );
  }
  return joinings;
}

/** What `adopt` says of a run that must end with 0. */
export async function adopted({ run }: AdoptWorld) {
  const done = await run('adopt', '--yes');
  expect(done).toMatchObject({ exitCode: 0, stderr: '' });
  return JSON.parse(done.stdout);
}

/** Methods that wrote into the workspace after so many calls. */
export const writesAfter = ({ slack }: AdoptWorld, calls: number): readonly string[] =>
  slack.calls.slice(calls).flatMap(({ method }) => (READING.test(method) ? [] : [method]));

/** The channel of the workspace into which `devTokyo` was imported. */
export const devChannel = ({ import: { places } }: AdoptWorld): string =>
  [...places].find(([key]) => key.startsWith('dev-tokyo '))?.[1].channel ?? '';

/** The place of a post's message in the workspace. */
export async function importedPlace(
  { folder, import: { places } }: AdoptWorld,
  id: string,
): Promise<ImportedAt | undefined> {
  const index = await readFile(folder.join('work', 'bulk.zip.post-index.csv'), 'utf8');
  const cells =
    index
      .split('\n')
      .find((line) => line.includes(id))
      ?.split(',') ?? [];
  return places.get(`dev-tokyo ${cells.find((cell) => /^\d{10}\.\d{6}$/.test(cell))}`);
}

/** Deletes a message as whoever may, which one of its people or the administrator is. */
export async function deleteAsAnybody(
  { slack }: AdoptWorld,
  at: { readonly channel: string; readonly ts: string },
): Promise<void> {
  const tokens = [...PEOPLE.map((name) => userToken(`${name}@example.co.jp`)), ADMIN_TOKEN];
  const answers = await Promise.all(
    tokens.map((token) => askServer(slack.apiUrl, token).call('chat.delete', at)),
  );
  expect(answers).toContainEqual(expect.objectContaining({ ok: true }));
}

export function ledgerRows(
  { folder }: AdoptWorld,
  sql: string,
): readonly Readonly<Record<string, unknown>>[] {
  const ledger = new Database(folder.join('work', 'ledger.db'), { readonly: true });
  try {
    return ledger.prepare(sql).all() as Record<string, unknown>[];
  } finally {
    ledger.close();
  }
}

const difference = z.looseObject({
  kind: z.string(),
  thing: z.string(),
  field: z.string(),
  post: z.string(),
  cause: z.string(),
});

/** The differences that the last `verify` found. */
export async function differencesOf({
  folder,
}: AdoptWorld): Promise<readonly z.infer<typeof difference>[]> {
  const lines = (await readFile(folder.join('work', 'differences.jsonl'), 'utf8')).trim();
  return lines.split('\n').map((line) => difference.parse(JSON.parse(line)));
}
