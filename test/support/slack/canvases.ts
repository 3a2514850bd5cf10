import { z } from 'zod';
import type { Alteration, Interceptor, SlackCall } from './fault-proxy.ts';

const content = z.strictObject({ type: z.literal('markdown'), markdown: z.string() });
/** One operation a call; a replacement without a section is of the whole. */
const changes = z.tuple([
  z.strictObject({ operation: z.literal('replace'), document_content: content }),
]);
const info = z.looseObject({ ok: z.literal(true), channel: z.looseObject({ id: z.string() }) });
const who = z.looseObject({ user_id: z.string() });

/** Characters of Markdown (docs.slack.dev/reference/methods/conversations.canvases.create). */
const MAX_CHARACTERS = 1024 * 1024;

export interface TestCanvas {
  readonly channel: string;
  readonly title: string;
  readonly markdown: string;
  /** Ids of the users who wrote it, the first of them made it. */
  readonly editors: readonly string[];
}

/** Canvases of channels, which the emulator lacks. */
export interface CanvasServer {
  /** By their ids. */
  readonly canvases: ReadonlyMap<string, TestCanvas>;
  /** Changes a canvas as a person does in Slack. */
  editCanvas(id: string, editor: string, markdown: string): void;
  readonly intercept: Interceptor;
  readonly alter: Alteration;
}

const refused = (error: string) => ({ ok: false, error });

/**
 * Makes what answers the methods of canvases as their pages say: a channel has one canvas at most, which
 * conversations.info names, and files.info names its editors (docs.slack.dev/reference/methods/canvases.edit,
 * /reference/methods/canvases.delete and /reference/objects/conversation-object).
 */
export function canvasServer(emulatorUrl: string): CanvasServer {
  const canvases = new Map<string, TestCanvas>();
  let made = 0;
  const idOf = (channel: string): string | undefined =>
    [...canvases].find(([, canvas]) => canvas.channel === channel)?.[0];

  async function create({ args, token }: SlackCall): Promise<unknown> {
    const { channel_id: channel = '', title = '', document_content: document = '{}' } = args;
    if (!/^[CG]/.test(channel)) return refused('channel_not_found');
    if (idOf(channel) !== undefined) return refused('channel_canvas_already_exists');
    const { success, data } = content.safeParse(JSON.parse(document));
    if (!success || data.markdown.length > MAX_CHARACTERS) return refused('canvas_creation_failed');
    const editors = [await userOf(emulatorUrl, token)];
    made += 1;
    const id = `F0CANVAS${made}`;
    canvases.set(id, { channel, title, markdown: data.markdown, editors });
    return { ok: true, canvas_id: id };
  }

  function change(id: string, editor: string, markdown: string): void {
    const canvas = canvases.get(id);
    if (canvas === undefined) throw new Error(`no canvas ${id}`);
    const editors = [...new Set([...canvas.editors, editor])];
    canvases.set(id, { ...canvas, markdown, editors });
  }

  async function edit({ args, token }: SlackCall): Promise<unknown> {
    const { canvas_id: id = '' } = args;
    if (!canvases.has(id)) return refused('canvas_not_found');
    const { success, data } = changes.safeParse(JSON.parse(args['changes'] ?? '[]'));
    const markdown = data?.[0].document_content.markdown ?? '';
    if (!success || markdown.length > MAX_CHARACTERS) return refused('canvas_editing_failed');
    change(id, await userOf(emulatorUrl, token), markdown);
    return { ok: true };
  }

  const remove = ({ args }: SlackCall): unknown =>
    canvases.delete(args['canvas_id'] ?? '') ? { ok: true } : refused('canvas_not_found');

  const METHODS: Readonly<Record<string, (call: SlackCall) => unknown>> = {
    'conversations.canvases.create': create,
    'canvases.edit': edit,
    'canvases.delete': remove,
    'files.info'({ args: { file: id = '' } }) {
      const canvas = canvases.get(id);
      if (canvas === undefined) return id.startsWith('F0CANVAS') && refused('file_not_found');
      const { title, editors } = canvas;
      return { ok: true, file: { id, title, filetype: 'quip', editors, user: editors[0] } };
    },
  };

  return {
    canvases,
    editCanvas: change,
    async intercept(call) {
      const body = await METHODS[call.method]?.(call);
      return body ? { body } : undefined;
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

/** The user that a token is of. */
async function userOf(emulatorUrl: string, token: string): Promise<string> {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${emulatorUrl}/api/auth.test`, { method: 'POST', headers });
  return who.parse(await answer.json()).user_id;
}
