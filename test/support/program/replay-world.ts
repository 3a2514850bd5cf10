import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { writeFileStore } from '../../../fixtures/files.ts';
import { makeScratchFolder, type ScratchFolder } from '../scratch-folder.ts';
import type { TestDatabase } from '../servers/databases.ts';
import {
  BOT_TOKEN,
  type SlackServer,
  type SlackServerOptions,
  startSlackServer,
} from '../slack/slack-server.ts';
import { PROGRAM } from './built.ts';
import { fastSlack } from './fast-slack.ts';
import { type CliRun, runCli } from './run-cli.ts';

const ALL_TYPES = 'public,private,direct,group';

/** A work folder with files and a configuration without waits, and an empty workspace of two people. */
export interface ReplayWorld {
  readonly folder: ScratchFolder;
  readonly slack: SlackServer;
  /** Every kind of conversation; a flag that is given again wins. */
  replay(...flags: readonly string[]): Promise<CliRun>;
  /** Replays, and sends the signal when the workspace has taken so many messages; gives the exit code. */
  replayUntil(messages: number, signal: 'SIGINT' | 'SIGKILL'): Promise<number | null>;
  /** Starts a replay, kills it when the workspace has carried out so many calls of a method; gives the exit code. */
  replayKilledAfter(
    method: string,
    calls: number,
    ...flags: readonly string[]
  ): Promise<number | null>;
  /** Starts a command in the same places, and kills it as a replay; gives the exit code. */
  killedAfter(
    command: string,
    method: string,
    calls: number,
    ...flags: readonly string[]
  ): Promise<number | null>;
  /** Brings it up to date, and is killed when the workspace has taken so many messages; gives the exit code. */
  syncKilledAfter(messages: number, ...flags: readonly string[]): Promise<number | null>;
  /** Brings the workspace up to date, with every kind of conversation. */
  sync(...flags: readonly string[]): Promise<CliRun>;
  /** What every command gets, for a test that starts it by itself. */
  readonly flags: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Another command with the same flags. */
  everything(command: string, ...flags: readonly string[]): Promise<CliRun>;
  /** Another command in the same places. */
  run(command: string, ...flags: readonly string[]): Promise<CliRun>;
  stop(): Promise<void>;
}

interface StoppedRun {
  readonly more?: readonly string[];
  /** The method whose calls are counted. */
  readonly counted?: string;
  /** In place of those that say what is moved. */
  readonly usual?: readonly string[];
}

/** `scopes`: of the token; everything by default. */
export async function makeReplayWorld(
  database: Pick<TestDatabase, 'readerUrl'>,
  { scopes }: Pick<SlackServerOptions, 'scopes'> = {},
): Promise<ReplayWorld> {
  const folder = await makeScratchFolder();
  await mkdir(folder.join('files'));
  await writeFileStore(folder.join('files'));
  await writeFile(folder.join('mm2slack.yaml'), fastSlack());
  const slack = await startSlackServer({
    users: [
      { name: 'taro', email: 'yamada@example.co.jp' },
      { name: 'hanako', email: 'suzuki@example.co.jp' },
    ],
    channels: [{ name: 'everybody' }],
    ...(scopes === undefined ? {} : { scopes }),
  });
  const env = { SLACK_TOKEN: BOT_TOKEN, SLACK_API_URL: slack.apiUrl };
  const work = ['--work', folder.join('work')];
  const places = [
    ...work,
    ...['--source', database.readerUrl, '--config', folder.join('mm2slack.yaml')],
  ];
  const flags = [...places, '--files', folder.join('files'), '--include', ALL_TYPES];
  /** The usual flags and more; a work directory among these replaces the usual one. */
  const joined = (usual: readonly string[], more: readonly string[]): readonly string[] => [
    ...usual.slice(more.includes('--work') ? work.length : 0),
    ...more,
  ];
  async function stoppedAfter(
    command: string,
    calls: number,
    signal: 'SIGINT' | 'SIGKILL',
    { more = [], counted = 'chat.postMessage', usual = flags }: StoppedRun = {},
  ): Promise<number | null> {
    let taken = 0;
    let child: ChildProcess | undefined;
    slack.afterEach(({ method }) => {
      if (method !== counted) return;
      taken += 1;
      // Once: a second interruption would end it without waiting for its calls.
      if (taken === calls) child?.kill(signal);
    });
    const whole = { PATH: process.env['PATH'] ?? '', ...env };
    child = spawn(process.execPath, [...PROGRAM, command, ...usual, ...more, '--quiet'], {
      env: whole,
      stdio: 'ignore',
    });
    const [code] = await once(child, 'close');
    return code;
  }

  return {
    folder,
    slack,
    flags,
    env,
    replay: (...more) => runCli(['replay', ...joined(flags, more), '--json'], { env }),
    everything: (command, ...more) => runCli([command, ...joined(flags, more)], { env }),
    sync: (...more) => runCli(['sync', ...joined(flags, more)], { env }),
    run: (command, ...more) => runCli([command, ...joined(places, more)], { env }),
    replayUntil: (messages, signal) => stoppedAfter('replay', messages, signal),
    replayKilledAfter: (counted, calls, ...more) =>
      stoppedAfter('replay', calls, 'SIGKILL', { counted, more }),
    killedAfter: (command, counted, calls, ...more) =>
      stoppedAfter(command, calls, 'SIGKILL', { counted, more, usual: places }),
    syncKilledAfter: (messages, ...more) => stoppedAfter('sync', messages, 'SIGKILL', { more }),
    async stop() {
      await slack.stop();
      await folder.remove();
    },
  };
}
