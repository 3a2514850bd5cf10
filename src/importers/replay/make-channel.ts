import { z } from 'zod';
import { type Action, type Effect, intentOf } from '../ledger/ledger.ts';
import { readPages } from '../slack/read-calls.ts';
import { SlackRefusal } from '../slack/slack-errors.ts';
import { doOnce } from './do-once.ts';
import { pacedReading, sinceSeconds } from './paced-reading.ts';
import { pacedCall, type ReplayRun } from './replay-run.ts';

export interface WantedChannel {
  readonly channelId: string;
  /** The wanted name, and those to try when it is taken or Slack refuses its letters. */
  readonly names: readonly string[];
  readonly isPrivate: boolean;
  /** The app's own user, to know its channels again. */
  readonly botUserId: string;
}

export const channelKey = (channelId: string): string => `channel:${channelId}`;

const created = z.looseObject({ channel: z.looseObject({ id: z.string(), name: z.string() }) });
const listed = z.looseObject({
  id: z.string(),
  name: z.string(),
  creator: z.string().default(''),
  created: z.number().default(0),
});

/** Creates a channel, once, under the first of its names that Slack takes. */
export function makeChannel(run: ReplayRun, wanted: WantedChannel): Promise<Action> {
  const key = channelKey(wanted.channelId);
  return doOnce(run, {
    intent: intentOf({ key, kind: 'channel', channelId: wanted.channelId }),
    alreadyDone: [],
    act: (intend) => createUnderFirst(run, wanted, intend),
    async find() {
      const sinceMs = run.ledger.get(key)?.intendedAtMs ?? 0;
      return await findOwnChannel(run, wanted, sinceMs);
    },
  });
}

/** Somebody has the name, or Slack refuses its letters. */
const NAME_FAULTS: ReadonlySet<string> = new Set([
  'name_taken',
  'invalid_name',
  'invalid_name_maxlength',
  'invalid_name_specials',
  'invalid_name_punctuation',
]);

async function createUnderFirst(
  run: ReplayRun,
  { names, isPrivate }: WantedChannel,
  intend: () => void,
): Promise<Effect> {
  let refusal: unknown;
  for (const name of names) {
    try {
      return await create(run, name, isPrivate, intend);
    } catch (error) {
      if (!(error instanceof SlackRefusal) || !NAME_FAULTS.has(error.code)) throw error;
      refusal = error;
    }
  }
  throw refusal;
}

async function create(run: ReplayRun, name: string, isPrivate: boolean, beforeSend: () => void) {
  const args = { name, is_private: isPrivate };
  const { body } = await pacedCall(run, 'conversations.create', args, { beforeSend });
  const { channel } = created.parse(body);
  return { slackChannel: channel.id, detail: channel.name };
}

/** A channel of the app's own making under one of the names, made since the intent. */
async function findOwnChannel(run: ReplayRun, wanted: WantedChannel, sinceMs: number) {
  const types = wanted.isPrivate ? 'private_channel' : 'public_channel';
  const pages = readPages(
    pacedReading(run),
    'conversations.list',
    { limit: 200, types },
    { key: 'channels', item: listed },
  );
  for await (const { id, name, creator, created: createdSeconds } of pages) {
    const isNamed = wanted.names.includes(name);
    const isNew = createdSeconds === 0 || createdSeconds >= sinceSeconds(sinceMs);
    if (isNamed && isNew && creator === wanted.botUserId) return { slackChannel: id, detail: name };
  }
  return undefined;
}
