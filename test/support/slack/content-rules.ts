import { z } from 'zod';
import type { Interceptor } from './fault-proxy.ts';

const items = z.array(z.looseObject({ type: z.string().default('') }));

/** Content of a message as a call has it. */
export interface CalledContent {
  readonly text: string;
  /** Types of its blocks. */
  readonly blocks: readonly string[];
  readonly attachments: number;
}

/** Refuses messages and edits whose content is not to Slack's liking, with one of its codes. */
export function refusingContent(
  code: string,
  isRefused: (content: CalledContent) => boolean,
): Interceptor {
  return ({ method, args }) => {
    if (method !== 'chat.postMessage' && method !== 'chat.update') return undefined;
    const blocks = items.parse(JSON.parse(args['blocks'] ?? '[]'));
    const content = {
      text: args['text'] ?? '',
      blocks: blocks.map(({ type }) => type),
      attachments: items.parse(JSON.parse(args['attachments'] ?? '[]')).length,
    };
    return isRefused(content) ? { body: { ok: false, error: code } } : undefined;
  };
}
