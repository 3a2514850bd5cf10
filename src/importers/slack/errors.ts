import { TargetError } from '../../errors/errors.ts';

/** Slack asks to wait; the call was not carried out. */
export class SlackRateLimited extends Error {
  readonly retryAfterMs: number;

  constructor(method: string, retryAfterMs: number, options?: ErrorOptions) {
    super(`${method}: Slack asks to wait ${retryAfterMs} ms`, options);
    this.name = 'SlackRateLimited';
    this.retryAfterMs = retryAfterMs;
  }
}

/** Slack refused the call and said why; nothing was carried out. */
export class SlackRefusal extends Error {
  /** Slack's own word, such as `name_taken`. */
  readonly code: string;
  /** The scope that is missing; '' when it is about something else. */
  readonly neededScope: string;

  constructor(method: string, code: string, neededScope: string, options?: ErrorOptions) {
    super(`${method}: ${code}`, options);
    this.name = 'SlackRefusal';
    this.code = code;
    this.neededScope = neededScope;
  }
}

/** No answer that says so: the call may have been carried out or not. */
export class SlackUnclear extends Error {
  constructor(method: string, what: string, options?: ErrorOptions) {
    super(`${method}: no clear answer from Slack (${what})`, options);
    this.name = 'SlackUnclear';
  }
}

/** What is wrong with a token, by Slack's word (docs.slack.dev/reference/methods/auth.test, errors). */
const TOKEN_FAULTS: Readonly<Record<string, string>> = {
  invalid_auth: 'is not valid',
  not_authed: 'is empty',
  token_revoked: 'was revoked',
  token_expired: 'has expired',
  account_inactive: 'belongs to a deleted app or a deactivated account',
  no_permission: 'may not do this',
  org_login_required: 'belongs to a workspace that is being moved into an organisation',
  not_allowed_token_type: 'is of a kind that this method does not take',
};

/** A channel into which nothing can be written now; what was refused is good as soon as that is mended. */
const CHANNEL_FAULTS: Readonly<Record<string, string>> = {
  is_archived: 'the channel is archived in Slack; restore it there',
  channel_not_found: 'the channel is not there, or the app may not see it; invite the app',
  not_in_channel: 'the app is not in the channel; invite it',
  restricted_action: 'the workspace does not let the app do this; ask its owner',
  restricted_action_read_only_channel:
    'only some people may post in the channel; add the app to them',
  team_access_not_granted: 'the app is not approved for the workspace; ask its owner',
  message_limit_exceeded: 'the workspace takes no more messages on its plan',
  storage_limit_reached: 'the workspace has no room for files left on its plan',
};

/** Begins the code of a refusal by HTTP status: Slack refuses with status 200, so it is a proxy or a wrong address. */
export const GATEWAY_REFUSAL = 'http_';

/** True when going on would only collect refusals: the run stops, and continues when that is mended. */
export function stopsRun({ code }: SlackRefusal): boolean {
  if (code === 'missing_scope' || code.startsWith(GATEWAY_REFUSAL)) return true;
  return code in TOKEN_FAULTS || code in CHANNEL_FAULTS;
}

/** A refusal or a lost answer as one line for a person; undefined for any other error. */
export function slackTargetError(error: unknown): TargetError | undefined {
  if (error instanceof SlackRefusal) return new TargetError(refusalText(error), { cause: error });
  if (error instanceof SlackUnclear || error instanceof SlackRateLimited) {
    return new TargetError(`Slack: ${error.message}`, { cause: error });
  }
  return undefined;
}

function refusalText({ message, code, neededScope }: SlackRefusal): string {
  const fault = TOKEN_FAULTS[code];
  if (fault !== undefined) {
    return `Slack: the token in SLACK_TOKEN ${fault} (${message}); take the current one from the app's page`;
  }
  if (code === 'missing_scope') {
    return `Slack: the token lacks the scope ${neededScope} (${message}); add it to the app and install the app again`;
  }
  if (code.startsWith(GATEWAY_REFUSAL)) {
    const status = code.slice(GATEWAY_REFUSAL.length);
    return `Slack: HTTP ${status} came instead of an answer of Slack (${message}); look at the proxy and at SLACK_API_URL`;
  }
  const channelFault = CHANNEL_FAULTS[code];
  if (channelFault !== undefined) return `Slack: ${channelFault} (${message})`;
  return `Slack: refused ${message}`;
}
