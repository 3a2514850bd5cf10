import type { ShownProgress } from '../../../config/config.ts';
import type { UsableParts } from '../../../config/usable-parts.ts';
import { notice } from '../../../errors/notices.ts';
import { type ScopeUse, scopesWith } from '../../../slack/scopes.ts';
import { checkBulk } from './bulk.ts';
import { type Check, guarded, skipped } from './check.ts';
import { checkDatabase, type DatabaseChecks } from './database.ts';
import { checkFiles } from './files.ts';
import { gitLabHints } from './gitlab.ts';
import { checkConfiguration, checkNode, checkOutput, checkWork } from './machine.ts';
import { checkNetwork } from './network.ts';
import { checkSlack, lacksScopes } from './slack.ts';

/** What was found before a run. */
export interface CheckReport {
  readonly checks: readonly Check[];
  /** Scopes for an app manifest: all, where the token lacks some or the manifest was asked for; none otherwise. */
  readonly manifestScopes: readonly ScopeUse[];
}

export interface CheckOptions {
  /** The version of Node that runs us. */
  readonly nodeVersion: string;
  /** The archive that a run would write; undefined when nobody says. */
  readonly out: string | undefined;
  /** A missing token is a failure then. */
  readonly needsSlack: boolean;
  readonly showManifest: boolean;
  /** How the progress of staging an export is shown. */
  readonly shown: ShownProgress;
  readonly signal: AbortSignal;
  /** The date, milliseconds since the epoch. */
  readonly todayMs: number;
}

/** Looks whether a run can succeed, without starting one; every check runs, whatever the others say. */
export async function runChecks(parts: UsableParts, options: CheckOptions): Promise<CheckReport> {
  const { signal, nodeVersion, showManifest } = options;
  const checks: Check[] = [checkNode(nodeVersion), ...checkConfiguration(parts)];
  const database = await lookAtSource(parts, options);
  checks.push(...database.checks);
  for (const [id, look] of checksOver(parts, options, database)) {
    signal.throwIfAborted();
    checks.push(...(await guarded(id, look)));
  }
  const hasManifest = showManifest || lacksScopes(checks);
  const canvases = parts.slack?.canvases === true;
  return { checks, manifestScopes: hasManifest ? scopesWith({ canvases }) : [] };
}

async function lookAtSource(
  parts: UsableParts,
  { shown, signal }: CheckOptions,
): Promise<DatabaseChecks> {
  const { source } = parts;
  if (source?.engine === 'bulk') return await checkBulk(source, shown, signal);
  if (source !== undefined) return checkDatabase(source, parts);
  const nothing = skipped('database', notice('settings-say-nothing'), ...(await gitLabHints()));
  return { checks: [nothing], sampleFiles: undefined, postsBytes: 0 };
}

type Look = readonly [id: string, look: () => Promise<readonly Check[]>];

function checksOver(
  { files, workDirectory, slack }: UsableParts,
  { out, needsSlack, todayMs, signal }: CheckOptions,
  { sampleFiles, postsBytes }: DatabaseChecks,
): readonly Look[] {
  return [
    ['files', async () => (files ? checkFiles(files, sampleFiles, signal) : [unknown('files')])],
    [
      'work',
      async () => (workDirectory ? checkWork(workDirectory, postsBytes) : [unknown('work')]),
    ],
    ['out', async () => (out === undefined ? [] : checkOutput(out, postsBytes))],
    ['network', async () => checkNetwork({ files, slack }, todayMs)],
    [
      'slack',
      async () => (slack ? checkSlack(slack, workDirectory, needsSlack) : [unknown('slack')]),
    ],
  ];
}

const unknown = (id: string): Check => skipped(id, notice('settings-say-nothing'));

/** True when something would make a run fail. */
export function hasFailure({ checks }: CheckReport): boolean {
  return checks.some(({ state }) => state === 'failure');
}
