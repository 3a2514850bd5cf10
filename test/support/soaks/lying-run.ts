import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { PROGRAM } from '../program/built.ts';
import type { ReplayWorld } from '../program/replay-world.ts';
import { wrongClockEnv } from '../program/wrong-clock.ts';
import type { LyingProxy } from '../slack/lying-proxy.ts';
import { isReading, randomLies } from '../slack/random-lies.ts';

export interface RunEnd {
  /** `null` for a run that was killed. */
  readonly exitCode: number | null;
  readonly stderr: string;
}

export interface LyingWorld {
  readonly world: ReplayWorld;
  readonly proxy: LyingProxy;
  readonly random: () => number;
}

const MINUTE_MS = 60_000;
/** How wrong clocks are. */
const WRONG_BY = [0, 0, 20, -20, 60, -60, 4_320, -4_320].map((minutes) => minutes * MINUTE_MS);
const MOST_CALLS_TO_LIVE = 40;
const KILLED_CALL_MS = 60;
const MAX_JUMP_MS = 1_500;

/**
 * Runs a command once, with a clock of its own, a Date header of Slack's that is wrong too, and lies about its calls;
 * kills it at a writing call, which may still be under way then.
 */
export async function lyingRun(
  { world, proxy, random }: LyingWorld,
  [command = '', ...flags]: readonly string[],
  { isKilled }: { readonly isKilled: boolean },
): Promise<RunEnd> {
  const wrongBy = (): number => WRONG_BY[Math.floor(random() * WRONG_BY.length)] ?? 0;
  const lies = randomLies(random);
  // Often soon: some runs make few calls.
  let left = isKilled
    ? 1 + Math.floor(random() ** 2 * MOST_CALLS_TO_LIVE)
    : Number.POSITIVE_INFINITY;
  const [dateMs, laterMs, jumpAtMs] = [wrongBy(), wrongBy(), Date.now() + random() * MAX_JUMP_MS];
  proxy.setDate(() => (Date.now() < jumpAtMs ? dateMs : laterMs));
  const clock = { aheadMs: wrongBy(), laterMs: wrongBy(), jumpMs: random() * MAX_JUMP_MS };
  const child = spawn(process.execPath, [...PROGRAM, command, ...world.flags, ...flags, '--json'], {
    env: {
      PATH: process.env['PATH'] ?? '',
      ...world.env,
      ...wrongClockEnv(clock),
      SLACK_API_URL: proxy.apiUrl,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  proxy.lie((call) => {
    if (!isReading(call)) left -= 1;
    if (left > 0) return lies(call);
    if (left < 0 || isReading(call)) return undefined;
    child.kill('SIGKILL');
    return random() < 0.5 ? { kind: 'late delivery', ms: random() * KILLED_CALL_MS } : undefined;
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const [exitCode] = await once(child, 'close');
  proxy.lie(() => undefined);
  return { exitCode, stderr };
}
