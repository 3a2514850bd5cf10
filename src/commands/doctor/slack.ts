import type { Config } from '../../config/config.ts';
import type { Line } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { slackTargetError } from '../../importers/slack/errors.ts';
import { PLAN_SCOPES, REPLAY_SCOPES, type ScopeUse } from '../../slack/scopes.ts';
import { MAX_SKEW_MS, slackClient } from '../run/slack-access.ts';
import { type Check, failure, type MakeCheck, ok, skipped, warning } from './check.ts';
import { checkHistory } from './history.ts';

/** Looks at the token, its scopes and the clock. Without a token nothing is asked of Slack. */
export async function checkSlack(
  slack: Config['slack'],
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
      ok('slack', notice('token-ok', { team: String(body['team']) })),
      ...scopeChecks(new Set(scopes), isNeeded),
      await checkHistory(client),
      clockCheck(client.clockSkewMs()),
    ];
  } catch (error) {
    throw slackTargetError(error) ?? error;
  }
}

/** True when a manifest with every scope would help. */
export function lacksScopes(checks: readonly Check[]): boolean {
  return checks.some(
    ({ id, state }) => SCOPE_CHECKS.has(id) && (state === 'warning' || state === 'failure'),
  );
}

const SCOPE_CHECKS: ReadonlySet<string> = new Set([
  'slack',
  'scopes',
  'scopes-plan',
  'scopes-replay',
]);

function scopeChecks(granted: ReadonlySet<string>, isNeeded: boolean): readonly Check[] {
  if (granted.size === 0) return [warning('scopes', notice('scopes-unknown'))];
  const missing = (uses: readonly ScopeUse[]): readonly Line[] =>
    uses
      .filter(({ scope }) => !granted.has(scope))
      .map(({ scope, purpose }) => notice('at', { place: scope, what: purpose }));
  return [
    scopesOf(
      'scopes-plan',
      'plan --target slack',
      missing(PLAN_SCOPES),
      isNeeded ? failure : warning,
    ),
    scopesOf('scopes-replay', 'replay, sync and files', missing(REPLAY_SCOPES), warning),
  ];
}

function scopesOf(
  id: string,
  command: string,
  missing: readonly Line[],
  otherwise: MakeCheck,
): Check {
  return missing.length === 0
    ? ok(id, notice('scopes-ok', { command }))
    : otherwise(id, notice('scopes-lacking', { command }), ...missing);
}

/** `skewMs` is Slack's clock against ours; undefined when Slack did not say. */
export function clockCheck(skewMs: number | undefined): Check {
  if (skewMs === undefined) return skipped('clock', notice('clock-unknown'));
  const says = notice('clock-skew', { seconds: Math.round(Math.abs(skewMs) / 1000) });
  return Math.abs(skewMs) <= MAX_SKEW_MS
    ? ok('clock', says)
    : warning('clock', says, notice('clock-hint'));
}
