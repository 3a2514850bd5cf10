import { ConfigError } from '../errors/errors.ts';
import { notice } from '../errors/notices.ts';
import type { Complaints } from './complaints.ts';
import { Secret } from './database-address.ts';
import { DEFAULTS } from './defaults.ts';
import type { Env } from './flags.ts';
import { DIRECT, type NetworkSettings } from './network.ts';
import type { Settings } from './schema.ts';

/** How a workspace is reached; a token is in no file and in no flag. */
export interface SlackAccess {
  /** Undefined when SLACK_TOKEN is not set. */
  readonly token: Secret | undefined;
  /** Another address than Slack's, for a test server. */
  readonly apiUrl: string | undefined;
  /** How long a request may still be under way before its outcome is looked up. */
  readonly settleMs: number;
  /** How long to wait when Slack asks to and does not say how long. */
  readonly retryAfterMs: number;
  /** Calls a minute by method, `posts` and `postsPerChannel`, where they are not to be Slack's own. */
  readonly limits: Readonly<Record<string, number>>;
  /** True when boards and runs become canvases of their channels. */
  readonly canvases: boolean;
  readonly network: NetworkSettings;
}

/**
 * Token and address from the environment, limits from `slack` of the settings, and how Slack is reached. Complaints are
 * noted at once; the function that is returned throws what was noted.
 */
export function resolveSlack(
  env: Env,
  settings: () => Settings,
  complaints: Complaints,
  network: () => NetworkSettings,
): () => SlackAccess {
  const used = complaints.of(() => (env['SLACK_TOKEN']?.trim() ? network() : DIRECT));
  const checkedToken = complaints.of(() => parseToken(env['SLACK_TOKEN']?.trim() ?? ''));
  const apiUrl = complaints.of(() => parseApiUrl(env['SLACK_API_URL']?.trim() ?? ''));
  return () => {
    return {
      token: checkedToken(),
      apiUrl: apiUrl(),
      settleMs: settings().slack?.settleMs ?? DEFAULTS['slack.settleMs'],
      retryAfterMs: settings().slack?.retryAfterMs ?? DEFAULTS['slack.retryAfterMs'],
      limits: settings().slack?.limits ?? {},
      canvases: settings().slack?.canvases ?? DEFAULTS['slack.canvases'],
      network: used(),
    };
  };
}

/** Characters that a header can hold. */
const TOKEN = /^[\x21-\x7e]+$/;

/** Checks the token before it is sent: an error of the SDK about another character shows the token around it. */
function parseToken(text: string): Secret | undefined {
  if (text === '') return undefined;
  if (!TOKEN.test(text)) throw new ConfigError([notice('slack-token-unusable')]);
  return new Secret(text);
}

/** The SDK joins it with a method's name, so it ends in a slash. */
function parseApiUrl(text: string): string | undefined {
  if (text === '') return undefined;
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) {
    throw new ConfigError([notice('slack-api-url-unusable', { text })]);
  }
  return text.endsWith('/') ? text : `${text}/`;
}
