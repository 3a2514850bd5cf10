import { z } from 'zod';
import type { Interceptor } from './fault-proxy.ts';

const items = z.array(z.looseObject({ type: z.string().default('') }));

/** Content of a message as a call has it. */
export interface CalledContent {
  readonly text: string;
  /** Types of its blocks. */
  readonly blocks: readonly string[];
  readonly attachments: number;
  readonly isTextOnly: boolean;
}

/** Refuses messages and edits whose content is not to Slack's liking, with one of its codes. */
export function refusingContent(
  code: string,
  isRefused: (content: CalledContent) => boolean,
): Interceptor {
  return ({ method, args }) => {
    if (method !== 'chat.postMessage' && method !== 'chat.update') return undefined;
    const blocks = items.parse(JSON.parse(args['blocks'] ?? '[]'));
    const attachments = items.parse(JSON.parse(args['attachments'] ?? '[]')).length;
    const content = {
      text: args['text'] ?? '',
      blocks: blocks.map(({ type }) => type),
      attachments,
      isTextOnly: blocks.length === 0 && attachments === 0,
    };
    return isRefused(content) ? { body: { ok: false, error: code } } : undefined;
  };
}
