import type { Interceptor, SlackCall } from './fault-proxy.ts';

/**
 * What Slack refuses and the emulator takes; the numbers are those of Slack's pages and of slackapi/bolt-js issue 2509.
 */
const MOST_BLOCKS = 50;
const MOST_BLOCK_CHARACTERS = 13_200;
const MOST_TEXT = 40_000;
const MOST_UPDATE_TEXT = 4_000;
const MOST_METADATA = 8_000;

/** Slack's limits of length, as refusals. */
export const slackLimits: Interceptor = (call) => {
  const error = refusal(call);
  return error === undefined ? undefined : { body: { ok: false, error } };
};

function refusal({ method, args }: SlackCall): string | undefined {
  if (method !== 'chat.postMessage' && method !== 'chat.update') return undefined;
  const text = args['text'] ?? '';
  if (method === 'chat.update' && text.length > MOST_UPDATE_TEXT) return 'msg_too_long';
  if (text.length > MOST_TEXT) return 'msg_too_long';
  if ((args['metadata'] ?? '').length > MOST_METADATA) return 'metadata_too_large';
  const blocks: unknown = JSON.parse(args['blocks'] ?? '[]');
  if (!Array.isArray(blocks) || blocks.length > MOST_BLOCKS) return 'invalid_blocks';
  return charactersOf(blocks) > MOST_BLOCK_CHARACTERS ? 'msg_blocks_too_long' : undefined;
}

function charactersOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + charactersOf(item), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value)
    .filter(([key]) => key === 'text' || key === 'url' || key === 'elements' || key === 'rows')
    .reduce((sum, [, inner]) => sum + charactersOf(inner), 0);
}
