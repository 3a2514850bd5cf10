import type { Config } from '../config.ts';
import { appManifest, PLAN_SCOPES, REPLAY_SCOPES } from '../importers/slack/scopes.ts';
import type { Check } from './doctor/check.ts';
import { checkDatabase } from './doctor/check-database.ts';
import { checkDisk } from './doctor/check-disk.ts';
import { checkFiles } from './doctor/check-files.ts';
import { checkNode } from './doctor/check-node.ts';
import { checkSlack } from './doctor/check-slack.ts';

/** What `doctor` prints and gives as JSON. */
export interface DoctorReport {
  readonly command: 'doctor';
  readonly checks: readonly Check[];
  /** An app manifest with every scope, where the token lacks some or it was asked for; '' otherwise. */
  readonly manifest: string;
}

export interface DoctorOptions {
  /** The version of Node that runs us. */
  readonly nodeVersion: string;
  readonly showManifest: boolean;
}

/** Looks whether a run can succeed, without starting one; every check runs, whatever the others say. */
export async function doctorCommand(
  config: Config,
  { nodeVersion, showManifest }: DoctorOptions,
): Promise<DoctorReport> {
  const database = await checkDatabase(config);
  const slack = await checkSlack(config);
  return {
    command: 'doctor',
    checks: [
      checkNode(nodeVersion),
      ...database.checks,
      await checkFiles(config, database.sampleFiles),
      ...(await checkDisk(config, database.postsBytes)),
      ...slack.checks,
    ],
    manifest:
      showManifest || slack.needsManifest ? appManifest([...PLAN_SCOPES, ...REPLAY_SCOPES]) : '',
  };
}

/** True when something would make a run fail. */
export function hasFailure({ checks }: DoctorReport): boolean {
  return checks.some(({ state }) => state === 'failure');
}
