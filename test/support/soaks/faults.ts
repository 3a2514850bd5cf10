import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../../fixtures/load.ts';
import { FaultCounts } from '../damages/faults/fault-counts.ts';
import { type FaultyLine, openFaultyLine } from '../damages/faults/faulty-line.ts';
import { PROGRAM } from '../program/built.ts';
import { runCli, saysWhatIsWrong } from '../program/run-cli.ts';
import { makeScratchFolder, type ScratchFolder } from '../scratch-folder.ts';
import { seededRandom } from '../seeded-random.ts';
import { createDatabase, type TestDatabase } from '../servers/databases.ts';
import { enginesFor } from '../servers/engines.ts';

/*
 * `zip` and `plan` under every fault, at random moments. After it there is no result or a whole one, the run says
 * in a line what happened, and the same command again gives what an undisturbed run gives, byte for byte.
 */

const COMMANDS = ['zip', 'plan'] as const;
type Command = (typeof COMMANDS)[number];
const REMOVED = 'the folder is removed';
/** The file that is there when, and only when, the command was done. */
const RESULTS = { zip: 'out/out.zip', plan: 'work/plan.json' } as const;

/** Registers the suite, with so many of each fault. */
export function describeFaults(times: number): void {
  describe.each(enginesFor('postgres'))('zip and plan under faults, on %s', (engine) => {
    let database: TestDatabase;
    let line: FaultyLine;
    let folder: ScratchFolder;
    const random = seededRandom(engine === 'mysql' ? 11 : 12);
    const older = new Map<Command, string>();
    const whole = new Map<
      Command,
      { readonly bytes: number; readonly ms: number; readonly result: string }
    >();

    beforeAll(async () => {
      database = await createDatabase(engine, 'faults');
      await loadWorkspace(engine, '8.1', database.run);
      line = await openFaultyLine(database.readerUrl);
      folder = await makeScratchFolder();
      for (const command of COMMANDS) {
        await emptyFolders();
        line.set(undefined);
        await runCli([...argsOf(command), '--include', 'public']);
        older.set(command, await readResult(command));
        await emptyFolders();
        const begin = performance.now();
        line.set(undefined);
        expect(await runCli(argsOf(command))).toMatchObject({ exitCode: 0 });
        const result = await readResult(command);
        whole.set(command, { bytes: line.bytes(), ms: performance.now() - begin, result });
      }
    });
    afterAll(async () => {
      await line.close();
      await folder.remove();
      await database.drop();
    });

    async function emptyFolders(): Promise<void> {
      for (const name of ['out', 'work']) {
        await rm(folder.join(name), { recursive: true, force: true });
        await mkdir(folder.join(name), { mode: 0o700 });
      }
      await writeFile(folder.join('mm2slack.yaml'), 'source:\n  statementTimeoutMs: 1000\n');
    }

    /** Apart from the moment of a plan. */
    async function readResult(command: Command): Promise<string> {
      const text = await readFile(folder.join(RESULTS[command]), 'latin1');
      return text.replace(/"madeAtMs": \d+/, '"madeAtMs": 1');
    }

    function argsOf(command: Command): readonly string[] {
      const places = ['--source', line.url, '--work', folder.join('work'), '--quiet'];
      const config = ['--config', folder.join('mm2slack.yaml')];
      return [
        command,
        ...places,
        ...config,
        ...(command === 'zip' ? ['--out', folder.join('out/out.zip'), '--force'] : []),
      ];
    }

    /** A moment of the run, in bytes from the server; never so late that nothing is left to come. */
    const someBytes = (command: Command, latest = 0.97): number =>
      Math.ceil(random() * latest * (whole.get(command)?.bytes ?? 0));

    /** By bytes: before the program listens, SIGINT ends it as any process; when bytes come, it listens. */
    async function killed(
      command: Command,
      signal: 'SIGKILL' | 'SIGINT',
      isByBytes = true,
    ): Promise<Ended> {
      let child: ChildProcess | undefined;
      const strike = async (): Promise<void> => {
        child?.kill(signal);
      };
      if (isByBytes) line.set({ afterBytes: someBytes(command), meanwhile: strike });
      child = spawn(process.execPath, [...PROGRAM, ...argsOf(command)], {
        env: { PATH: process.env['PATH'] ?? '' },
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      let stderr = '';
      child.stderr?.setEncoding('utf8').on('data', (text: string) => {
        stderr += text;
      });
      const ended = once(child, 'close');
      if (!isByBytes) {
        await sleep(random() * (whole.get(command)?.ms ?? 0));
        await strike();
      }
      const [exitCode] = await ended;
      return { exitCode, stderr };
    }

    interface Ended {
      readonly exitCode: number | null;
      readonly stderr: string;
    }

    const onLine = async (
      command: Command,
      meanwhile: (() => Promise<unknown>) | undefined,
      latest?: number,
    ): Promise<Ended> => {
      line.set({ afterBytes: someBytes(command, latest), meanwhile });
      return await runCli(argsOf(command));
    };

    const ENDS_CONNECTIONS = {
      mysql: async () => {
        const rows = await database.run(
          `SELECT ID AS id FROM INFORMATION_SCHEMA.PROCESSLIST WHERE USER = '${database.readerName}'`,
        );
        for (const { id } of rows) await database.run(`KILL CONNECTION ${id}`);
      },
      postgres: () =>
        database.run(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '${database.readerName}'`,
        ),
    };
    const LOCKS = {
      mysql: ['LOCK TABLES Posts WRITE', 'UNLOCK TABLES'],
      postgres: ['BEGIN; LOCK TABLE Posts IN ACCESS EXCLUSIVE MODE', 'ROLLBACK'],
    } as const;

    async function withLockedPosts(command: Command): Promise<Ended> {
      const [lock, unlock] = LOCKS[engine];
      await database.run(lock);
      try {
        return await runCli(argsOf(command));
      } finally {
        await database.run(unlock);
      }
    }

    /** More than one exit code only where chance decides whether the fault meets the run at all. */
    type Fault = readonly [
      name: string,
      exits: readonly (number | null)[],
      (command: Command) => Promise<Ended>,
    ];

    const FAULTS: readonly Fault[] = [
      ['the connection is cut', [3], (command) => onLine(command, undefined)],
      [
        'the server ends the connection',
        [3],
        // With the last answer here the run would need the server no more.
        (command) => onLine(command, ENDS_CONNECTIONS[engine], 0.8),
      ],
      ['a query is too slow', [2], withLockedPosts],
      [
        'the disk is full',
        [2],
        (command) => runCli(argsOf(command), { maxFileKilobytes: 1 + Math.floor(random() * 8) }),
      ],
      [REMOVED, [2], () => onLine('zip', () => rm(folder.join('out'), { recursive: true }))],
      ['SIGINT', [130], (command) => killed(command, 'SIGINT')],
      ['SIGKILL', [null], (command) => killed(command, 'SIGKILL')],
    ];
    /** Before the first byte or after the last: by time, so that the run may have been done before. */
    const BY_TIME: Fault = [
      'SIGKILL at any time',
      [null, 0],
      (command) => killed(command, 'SIGKILL', false),
    ];
    const ofZip = times === 1 ? FAULTS : [...FAULTS, BY_TIME];
    // Plan makes its folder again; the others go the same way in both commands.
    const ofPlan = ofZip.filter(([name]) =>
      times > 1 ? name !== REMOVED : /cut|full|SIG/.test(name),
    );

    it(`leaves nothing half-done, and goes on: ${times} of each fault`, {
      timeout: 3_600_000,
    }, async () => {
      const counts = new FaultCounts();
      for (const command of COMMANDS) {
        for (const [name, exits, fail] of command === 'zip' ? ofZip : ofPlan) {
          for (let time = 0; time < times; time++) {
            await emptyFolders();
            // Now and then there is an older result, which stays as it was.
            const old = random() < 0.5 ? older.get(command) : undefined;
            if (old !== undefined) await writeFile(folder.join(RESULTS[command]), old, 'latin1');
            const ended = await fail(command);
            line.set(undefined);
            const wrong = [
              ...wrongEnd(ended, exits),
              ...(await wrongResult(command, ended, name === REMOVED ? undefined : old)),
            ];
            wrong.push(...(await wrongAfter(command)));
            counts.add(`${command}, ${name}`, ended.exitCode, wrong);
          }
        }
      }
      process.stdout.write(`${engine}: ${counts.runs} faults\n${counts}`);
      expect(counts.wrong).toEqual([]);
    });

    async function wrongResult(
      command: Command,
      { exitCode }: Ended,
      old: string | undefined,
    ): Promise<readonly string[]> {
      const found = await readResult(command).catch(() => undefined);
      if (found === whole.get(command)?.result) return [];
      if (exitCode === 0) return ['done, and the result is another one'];
      if (found === old) return [];
      return [
        found === undefined ? 'the older result is gone' : 'there is a result that is not whole',
      ];
    }

    /** The same command again, after which nothing tells of the fault. */
    async function wrongAfter(command: Command): Promise<readonly string[]> {
      await mkdir(folder.join('out'), { recursive: true });
      // Without the plan every line of its lists would be the team's own.
      const decided = command === 'plan' ? ['plan.json', 'users.csv', 'channels.csv'] : [];
      for (const name of decided) await rm(folder.join('work', name), { force: true });
      const again = await runCli(argsOf(command));
      if (again.exitCode !== 0)
        return [`the same command again: exit ${again.exitCode}: ${again.stderr}`];
      const found = await readResult(command);
      const parts = (await readdir(folder.path, { recursive: true })).filter((name) =>
        /\.part|-journal$/.test(name),
      );
      return [
        ...(found === whole.get(command)?.result
          ? []
          : ['the same command again gave another result']),
        ...parts.map((part) => `${part} was left`),
      ];
    }
  });
}

/** The right exit code, and a line for a person in each line. */
function wrongEnd(
  { exitCode, stderr }: { readonly exitCode: number | null; readonly stderr: string },
  exits: readonly (number | null)[],
): readonly string[] {
  if (!exits.includes(exitCode)) return [`an exit code that is none of ${exits.join()}: ${stderr}`];
  if (exitCode === 0 || exitCode === null) return [];
  return saysWhatIsWrong({ stderr }) ? [] : [`stderr: ${stderr}`];
}
