import { LIMIT_NAMES } from '../../../src/slack/methods.ts';

const PER_MINUTE = 60_000;

/** `slack:` of a configuration without waits to speak of: every limit that there is, a thousand calls a second. */
export function fastSlack({ settleMs = 200, retryAfterMs = 200 } = {}): string {
  const limits = LIMIT_NAMES.map((name) => `    ${name}: ${PER_MINUTE}\n`).join('');
  return `
slack:
  settleMs: ${settleMs}
  retryAfterMs: ${retryAfterMs}
  limits:
${limits}`;
}
