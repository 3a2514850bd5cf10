import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, renameSync } from 'node:fs';
import { rename, stat, writeFile } from 'node:fs/promises';
import Database from 'libsql';
import { describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../../fixtures/load.ts';
import { FaultCounts } from '../damages/faults/fault-counts.ts';
import { openFaultyLine } from '../damages/faults/faulty-line.ts';
import { CHANNELS_TO_WRITE, mattermostWriter } from '../mattermost/mattermost-writer.ts';
import { changeAtRandom } from '../mattermost/random-changes.ts';
import { PROGRAM } from '../program/built.ts';
import { fastSlack } from '../program/fast-slack.ts';
import { makeReplayWorld } from '../program/replay-world.ts';
import { type CliRun, runCli, saysWhatIsWrong } from '../program/run-cli.ts';
import { seededRandom } from '../seeded-random.ts';
import { createDatabase } from '../servers/databases.ts';
import { enginesFor } from '../servers/engines.ts';
import { postsNotOnce } from '../slack/every-post-once.ts';

/*
 * `replay` and `sync` under every fault, one after another in one work directory while people go on writing. The
 * ledger stays whole, the same command goes on, and in the end every post is there once.
 */

const CHANGES = 15;

type Exits = readonly (number | null)[];

/** Registers the suite, with so many of each fault. */
export function describeSyncFaults(times: number): void {
  describe.each(enginesFor('mysql'))('sync under faults, on %s', (engine) => {
    it(`keeps its ledger and goes on, ${times} of each fault`, { timeout: 3_600_000 }, async () => {
      const database = await createDatabase(engine, 'sync_faults');
      await loadWorkspace(engine, '8.1', database.run);
      const line = await openFaultyLine(database.readerUrl);
      const world = await makeReplayWorld({ ...database, readerUrl: line.url });
      const ledger = world.folder.join('work', 'ledger.db');
      const random = seededRandom(engine === 'mysql' ? 21 : 22);
      const people = mattermostWriter(database);
      const counts = new FaultCounts();
      let wholeBytes = 0;
      const someBytes = (): number => Math.ceil(random() * 0.95 * wholeBytes);
      const run = (command: string, maxFileKilobytes?: number): Promise<CliRun> =>
        runCli([command, ...world.flags, '--quiet'], {
          env: world.env,
          ...(maxFileKilobytes === undefined ? {} : { maxFileKilobytes }),
        });

      async function killed(command: string, signal: 'SIGINT' | 'SIGKILL'): Promise<CliRun> {
        let child: ChildProcess | undefined;
        line.set({ afterBytes: someBytes(), meanwhile: async () => child?.kill(signal) });
        child = spawn(process.execPath, [...PROGRAM, command, ...world.flags, '--quiet'], {
          env: { PATH: process.env['PATH'] ?? '', ...world.env },
          stdio: 'ignore',
        });
        const [exitCode] = await once(child, 'close');
        return { exitCode, stdout: '', stderr: 'mm2slack: not read\n' };
      }

      const FAULTS: readonly (readonly [string, Exits, (command: string) => Promise<CliRun>])[] = [
        [
          'the connection is cut',
          [3],
          (command) => {
            line.set({ afterBytes: someBytes(), meanwhile: undefined });
            return run(command);
          },
        ],
        [
          'a query is too slow',
          [2],
          async (command) => {
            await database.run(LOCKS[engine][0]);
            return await run(command).finally(() => database.run(LOCKS[engine][1]));
          },
        ],
        [
          'the disk is full',
          [3],
          async (command) => {
            const { size } = await stat(ledger).catch(() => ({ size: 0 }));
            return await run(command, Math.ceil(size / 1024 / 4) + Math.floor(random() * 8));
          },
        ],
        [
          'the work folder is moved away',
          [3],
          async (command) => {
            const [work, elsewhere] = [world.folder.join('work'), world.folder.join('elsewhere')];
            world.slack.afterEach(({ method }) => {
              if (WRITING.test(method) && existsSync(ledger)) renameSync(work, elsewhere);
            });
            const ended = await run(command);
            world.slack.afterEach(() => undefined);
            expect(existsSync(work)).toBe(false);
            await rename(elsewhere, work);
            return ended;
          },
        ],
        ['SIGINT', [130], (command) => killed(command, 'SIGINT')],
        ['SIGKILL', [null], (command) => killed(command, 'SIGKILL')],
      ];

      const wrongLedger = (): readonly string[] => {
        if (!existsSync(ledger)) return [];
        const store = new Database(ledger);
        const found: unknown = store.prepare('PRAGMA integrity_check').get();
        store.close();
        return JSON.stringify(found).includes('"ok"')
          ? []
          : [`the ledger: ${JSON.stringify(found)}`];
      };

      async function tryFault(
        command: string,
        [name, exits, fail]: (typeof FAULTS)[number],
      ): Promise<void> {
        const { exitCode, stderr } = await fail(command);
        line.set(undefined);
        const wrong = [...wrongLedger()];
        if (!exits.includes(exitCode)) wrong.push(`none of ${exits.join()}: ${stderr}`);
        else if (exitCode !== null && !saysWhatIsWrong({ stderr })) wrong.push(stderr);
        counts.add(`${command}, ${name}`, exitCode, wrong);
      }

      try {
        const config = `source: { statementTimeoutMs: 1500 }${fastSlack()}`;
        await writeFile(world.folder.join('mm2slack.yaml'), config);
        line.set(undefined);
        expect(await run('plan')).toMatchObject({ exitCode: 0 });
        wholeBytes = line.bytes();
        for (const fault of FAULTS) await tryFault('replay', fault);
        expect(await run('replay')).toMatchObject({ exitCode: 0 });
        expect(await run('sync')).toMatchObject({ exitCode: 0 });
        line.set(undefined);
        expect(await run('sync')).toMatchObject({ exitCode: 0 });
        wholeBytes = line.bytes();
        for (let time = 0; time < times; time++) {
          for (const fault of FAULTS) {
            await changeAtRandom(people, {
              changes: CHANGES,
              channelIds: CHANNELS_TO_WRITE,
              random,
            });
            await tryFault('sync', fault);
          }
        }
        // The same command goes on, and ends with nothing left to do.
        const last = await run('sync');
        expect(last).toMatchObject({ exitCode: 0, stderr: '' });
        process.stdout.write(`${engine}: ${counts.runs} faults\n${counts}`);
        expect(counts.wrong).toEqual([]);
        expect(await postsNotOnce(database, CHANNELS_TO_WRITE, world.slack.apiUrl)).toEqual([]);
      } finally {
        await line.close();
        await world.stop();
        await database.drop();
      }
    });
  });
}

/** Calls that the ledger is told of. */
const WRITING = /^(?:chat|reactions|pins)\.|^conversations\.(?:create|set|invite|archive)/;

const LOCKS = {
  mysql: ['LOCK TABLES Posts WRITE', 'UNLOCK TABLES'],
  postgres: ['BEGIN; LOCK TABLE Posts IN ACCESS EXCLUSIVE MODE', 'ROLLBACK'],
} as const;
