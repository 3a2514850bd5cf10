import type { Env } from './flags.ts';
import { Secret } from './secret.ts';

/** How a workspace is reached; a token stands in no file and in no flag. */
export interface SlackAccess {
  /** Undefined when SLACK_TOKEN is not set. */
  readonly token: Secret | undefined;
  /** Another address than Slack's, for a test server. */
  readonly apiUrl: string | undefined;
}

export function resolveSlack(env: Env): SlackAccess {
  const token = env['SLACK_TOKEN']?.trim();
  const apiUrl = env['SLACK_API_URL']?.trim();
  return {
    token: token ? new Secret(token) : undefined,
    apiUrl: apiUrl || undefined,
  };
}
