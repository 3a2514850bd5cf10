import { Readable } from 'node:stream';
import { routesOf } from '../../config/network.ts';
import type { SlackAccess } from '../../config/slack.ts';
import { errorCode } from '../../errors/error-code.ts';
import { noticeText } from '../../reports/notices.ts';
import { sha256Of } from '../../system/checksum.ts';
import { systemClock } from '../../system/clock.ts';
import { ConnectionFault } from '../../system/connection-faults.ts';
import { makeSilence, type Silence } from '../../system/silence.ts';
import { makeTransport } from '../../system/transport.ts';

/**
 * Returns the SHA-256 of the file at a Slack address, or a short reason why it cannot be downloaded. Rejects only when
 * the run is aborted.
 */
export type Download = (address: string) => Promise<string>;

/** Waiting times of downloads, in milliseconds. */
export interface DownloadWaits {
  /** How long Slack may say nothing in a download. */
  readonly silenceMs: number;
  /** The first pause after a failed download; the next is twice as long. */
  readonly pauseMs: number;
}

const WAITS: DownloadWaits = { silenceMs: 60_000, pauseMs: 1_000 };
const MAX_ATTEMPTS = 3;
const RATE_LIMITED = 429;

/**
 * Makes a Download. Slack serves private files only with the token, which is sent to Slack and to the test server alone.
 * Downloads after a rate limit when Slack allows it, and a few times after a fault of Slack or of the network.
 */
export function makeDownload(
  { apiUrl, token, network, retryAfterMs }: SlackAccess,
  signal: AbortSignal,
  { silenceMs, pauseMs }: DownloadWaits = WAITS,
): Download {
  const { fetch } = makeTransport(routesOf(network));
  const hosts = new Set(['files.slack.com', hostOf(apiUrl ?? 'https://slack.com/api/')]);
  const headers = { authorization: `Bearer ${token?.reveal() ?? ''}` };
  const get = (address: string): Promise<Got> => {
    const silence = makeSilence(silenceMs, signal);
    const send = () => fetch(address, { headers, redirect: 'error', signal: silence.signal });
    return gotFrom(send, silence, signal);
  };
  return async (address) => {
    if (!hosts.has(hostOf(address))) return 'an address that is not of the workspace';
    for (let attempts = 1; ; ) {
      const got = await get(address);
      if ('sum' in got) return got.sum;
      if ('retryAfter' in got) {
        await systemClock.sleep(askedMs(got.retryAfter) ?? retryAfterMs, signal);
        continue;
      }
      if (got.isFinal || attempts === MAX_ATTEMPTS) return got.reason;
      await systemClock.sleep(pauseMs * 2 ** (attempts - 1), signal);
      attempts += 1;
    }
  };
}

const hostOf = (address: string): string => (URL.canParse(address) ? new URL(address).host : '');

/** Milliseconds that Slack asks to wait; undefined when it does not say. */
function askedMs(retryAfter: string | null): number | undefined {
  const seconds = Number(retryAfter);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : undefined;
}

/** What one request brought. */
type Got =
  | { readonly sum: string }
  /** The header of a rate limit. */
  | { readonly retryAfter: string | null }
  | { readonly reason: string; readonly isFinal: boolean };

async function gotFrom(
  send: () => Promise<Response>,
  silence: Silence,
  signal: AbortSignal,
): Promise<Got> {
  silence.restart();
  try {
    const answer = await send();
    const { body, status } = answer;
    if (answer.ok && body !== null) {
      return { sum: await sha256Of(heard(Readable.fromWeb(body), silence)) };
    }
    await body?.cancel();
    if (status === RATE_LIMITED) return { retryAfter: answer.headers.get('retry-after') };
    return { reason: `HTTP ${status}`, isFinal: status < 500 };
  } catch (error) {
    signal.throwIfAborted();
    return { reason: reasonOf(error), isFinal: error instanceof ConnectionFault };
  } finally {
    silence.end();
  }
}

async function* heard(chunks: Readable, silence: Silence): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    silence.restart();
    yield chunk;
  }
}

/** What the network did not allow, or the code or words of what lies behind `fetch failed`. */
function reasonOf(error: unknown): string {
  if (error instanceof ConnectionFault) return noticeText(error.notice, 'en');
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  return errorCode(cause) || cause.message;
}
