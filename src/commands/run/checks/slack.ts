import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../../config/config.ts';
import { notice } from '../../../errors/notices.ts';
import { LEDGER_FILE } from '../../../importers/ledger/ledger.ts';
import { peekLedger } from '../../../importers/ledger/peek.ts';
import { slackTargetError } from '../../../importers/slack/errors.ts';
import { WORKSPACE_COMMANDS, type WorkspaceCommand } from '../../../slack/command-methods.ts';
import { scopesFor, scopesWith } from '../../../slack/scopes.ts';
import { MAX_SKEW_MS, slackClient } from '../slack-access.ts';
import { type Check, failure, ok, skipped, warning } from './check.ts';
import { checkHistory } from './history.ts';

/**
 * Looks at the token, its workspace, its scopes and the clock. Without a token nothing is asked of Slack. A work
 * directory with the ledger of another workspace is no place for the runs of this one.
 */
export async function checkSlack(
  slack: Config['slack'],
  workDirectory: string | undefined,
  isNeeded: boolean,
): Promise<readonly Check[]> {
  if (slack.token === undefined) {
    if (!isNeeded) return [skipped('slack', notice('token-not-needed'))];
    const advice = notice('token-hint');
    return [failure('slack', notice('token-missing'), advice)];
  }
  const client = slackClient(slack);
  try {
    const { body, scopes } = await client.call('auth.test', {});
    return [
      tokenCheck(body, workDirectory),
      ...scopeChecks(new Set(scopes), isNeeded, slack),
      await checkHistory(client),
      clockCheck(client.clockSkewMs()),
    ];
  } catch (error) {
    throw slackTargetError(error) ?? error;
  }
}

function tokenCheck(
  { team, team_id: teamId }: Readonly<Record<string, unknown>>,
  workDirectory: string | undefined,
): Check {
  const path = join(workDirectory ?? '', LEDGER_FILE);
  const known =
    workDirectory === undefined || !existsSync(path) ? undefined : peekLedger(path).teamId;
  if (known === undefined || known === teamId) {
    return ok('slack', notice('token-ok', { team: String(team) }));
  }
  const other = { path, known, teamId: String(teamId) };
  return failure('slack', notice('ledger-of-other-workspace', other));
}

/** True when a manifest with every scope would help. */
export function lacksScopes(checks: readonly Check[]): boolean {
  return checks.some(
    ({ id, state }) => SCOPE_CHECKS.has(id) && (state === 'warning' || state === 'failure'),
  );
}

const idOf = (command: WorkspaceCommand): string => `scopes-${command}`;
const SCOPE_CHECKS: ReadonlySet<string> = new Set([
  'slack',
  'scopes',
  ...WORKSPACE_COMMANDS.map(idOf),
]);

/** `isNeeded`: a plan is to be compared with the workspace. */
function scopeChecks(
  granted: ReadonlySet<string>,
  isNeeded: boolean,
  settings: Pick<Config['slack'], 'canvases'>,
): readonly Check[] {
  if (granted.size === 0) return [warning('scopes', notice('scopes-unknown'))];
  const asked = scopesWith(settings);
  return WORKSPACE_COMMANDS.map((command) => {
    const missing = scopesFor(command, asked)
      .filter(({ scope }) => !granted.has(scope))
      .map(({ scope, purpose }) => notice('at', { place: scope, what: purpose }));
    const said = { command: command === 'plan' ? 'plan --target slack' : command };
    if (missing.length === 0) return ok(idOf(command), notice('scopes-ok', said));
    const lacking = command === 'plan' && isNeeded ? failure : warning;
    return lacking(idOf(command), notice('scopes-lacking', said), ...missing);
  });
}

/** `skewMs` is Slack's clock against ours; undefined when Slack did not say. */
export function clockCheck(skewMs: number | undefined): Check {
  if (skewMs === undefined) return skipped('clock', notice('clock-unknown'));
  const says = notice('clock-skew', { seconds: Math.round(Math.abs(skewMs) / 1000) });
  return Math.abs(skewMs) <= MAX_SKEW_MS
    ? ok('clock', says)
    : warning('clock', says, notice('clock-hint'));
}
