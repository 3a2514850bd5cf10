import { type ChildProcess, spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../until.ts';

/*
 * The shell outlives us by a moment: when its standard input ends, because we closed it or because this
 * process died in whatever way, it stops the server and removes the folder. A line of input stops the server too,
 * in good order, and starts it again on the same data.
 */
const GUARD = `
trap : PIPE # our end of its standard error may be gone
exec 3<&0
folder=$1; signal=$2; orderly=$3; shift 3
while
  rm -f "$folder/again"
  "$@" >"$folder/server.log" 2>&1 </dev/null &
  server=$!
  echo "$server" >"$folder/server.pid"
  (if read -r _ <&3; then : >"$folder/again"; signal=$orderly; fi; kill "-$signal" "$server") &
  watcher=$!
  wait "$server"
  kill "$watcher" 2>/dev/null
  [ -e "$folder/again" ]
do :; done
tail -n 5 "$folder/server.log" >&2
rm -rf "$folder"
`;

const START_LIMIT_MS = 60_000;

export interface ServerCommand {
  readonly command: readonly string[];
  /** Holds everything the server writes; removed when it stops. */
  readonly folder: string;
  readonly stopSignal: 'INT' | 'KILL';
  /** What its service manager stops it with. */
  readonly orderlySignal: 'INT' | 'TERM';
  /** The user to run as, when not our own. */
  readonly account: Account | undefined;
  /** Fails as long as the server does not answer. */
  readonly probe: () => Promise<void>;
}

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

export interface GuardedServer {
  readonly processId: () => Promise<number>;
  /** Stops it in good order and waits until it answers again; its connections end. */
  restart(): Promise<void>;
  /** Stops it and removes its folder. */
  stop(): Promise<void>;
}

/** Starts a server and waits until it answers. */
export async function startGuardedServer(server: ServerCommand): Promise<GuardedServer> {
  const guard = spawn(
    'sh',
    [
      ...['-c', GUARD, 'guard', server.folder, server.stopSignal, server.orderlySignal],
      ...server.command,
    ],
    // A process group of its own: Ctrl-C reaches us and not the guard, which then cleans up.
    { cwd: '/', detached: true, stdio: ['pipe', 'ignore', 'pipe'], ...server.account },
  );
  const ended = endOf(guard);
  const pidFile = join(server.folder, 'server.pid');
  await waitUntilAnswering(guard, ended, server.probe);
  return {
    processId: async () => Number(await readFile(pidFile, 'utf8')),
    async restart() {
      const before = await readFile(pidFile, 'utf8');
      guard.stdin?.write('again\n');
      await waitUntilOther(pidFile, before);
      await waitUntilAnswering(guard, ended, server.probe);
    },
    async stop() {
      guard.stdin?.end();
      await ended;
    },
  };
}

async function waitUntilOther(pidFile: string, before: string): Promise<void> {
  const isOther = async () => (await readFile(pidFile, 'utf8')) !== before;
  await until('the test database has stopped', isOther, { withinMs: START_LIMIT_MS });
}

/** Settles with the last words of the server's log when the guard has finished. */
function endOf(guard: ChildProcess): Promise<string> {
  let log = '';
  guard.stderr?.on('data', (chunk: Buffer) => {
    log += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    guard.once('error', reject);
    guard.once('close', () => resolve(log));
  });
}

async function waitUntilAnswering(
  guard: ChildProcess,
  ended: Promise<string>,
  probe: () => Promise<void>,
): Promise<void> {
  const giveUpAt = Date.now() + START_LIMIT_MS;
  for (;;) {
    try {
      return await probe();
    } catch (error) {
      if (guard.exitCode !== null) {
        throw new Error(`the test database did not start: ${await ended}`, { cause: error });
      }
      if (Date.now() > giveUpAt) {
        guard.stdin?.end();
        throw new Error(`the test database does not answer: ${await ended}`, { cause: error });
      }
      await sleep(20);
    }
  }
}

/** Waits for what prepares a server's folder, and removes the folder when that fails. */
export async function orRemove(folder: string, preparation: Promise<void>): Promise<void> {
  try {
    await preparation;
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** A loopback port that nobody listened on a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
