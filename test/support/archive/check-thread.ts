import { type JsonObject, objectsOf, textOf, textsOf } from './json.ts';
import { compareTs } from './message-ts.ts';

/** What stays of a message when its conversation is read through: enough to judge the threads. */
export interface ThreadFacts {
  readonly ts: string;
  readonly author: string;
  readonly threadTs: string | undefined;
  readonly parentUserId: string | undefined;
  /** The message itself, where it has a field of a thread's root. */
  readonly root: JsonObject | undefined;
}

/** Whom readers take for the author: the user, else the bot. */
export function authorOf(message: JsonObject): string {
  return textOf(message, 'user') ?? textOf(message, 'bot_id') ?? '';
}

export function threadFacts(message: JsonObject): ThreadFacts {
  const ts = textOf(message, 'ts') ?? '';
  const threadTs = textOf(message, 'thread_ts');
  return {
    ts,
    author: authorOf(message),
    threadTs,
    parentUserId: textOf(message, 'parent_user_id'),
    root: threadTs === ts || 'reply_count' in message ? message : undefined,
  };
}

/** What is wrong with the threads of one conversation: each root counts and names just its replies. */
export function* checkThreads(messages: readonly ThreadFacts[]): Generator<string> {
  const byTs = new Map(messages.map((message) => [message.ts, message]));
  const replies = new Map<string, ThreadFacts[]>();
  for (const message of messages) {
    if (message.threadTs === undefined || message.threadTs === message.ts) continue;
    yield* checkReply(message, byTs.get(message.threadTs));
    const siblings = replies.get(message.threadTs);
    if (siblings === undefined) replies.set(message.threadTs, [message]);
    else siblings.push(message);
  }
  for (const message of messages) {
    const own = replies.get(message.ts) ?? [];
    if (message.root !== undefined) yield* checkRoot(message.ts, message.root, own);
    else if (own.length > 0) yield `${message.ts}: has replies and no field of a root`;
  }
}

function* checkReply(reply: ThreadFacts, root: ThreadFacts | undefined): Generator<string> {
  if (root === undefined) {
    yield `${reply.ts}: thread_ts ${reply.threadTs} is no message of the conversation`;
    return;
  }
  if (root.threadTs !== undefined && root.threadTs !== root.ts) {
    yield `${reply.ts}: its thread's root ${root.ts} is itself a reply`;
  }
  if (compareTs(reply.ts, root.ts) <= 0) yield `${reply.ts}: is not later than its root ${root.ts}`;
  if (reply.parentUserId !== root.author) {
    yield `${reply.ts}: parent_user_id ${reply.parentUserId} is not the root's ${root.author}`;
  }
}

function* checkRoot(
  ts: string,
  root: JsonObject,
  replies: readonly ThreadFacts[],
): Generator<string> {
  const sorted = [...replies].sort((a, b) => compareTs(a.ts, b.ts));
  const authors = new Set(sorted.map(({ author }) => author));
  const users = textsOf(root['reply_users']);
  const expected: Readonly<Record<string, unknown>> = {
    thread_ts: ts,
    reply_count: sorted.length,
    reply_users_count: authors.size,
    latest_reply: sorted.at(-1)?.ts,
  };
  for (const [field, value] of Object.entries(expected)) {
    if (root[field] !== value) yield `${ts}: ${field} is ${root[field]}, not ${value}`;
  }
  if (sorted.length === 0) yield `${ts}: is a thread's root without a reply`;
  if (users.length !== authors.size || !users.every((user) => authors.has(user))) {
    yield `${ts}: reply_users is ${users}, not ${[...authors]}`;
  }
  const named = objectsOf(root['replies']).map((reply) => `${reply['user']} ${reply['ts']}`);
  const real = sorted.map((reply) => `${reply.author} ${reply.ts}`);
  if (named.join() !== real.join()) yield `${ts}: replies are ${named}, not ${real}`;
}
