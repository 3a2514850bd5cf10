import { z } from 'zod';
import type { Alteration, Interceptor } from './fault-proxy.ts';

const content = z.strictObject({ type: z.literal('markdown'), markdown: z.string() });
const info = z.looseObject({ ok: z.literal(true), channel: z.looseObject({ id: z.string() }) });

/** Characters of Markdown (docs.slack.dev/reference/methods/conversations.canvases.create). */
const MAX_CHARACTERS = 1024 * 1024;

export interface TestCanvas {
  readonly channel: string;
  readonly title: string;
  readonly markdown: string;
}

/** Canvases of channels, which the emulator lacks. */
export interface CanvasServer {
  /** By their ids. */
  readonly canvases: ReadonlyMap<string, TestCanvas>;
  readonly intercept: Interceptor;
  readonly alter: Alteration;
}

/**
 * Makes what answers the methods of canvases as their pages say: a channel has one canvas at most, which
 * conversations.info names (docs.slack.dev/reference/methods/canvases.delete and /reference/objects/conversation-object).
 */
export function canvasServer(): CanvasServer {
  const canvases = new Map<string, TestCanvas>();
  let made = 0;
  const idOf = (channel: string): string | undefined =>
    [...canvases].find(([, canvas]) => canvas.channel === channel)?.[0];
  const create = (args: Readonly<Record<string, string>>): unknown => {
    const { channel_id: channel = '', title = '', document_content: document = '{}' } = args;
    if (!/^[CG]/.test(channel)) return { ok: false, error: 'channel_not_found' };
    if (idOf(channel) !== undefined) return { ok: false, error: 'channel_canvas_already_exists' };
    const { success, data } = content.safeParse(JSON.parse(document));
    if (!success || data.markdown.length > MAX_CHARACTERS) {
      return { ok: false, error: 'canvas_creation_failed' };
    }
    made += 1;
    const id = `F0CANVAS${made}`;
    canvases.set(id, { channel, title, markdown: data.markdown });
    return { ok: true, canvas_id: id };
  };
  return {
    canvases,
    intercept({ method, args }) {
      if (method === 'conversations.canvases.create') return { body: create(args) };
      if (method !== 'canvases.delete') return undefined;
      const isThere = canvases.delete(args['canvas_id'] ?? '');
      return { body: isThere ? { ok: true } : { ok: false, error: 'canvas_not_found' } };
    },
    alter({ method }, answer) {
      if (method !== 'conversations.info') return answer;
      const { data } = info.safeParse(JSON.parse(String(answer.body)));
      if (data === undefined) return answer;
      const file_id = idOf(data.channel.id);
      const properties = file_id === undefined ? {} : { canvas: { file_id, is_empty: false } };
      return { ...answer, body: { ...data, channel: { ...data.channel, properties } } };
    },
  };
}
