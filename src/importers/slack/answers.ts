import { z } from 'zod';
import { notice } from '../../errors/notices.ts';
import type { SlackMethod } from '../../slack/methods.ts';
import { SlackUnclear } from './errors.ts';

/** A message's id in its channel: seconds, and six digits (docs.slack.dev/messaging, "ts"). */
const ts = z.string().regex(/^\d+\.\d{6}$/);
const id = z.string().min(1);

/**
 * What a success names, for calls whose effect is found again by it. Calls that set a state and can be repeated answer
 * with `ok` alone (docs.slack.dev/reference/methods/<method>, "Example responses").
 */
const ANSWERS = {
  'chat.postMessage': z.looseObject({ ts }),
  'chat.update': z.looseObject({ ts }),
  'chat.delete': z.looseObject({ ts }),
  'conversations.canvases.create': z.looseObject({ canvas_id: id }),
  'conversations.create': z.looseObject({ channel: z.looseObject({ id, name: z.string() }) }),
  'files.getUploadURLExternal': z.looseObject({ upload_url: id, file_id: id }),
  'usergroups.create': z.looseObject({ usergroup: z.looseObject({ id }) }),
} as const satisfies Partial<Record<SlackMethod, z.ZodType>>;

type NamingMethod = keyof typeof ANSWERS;
const SHAPES: Partial<Readonly<Record<SlackMethod, z.ZodType>>> = ANSWERS;

/**
 * Returns what an answer names. SlackUnclear when it lacks that, although it says `ok`: whether the call was carried out
 * is then unknown.
 */
export function clearAnswer<Method extends NamingMethod>(
  method: Method,
  body: Readonly<Record<string, unknown>>,
): z.infer<(typeof ANSWERS)[Method]>;
export function clearAnswer(method: NamingMethod, body: Readonly<Record<string, unknown>>) {
  const result = ANSWERS[method].safeParse(body);
  if (result.success) return result.data;
  throw unclear(method, result.error);
}

/** Throws SlackUnclear when an answer lacks what a success of its method names. */
export function requireClearAnswer(
  method: SlackMethod,
  body: Readonly<Record<string, unknown>>,
): void {
  const result = SHAPES[method]?.safeParse(body);
  if (result?.success === false) throw unclear(method, result.error);
}

function unclear(method: SlackMethod, { issues }: z.ZodError): SlackUnclear {
  const field = issues[0]?.path.join('.') ?? '';
  return new SlackUnclear(method, notice('answer-lacks-field', { field }));
}
