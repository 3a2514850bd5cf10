import type { Config } from '../../config.ts';
import { PLAN_SCOPES, REPLAY_SCOPES, type ScopeUse } from '../../importers/slack/scopes.ts';
import { slackTargetError } from '../../importers/slack/slack-errors.ts';
import { slackClient } from '../slack-access.ts';
import { type Check, failure, ok, skipped, warning } from './check.ts';

/** Slack's clock stands in links that expire and in `ts`; a machine that is further off is wrong. */
const MAX_SKEW_MS = 30_000;

export interface SlackChecks {
  readonly checks: readonly Check[];
  /** True when the token lacks scopes, or there is none: a manifest with them all helps. */
  readonly needsManifest: boolean;
}

/** Looks at the token, its scopes and the clock. Without a token nothing is asked of Slack. */
export async function checkSlack(config: Config): Promise<SlackChecks> {
  if (config.slack.token === undefined) {
    return {
      checks: [skipped('slack', 'SLACK_TOKEN is not set; zip needs none')],
      needsManifest: false,
    };
  }
  try {
    const client = slackClient(config);
    const { body, scopes } = await client.call('auth.test', {});
    const granted = new Set(scopes);
    const checks = [
      ok('slack', `the token is good for the workspace ${String(body['team'])}`),
      ...scopeChecks(granted),
      clockCheck(client.clockSkewMs() ?? 0),
    ];
    const all = [...PLAN_SCOPES, ...REPLAY_SCOPES];
    return { checks, needsManifest: all.some(({ scope }) => !granted.has(scope)) };
  } catch (error) {
    const known = slackTargetError(error);
    if (known === undefined) throw error;
    return { checks: [failure('slack', known.message)], needsManifest: true };
  }
}

function scopeChecks(granted: ReadonlySet<string>): readonly Check[] {
  if (granted.size === 0)
    return [warning('scopes', 'Slack does not say which scopes the token has')];
  const missing = (uses: readonly ScopeUse[]): readonly string[] =>
    uses
      .filter(({ scope }) => !granted.has(scope))
      .map(({ scope, purpose }) => `${scope}: ${purpose}`);
  return [
    scopesOf('scopes-plan', 'plan --target slack', missing(PLAN_SCOPES)),
    scopesOf('scopes-replay', 'replay, sync and files', missing(REPLAY_SCOPES)),
  ];
}

function scopesOf(id: string, command: string, missing: readonly string[]): Check {
  return missing.length === 0
    ? ok(id, `the token has every scope for ${command}`)
    : warning(id, `the token lacks scopes for ${command}`, ...missing);
}

function clockCheck(skewMs: number): Check {
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  return Math.abs(skewMs) <= MAX_SKEW_MS
    ? ok('clock', `this clock and Slack's are ${seconds} s apart`)
    : warning(
        'clock',
        `this clock and Slack's are ${seconds} s apart`,
        'set the clock, for example with chrony',
      );
}
