import { type Line, TargetError } from '../../errors/errors.ts';
import { type Notice, notice, noticeCodeAndValues } from '../../errors/notices.ts';
import type { SlackMethod } from '../../slack/methods.ts';

/** Slack rate limited the call; it was not carried out. */
export class SlackRateLimited extends Error {
  readonly method: string;
  readonly retryAfterMs: number;

  constructor(method: string, retryAfterMs: number, options?: ErrorOptions) {
    super(`${method}: rate limited, retry after ${retryAfterMs} ms`, options);
    this.name = 'SlackRateLimited';
    this.method = method;
    this.retryAfterMs = retryAfterMs;
  }
}

interface RefusalOptions extends ErrorOptions {
  /** The answer's body. */
  readonly body?: Readonly<Record<string, unknown>>;
}

/** Slack refused the call with an error code; nothing was carried out, unless its body says so of a part. */
export class SlackRefusal extends Error {
  readonly method: SlackMethod;
  /** Slack's error code, such as `name_taken`. */
  readonly code: string;
  /** The missing scope; '' when the refusal is about something else. */
  readonly neededScope: string;
  readonly body: Readonly<Record<string, unknown>>;

  constructor(
    method: SlackMethod,
    code: string,
    neededScope: string,
    options: RefusalOptions = {},
  ) {
    super(`${method}: ${code}`, options);
    this.name = 'SlackRefusal';
    this.method = method;
    this.code = code;
    this.neededScope = neededScope;
    this.body = options.body ?? {};
  }
}

/** No answer, or none that can be read: the call may or may not have been carried out. */
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

/** What is wrong with a token, by Slack's error code (docs.slack.dev/reference/methods/auth.test, errors). */
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

/** What is wrong with the whole workspace, by Slack's error code (docs.slack.dev/reference/methods/auth.test, errors). */
const WORKSPACE_FAULTS: Readonly<Record<string, Notice>> = {
  access_denied: notice('workspace-denies-access'),
  accesslimited: notice('workspace-denies-access'),
  ekm_access_denied: notice('workspace-denies-access'),
  enterprise_is_restricted: notice('workspace-denies-access'),
  team_added_to_org: notice('workspace-in-migration'),
  two_factor_setup_required: notice('two-factor-wanted'),
};

/**
 * Channels that cannot be written to at present (docs.slack.dev/reference/methods/<method>, errors); the refused call
 * succeeds once that is fixed.
 */
const CHANNEL_FAULTS: Readonly<Record<string, Notice>> = {
  is_archived: notice('channel-archived'),
  channel_not_found: notice('channel-not-found'),
  not_in_channel: notice('app-not-in-channel'),
  restricted_action: notice('workspace-forbids'),
  restricted_action_read_only_channel: notice('channel-read-only'),
  restricted_action_thread_only_channel: notice('channel-threads-only'),
  restricted_action_non_threadable_channel: notice('channel-without-threads'),
  restricted_action_thread_locked: notice('thread-locked'),
  team_access_not_granted: notice('app-not-approved'),
  message_limit_exceeded: notice('no-more-messages'),
  storage_limit_reached: notice('no-room-for-files'),
  file_uploads_disabled: notice('uploads-disabled'),
  posting_to_channel_denied: notice('channel-read-only'),
  posting_to_general_channel_denied: notice('channel-read-only'),
  is_inactive: notice('channel-archived'),
  external_channel_migrating: notice('channel-migrating'),
};

/**
 * Refusals of a message's content, which Slack may take in a smaller form (docs.slack.dev/reference/methods/
 * chat.postMessage, errors).
 */
const CONTENT_FAULTS: ReadonlySet<string> = new Set([
  'invalid_blocks',
  'invalid_blocks_format',
  'msg_blocks_too_long',
  'invalid_attachments',
  'too_many_attachments',
  'attachment_payload_limit_exceeded',
  'msg_too_long',
]);

/** True for a refusal's code that is about the content of a message, and not about its place. */
export const isContentFault = (code: string): boolean => CONTENT_FAULTS.has(code);

/**
 * Prefix of the code of a refusal by HTTP status: Slack refuses with status 200, so a proxy or a wrong server answered.
 */
export const GATEWAY_REFUSAL = 'http_';

/** True for a refusal by something between us and Slack, which may have passed the call on before. */
export const isOfGateway = ({ code }: SlackRefusal): boolean => code.startsWith(GATEWAY_REFUSAL);

/** What a refusal holds back: all of a channel, one thread, or what the call was for alone. */
type HeldExtent = 'channel' | 'thread' | 'part';

/**
 * Restrictions of one channel or thread, by Slack's error code (docs.slack.dev/reference/methods/chat.postMessage,
 * errors): what they hold back is sent once they are lifted.
 */
const HOLDS: Readonly<Record<string, HeldExtent>> = {
  is_archived: 'channel',
  is_inactive: 'channel',
  channel_not_found: 'channel',
  not_in_channel: 'channel',
  restricted_action_read_only_channel: 'channel',
  restricted_action_thread_only_channel: 'channel',
  restricted_action_non_threadable_channel: 'channel',
  restricted_action_thread_locked: 'thread',
  posting_to_channel_denied: 'channel',
  posting_to_general_channel_denied: 'channel',
  external_channel_migrating: 'channel',
};

/**
 * What a preference of the workspace holds back that forbids a method (`restricted_action`), messages apart: without
 * those nothing can be written.
 */
const RESTRICTED: Partial<Readonly<Record<SlackMethod, HeldExtent>>> = {
  'bookmarks.add': 'part',
  'canvases.edit': 'part',
  'conversations.archive': 'part',
  'conversations.canvases.create': 'part',
  'conversations.invite': 'part',
  'conversations.join': 'channel',
  'conversations.kick': 'part',
  'conversations.rename': 'part',
  'conversations.setPurpose': 'part',
  'conversations.setTopic': 'part',
  'conversations.unarchive': 'channel',
  'pins.add': 'part',
  'pins.remove': 'part',
  'reactions.add': 'part',
  'reactions.remove': 'part',
};

/** Says whether a refusal is about one channel, a thread or a part of a channel alone; undefined for any other. */
export function holdsBack({ method, code }: SlackRefusal): HeldExtent | undefined {
  if (code === 'restricted_action') return RESTRICTED[method];
  return Object.hasOwn(HOLDS, code) ? HOLDS[code] : undefined;
}

/** Words why a channel cannot be written to; the code itself where it is no such reason. */
export const channelFault = (code: string): Line =>
  (Object.hasOwn(CHANNEL_FAULTS, code) ? CHANNEL_FAULTS[code] : undefined) ?? code;

/**
 * True for a code by which further calls would be refused too: the run or the channel stops, and resumes once that is
 * fixed.
 */
export function stopsRun(refusal: SlackRefusal): boolean {
  const { code } = refusal;
  if (code === 'missing_scope' || isOfGateway(refusal)) return true;
  return [TOKEN_FAULTS, WORKSPACE_FAULTS, CHANNEL_FAULTS].some((faults) =>
    Object.hasOwn(faults, code),
  );
}

/** Turns a refusal or an unclear answer into a TargetError; undefined for any other error. */
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

function refusalNotice(refusal: SlackRefusal): Notice {
  const { message, code, neededScope } = refusal;
  const fault = Object.hasOwn(TOKEN_FAULTS, code) ? TOKEN_FAULTS[code] : undefined;
  if (fault !== undefined) return notice('slack-token-fault', { fault, message });
  if (code === 'missing_scope' && neededScope !== '') {
    return notice('slack-scope-missing', { neededScope, message });
  }
  if (isOfGateway(refusal)) {
    return notice('slack-gateway', { status: code.slice(GATEWAY_REFUSAL.length), message });
  }
  const table = [WORKSPACE_FAULTS, CHANNEL_FAULTS].find((faults) => Object.hasOwn(faults, code));
  const otherFault = table?.[code];
  return otherFault === undefined
    ? notice('slack-refused', { message })
    : notice('slack-fault', { fault: otherFault, message });
}
