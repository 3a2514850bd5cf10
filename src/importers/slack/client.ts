import {
  LogLevel,
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  WebClient,
} from '@slack/web-api';
import { z } from 'zod';
import type { Line } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import type { SlackMethod } from '../../slack/methods.ts';
import { ConnectionFault } from '../../system/connection-faults.ts';
import type { Transport } from '../../system/transport.ts';
import { requireClearAnswer } from './answers.ts';
import { GATEWAY_REFUSAL, SlackRateLimited, SlackRefusal, SlackUnclear } from './errors.ts';
import { makeSlackTime } from './slack-time.ts';

export interface SlackClientOptions {
  readonly token: string;
  /** Address of a test server; undefined for Slack's own. */
  readonly apiUrl: string | undefined;
  /** The wait after a rate limit for which Slack names no time. */
  readonly retryAfterMs: number;
  /** Of the transport, which knows the way through a company's network. */
  readonly fetch: Transport['fetch'];
}

/** An answer of Slack, with what its headers say. */
export interface SlackAnswer {
  readonly body: Readonly<Record<string, unknown>>;
  /** The token's scopes; empty when the header is missing. */
  readonly scopes: readonly string[];
}

/** Slack's Web API, one call at a time; waiting and retrying are up to the caller. */
export interface SlackClient {
  /**
   * Sends one call; SlackRateLimited, SlackRefusal or SlackUnclear when it fails. It cannot be aborted: only the
   * answer says whether it was carried out.
   */
  call(method: SlackMethod, args: Readonly<Record<string, unknown>>): Promise<SlackAnswer>;
  /** Slack's clock minus ours, in milliseconds: the largest difference so far; undefined before the first answer. */
  clockSkewMs(): number | undefined;
  /** Slack's clock now, milliseconds since the epoch: that of its last answer, and the time since. */
  slackTimeMs(): number | undefined;
}

const TIMEOUT_MS = 60_000;

/**
 * Makes a client that neither retries nor waits: by default the SDK repeats chat.postMessage after a lost answer, which
 * posts twice, and one 429 stops every method.
 */
export function makeSlackClient(options: SlackClientOptions): SlackClient {
  const { token, apiUrl, retryAfterMs, fetch: send } = options;
  const clock = makeSlackTime();
  const client = new WebClient(token, {
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: TIMEOUT_MS,
    logger: SILENT,
    fetch: async (...request: Parameters<Transport['fetch']>) => {
      const sentAtMs = Date.now();
      const response = await send(...request);
      clock.read(response.headers.get('date') ?? '', sentAtMs);
      return response.status === OK ? await slackAnswer(response) : response;
    },
    ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
  });
  return {
    clockSkewMs: clock.skewMs,
    slackTimeMs: clock.nowMs,
    async call(method, args) {
      try {
        const answer = await client.apiCall(method, { ...args });
        const body = { ...answer };
        requireClearAnswer(method, body);
        return { body, scopes: answer.response_metadata?.scopes ?? [] };
      } catch (error) {
        if (error instanceof SlackUnclear) throw error;
        throw translated(method, error, retryAfterMs);
      }
    },
  };
}

const OK = 200;

/** Something else than Slack answered, or only a part of Slack's answer arrived. */
class ForeignAnswer extends Error {}

const answerShape = z.looseObject({ ok: z.boolean() });

/**
 * Reads the whole answer. ForeignAnswer unless it is Slack's: a JSON object with a boolean `ok`
 * (docs.slack.dev/apis/web-api, "Evaluating responses"). The SDK takes any other text for an error code of Slack's.
 */
async function slackAnswer(response: Response): Promise<Response> {
  const text = await response.text();
  if (!answerShape.safeParse(jsonOf(text)).success)
    throw new ForeignAnswer('not an answer of Slack');
  return new Response(text, { status: response.status, headers: response.headers });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function translated(method: SlackMethod, error: unknown, retryAfterMs: number): Error {
  const cause = { cause: error };
  if (error instanceof WebAPIRateLimitedError) {
    const asked = error.retryAfter > 0 ? error.retryAfter * 1000 : retryAfterMs;
    return new SlackRateLimited(method, asked, cause);
  }
  if (error instanceof WebAPIPlatformError) return platformError(method, error, retryAfterMs);
  if (error instanceof WebAPIHTTPError) return httpError(method, error, retryAfterMs);
  if (error instanceof WebAPIRequestError) {
    const { original } = error;
    return new SlackUnclear(method, reasonOf(original), cause);
  }
  if (error instanceof Error && /retry/i.test(error.message)) {
    // The SDK's error for a 429 without Retry-After.
    return new SlackRateLimited(method, retryAfterMs, cause);
  }
  return new SlackUnclear(method, error instanceof Error ? error.message : String(error), cause);
}

/** What kept an answer away: another server in Slack's place, the network, or the words of the platform. */
function reasonOf(error: Error): Line {
  if (error instanceof ForeignAnswer) return notice('answer-not-from-slack');
  return error instanceof ConnectionFault ? error.notice : error.message;
}

const RATE_LIMIT_CODES: ReadonlySet<string> = new Set(['ratelimited', 'rate_limited']);
/** Slack's own faults, after which the call may or may not have been carried out. */
const UNCLEAR_CODES: ReadonlySet<string> = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
]);
/** Slack's error codes have no spaces. */
const ERROR_CODE = /^[\w.:-]{1,100}$/;
/** A gateway stopped waiting, perhaps after Slack received the call. */
const REQUEST_TIMEOUT = 408;

function platformError(
  method: SlackMethod,
  error: WebAPIPlatformError,
  retryAfterMs: number,
): Error {
  const code: unknown = error.data.error;
  const cause = { cause: error };
  if (typeof code !== 'string' || !ERROR_CODE.test(code)) {
    return new SlackUnclear(method, notice('answer-not-from-slack'), cause);
  }
  if (RATE_LIMIT_CODES.has(code)) {
    return new SlackRateLimited(method, retryAfterMs, cause);
  }
  if (UNCLEAR_CODES.has(code)) return new SlackUnclear(method, code, cause);
  const needed = 'needed' in error.data ? error.data['needed'] : '';
  return new SlackRefusal(method, code, typeof needed === 'string' ? needed : '', {
    ...cause,
    body: { ...error.data },
  });
}

function httpError(method: SlackMethod, error: WebAPIHTTPError, retryAfterMs: number): Error {
  const cause = { cause: error };
  if (error.statusCode === 429) return new SlackRateLimited(method, retryAfterMs, cause);
  const { statusCode } = error;
  // Slack's own answers have the status 200: another success, or a redirection, says nothing about the call.
  const isUnclear = statusCode < 400 || statusCode >= 500 || statusCode === REQUEST_TIMEOUT;
  if (isUnclear) return new SlackUnclear(method, `HTTP ${statusCode}`, cause);
  return new SlackRefusal(method, `${GATEWAY_REFUSAL}${statusCode}`, '', cause);
}

/** The SDK logs methods and arguments; nothing of them may be printed. */
const SILENT = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};
