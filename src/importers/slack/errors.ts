import { type Line, TargetError } from '../../errors/errors.ts';
import { type Notice, notice, noticeCodeAndValues } from '../../errors/notices.ts';

/** Slack asks to wait; the call was not carried out. */
export class SlackRateLimited extends Error {
  readonly method: string;
  readonly retryAfterMs: number;

  constructor(method: string, retryAfterMs: number, options?: ErrorOptions) {
    super(`${method}: Slack asks to wait ${retryAfterMs} ms`, options);
    this.name = 'SlackRateLimited';
    this.method = method;
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
  readonly method: string;
  readonly reason: Line;

  /** `method`: the method, or the key of an action whose outcome stays unknown. */
  constructor(method: string, reason: Line, options?: ErrorOptions) {
    const text = typeof reason === 'string' ? reason : noticeCodeAndValues(reason);
    super(`${method}: no clear answer from Slack (${text})`, options);
    this.name = 'SlackUnclear';
    this.method = method;
    this.reason = reason;
  }
}

/** What is wrong with a token, by Slack's word (docs.slack.dev/reference/methods/auth.test, errors). */
const TOKEN_FAULTS: Readonly<Record<string, Notice>> = {
  invalid_auth: notice('token-not-valid'),
  not_authed: notice('token-empty'),
  token_revoked: notice('token-revoked'),
  token_expired: notice('token-expired'),
  account_inactive: notice('token-of-deleted-app'),
  no_permission: notice('token-not-allowed'),
  org_login_required: notice('token-of-moving-workspace'),
  not_allowed_token_type: notice('token-of-other-kind'),
};

/** A channel that cannot be written to now; what was refused is valid again as soon as that is mended. */
const CHANNEL_FAULTS: Readonly<Record<string, Notice>> = {
  is_archived: notice('channel-archived'),
  channel_not_found: notice('channel-not-found'),
  not_in_channel: notice('app-not-in-channel'),
  restricted_action: notice('workspace-forbids'),
  restricted_action_read_only_channel: notice('channel-read-only'),
  team_access_not_granted: notice('app-not-approved'),
  message_limit_exceeded: notice('no-more-messages'),
  storage_limit_reached: notice('no-room-for-files'),
};

/** Begins the code of a refusal by HTTP status: Slack refuses with status 200, so it is a proxy or a wrong address. */
export const GATEWAY_REFUSAL = 'http_';

/** True when going on would only collect refusals: the run stops, and continues when that is mended. */
export function stopsRun({ code }: SlackRefusal): boolean {
  if (code === 'missing_scope' || code.startsWith(GATEWAY_REFUSAL)) return true;
  return Object.hasOwn(TOKEN_FAULTS, code) || Object.hasOwn(CHANNEL_FAULTS, code);
}

/** A refusal or a lost answer as one line for a person; undefined for any other error. */
export function slackTargetError(error: unknown): TargetError | undefined {
  const problem = slackNotice(error);
  return problem === undefined ? undefined : new TargetError(problem, { cause: error });
}

function slackNotice(error: unknown): Notice | undefined {
  if (error instanceof SlackRefusal) return refusalNotice(error);
  if (error instanceof SlackUnclear) {
    const { method, reason } = error;
    return notice('slack-answer-unclear', { method, reason });
  }
  if (error instanceof SlackRateLimited) {
    const { method, retryAfterMs } = error;
    return notice('slack-asks-to-wait', { method, waitMs: String(retryAfterMs) });
  }
  return undefined;
}

function refusalNotice({ message, code, neededScope }: SlackRefusal): Notice {
  const fault = TOKEN_FAULTS[code];
  if (fault !== undefined) return notice('slack-token-fault', { fault, message });
  if (code === 'missing_scope') return notice('slack-scope-missing', { neededScope, message });
  if (code.startsWith(GATEWAY_REFUSAL)) {
    return notice('slack-gateway', { status: code.slice(GATEWAY_REFUSAL.length), message });
  }
  const channelFault = CHANNEL_FAULTS[code];
  if (channelFault !== undefined) return notice('slack-fault', { fault: channelFault, message });
  return notice('slack-refused', { message });
}
