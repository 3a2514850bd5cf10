import { z } from 'zod';
import { PAGE_ITEMS } from '../../slack/limits.ts';
import { channelKey, nameKey } from '../ledger/keys.ts';
import { type Action, type Effect, intentOf } from '../ledger/ledger.ts';
import { SlackRefusal } from '../slack/errors.ts';
import { readPages } from '../slack/reading.ts';
import { digestOf, runExactlyOnce } from './exactly-once.ts';
import { unarchiveIfArchived } from './removal.ts';
import { pacedCall, pacedReading, sinceSeconds, type WorkspaceSession } from './session.ts';

export interface WantedChannel {
  readonly channelId: string;
  readonly wanted: string;
  /** The names to try, one after another: one may be taken, or Slack may refuse its characters. */
  readonly candidates: readonly string[];
  readonly isPrivate: boolean;
}

const created = z.looseObject({ channel: z.looseObject({ id: z.string(), name: z.string() }) });
const listed = z.looseObject({
  id: z.string(),
  name: z.string(),
  creator: z.string().default(''),
  created: z.number().default(0),
});

/** Creates a channel, once, under the first of its names that Slack accepts. */
export function makeChannel(session: WorkspaceSession, wanted: WantedChannel): Promise<Action> {
  const key = channelKey(wanted.channelId);
  return runExactlyOnce(session, {
    intent: intentOf({
      key,
      kind: 'channel',
      channelId: wanted.channelId,
      digest: digestOf(wanted.wanted),
    }),
    alreadyDone: [],
    act: (intend) =>
      withFirstAccepted(wanted.candidates, (name) =>
        create(session, name, wanted.isPrivate, intend),
      ),
    async find() {
      const sinceMs = session.ledger.get(key)?.intendedAtMs ?? 0;
      return await findOwnChannel(session, wanted, sinceMs);
    },
  });
}

/** The name is taken, or Slack refuses its characters. */
const NAME_FAULTS: ReadonlySet<string> = new Set([
  'name_taken',
  'invalid_name',
  'invalid_name_maxlength',
  'invalid_name_specials',
  'invalid_name_punctuation',
]);

/** Tries one name after another until Slack accepts one; throws the last refusal otherwise. */
async function withFirstAccepted(
  names: readonly string[],
  attempt: (name: string) => Promise<Effect>,
): Promise<Effect> {
  let refusal: unknown;
  for (const name of names) {
    try {
      return await attempt(name);
    } catch (error) {
      if (!(error instanceof SlackRefusal) || !NAME_FAULTS.has(error.code)) throw error;
      refusal = error;
    }
  }
  throw refusal;
}

/** Renames a channel of the app when another name is wanted; the action's `detail` is the name that it has. */
export async function renameChannel(
  session: WorkspaceSession,
  { channelId, wanted, candidates }: WantedChannel,
  made: Action,
): Promise<Action> {
  const key = nameKey(channelId);
  const known = session.ledger.get(key);
  // Of the wanted name, whichever one Slack accepted in its place.
  const digest = digestOf(wanted);
  // An imported channel, or a ledger from before digests, does not record the name that was wanted.
  if (made.digest === '') return made;
  if (known?.state !== 'intended') {
    if ((known?.digest ?? made.digest) === digest) return known ?? made;
    session.ledger.forget(key);
  }
  await unarchiveIfArchived(session, channelId);
  const { slackChannel } = made;
  return await runExactlyOnce(session, {
    intent: intentOf({ key, kind: 'name', channelId, slackChannel, digest }),
    alreadyDone: [],
    // Waits, so that an earlier request still under way cannot overtake this one.
    find: async () => undefined,
    act: (intend) =>
      withFirstAccepted(candidates, async (name) => {
        const args = { channel: slackChannel, name };
        await pacedCall(session, 'conversations.rename', args, { beforeSend: intend });
        return { detail: name };
      }),
  });
}

async function create(
  session: WorkspaceSession,
  name: string,
  isPrivate: boolean,
  beforeSend: () => void,
) {
  const args = { name, is_private: isPrivate };
  const { body } = await pacedCall(session, 'conversations.create', args, { beforeSend });
  const { channel } = created.parse(body);
  return { slackChannel: channel.id, detail: channel.name };
}

/** Finds a channel that the app created under one of the names since the intent. */
async function findOwnChannel(session: WorkspaceSession, wanted: WantedChannel, sinceMs: number) {
  const types = wanted.isPrivate ? 'private_channel' : 'public_channel';
  const pages = readPages(
    pacedReading(session),
    'conversations.list',
    { limit: PAGE_ITEMS, types },
    { key: 'channels', item: listed },
  );
  for await (const { id, name, creator, created: createdSeconds } of pages) {
    const isNamed = wanted.candidates.includes(name);
    const isNew = createdSeconds === 0 || createdSeconds >= sinceSeconds(sinceMs);
    if (isNamed && isNew && creator === session.botUserId)
      return { slackChannel: id, detail: name };
  }
  return undefined;
}
