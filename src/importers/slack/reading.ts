import { z } from 'zod';
import { TargetError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import type { SlackMethod } from '../../slack/methods.ts';
import type { Clock } from '../../system/clock.ts';
import type { SlackClient } from './client.ts';
import { SlackRateLimited, SlackUnclear } from './errors.ts';

/** What reading calls need. */
export interface Reading {
  readonly client: SlackClient;
  readonly sleep: Clock['sleep'];
  readonly signal: AbortSignal;
  /** The first pause after a lost answer, in milliseconds; each further one is twice as long. */
  readonly pauseMs: number;
}

const MAX_UNCLEAR_ATTEMPTS = 6;
const MAX_PAUSE_MS = 30_000;

/** Attempts after an answer that is Slack's by its form and lacks what its method answers. */
const MAX_UNEXPECTED_ATTEMPTS = 3;

/**
 * Calls a reading method, with retries: after a rate limit, and a few times after a lost answer or one without the
 * fields that are read. TargetError when Slack goes on answering without them.
 */
export function readCall<Shape extends z.ZodType>(
  reading: Reading,
  method: SlackMethod,
  args: Readonly<Record<string, unknown>>,
  shape: Shape,
): Promise<z.infer<Shape>> {
  return readUntilClear(reading, method, args, (body) => parsed(method, shape, body));
}

async function readUntilClear<Value>(
  { client, sleep, signal, pauseMs }: Reading,
  method: SlackMethod,
  args: Readonly<Record<string, unknown>>,
  read: (body: Readonly<Record<string, unknown>>) => Value,
): Promise<Value> {
  for (let attempt = 1; ; attempt += 1) {
    signal.throwIfAborted();
    try {
      const { body } = await client.call(method, args);
      return read(body);
    } catch (error) {
      if (error instanceof SlackRateLimited) await sleep(error.retryAfterMs, signal);
      else if (attempt < attemptsAfter(error)) {
        await sleep(Math.min(MAX_PAUSE_MS, pauseMs * 2 ** (attempt - 1)), signal);
      } else throw error;
    }
  }
}

function attemptsAfter(error: unknown): number {
  if (error instanceof SlackUnclear) return MAX_UNCLEAR_ATTEMPTS;
  return error instanceof TargetError ? MAX_UNEXPECTED_ATTEMPTS : 1;
}

function parsed<Shape extends z.ZodType>(
  method: SlackMethod,
  shape: Shape,
  body: unknown,
  within?: string,
): z.infer<Shape> {
  const result = shape.safeParse(body);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const field = [...(within === undefined ? [] : [within]), ...(issue?.path ?? [])].join('.');
  throw unexpected(method, field, issue?.message ?? '');
}

const unexpected = (method: SlackMethod, field: string, message: string): TargetError =>
  new TargetError(notice('slack-answer-unexpected', { method, field, message }));

const pageShape = z.looseObject({
  has_more: z.boolean().optional(),
  response_metadata: z.looseObject({ next_cursor: z.string().optional() }).optional(),
});

interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | undefined;
}

/**
 * Yields every item of a method that answers in pages. TargetError when Slack goes on giving a cursor that was followed
 * already: the pages would never end.
 */
export async function* readPages<Item>(
  reading: Reading,
  method: SlackMethod,
  args: Readonly<Record<string, unknown>>,
  { key, item }: { readonly key: string; readonly item: z.ZodType<Item> },
): AsyncGenerator<Item> {
  let next: string | undefined;
  // One of the cursors that were followed, each time twice as far on: a circle of any length comes to it (Brent).
  let mark: string | undefined;
  let [pages, markAt] = [0, 1];
  do {
    const pageArgs = next === undefined ? args : { ...args, cursor: next };
    const page: Page<Item> = await readUntilClear(reading, method, pageArgs, (body) => {
      const { has_more: hasMore, response_metadata: metadata } = parsed(method, pageShape, body);
      const cursor = metadata?.next_cursor || undefined;
      if (hasMore === true && cursor === undefined) {
        throw unexpected(method, 'response_metadata.next_cursor', 'missing');
      }
      if (cursor !== undefined && (cursor === next || cursor === mark)) {
        throw unexpected(method, 'response_metadata.next_cursor', 'repeated');
      }
      return { items: parsed(method, z.array(item), body[key], key), next: cursor };
    });
    yield* page.items;
    next = page.next;
    pages += 1;
    if (pages === markAt) [mark, markAt] = [next, 2 * markAt];
  } while (next !== undefined);
}

/* The fields that are read from Slack's answers; others are ignored. */

export const authShape = z.looseObject({
  team: z.string().default(''),
  team_id: z.string(),
  // Only for links on pages: a workspace without it is as good.
  url: z.string().catch(''),
  user_id: z.string().default(''),
  bot_id: z.string().optional(),
  enterprise_id: z.string().optional(),
});

export const teamShape = z.looseObject({
  team: z.looseObject({
    name: z.string().default(''),
    plan: z.string().optional(),
    enterprise_id: z.string().optional(),
  }),
});

export const memberShape = z.looseObject({
  id: z.string(),
  name: z.string().default(''),
  real_name: z.string().default(''),
  deleted: z.boolean().default(false),
  is_bot: z.boolean().default(false),
  is_admin: z.boolean().default(false),
  is_owner: z.boolean().default(false),
  profile: z
    .looseObject({
      email: z.string().default(''),
      real_name: z.string().default(''),
      display_name: z.string().default(''),
    })
    .default({ email: '', real_name: '', display_name: '' }),
});

const textShape = z.looseObject({ value: z.string().default('') }).default({ value: '' });

export const conversationShape = z.looseObject({
  id: z.string(),
  name: z.string().default(''),
  is_private: z.boolean().default(false),
  is_archived: z.boolean().default(false),
  is_general: z.boolean().default(false),
  creator: z.string().default(''),
  topic: textShape,
  purpose: textShape,
});

export const emojiShape = z.looseObject({ emoji: z.record(z.string(), z.string()) });

export const userGroupsShape = z.looseObject({
  usergroups: z.array(
    z.looseObject({
      id: z.string(),
      handle: z.string().default(''),
      users: z.array(z.string()).default([]),
    }),
  ),
});
