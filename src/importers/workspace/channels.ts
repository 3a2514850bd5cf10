import { channelKey, nameKey } from '../ledger/keys.ts';
import { type Action, type Effect, intentOf } from '../ledger/ledger.ts';
import { clearAnswer } from '../slack/answers.ts';
import { SlackRefusal } from '../slack/errors.ts';
import { digestOf, runExactlyOnce } from './exactly-once.ts';
import { findOwnChannel, isNamed, type SoughtChannel } from './own-channel.ts';
import { unarchiveIfArchived } from './removal.ts';
import { pacedCall, type WorkspaceSession } from './session.ts';

export interface WantedChannel {
  readonly channelId: string;
  readonly wanted: string;
  /** The names to try, one after another: one may be taken, or Slack may refuse its characters. */
  readonly candidates: readonly string[];
  readonly isPrivate: boolean;
}

/** Creates a channel, once, under the first of its names that Slack accepts. */
export function makeChannel(session: WorkspaceSession, wanted: WantedChannel): Promise<Action> {
  const { channelId, candidates } = wanted;
  const key = channelKey(channelId);
  let asked = '';
  return runExactlyOnce(session, {
    get intent() {
      const digest = digestOf(wanted.wanted);
      return { ...intentOf({ key, kind: 'channel', channelId, digest }), detail: asked };
    },
    alreadyDone: [],
    act: (intend) =>
      withFirstAccepted(candidates, (name) => {
        asked = name;
        return create(session, { ...wanted, names: [name] }, intend);
      }),
    // The run that asked may have had other names to try.
    find: ({ detail }) => findOwnChannel(session, { ...wanted, names: [...candidates, detail] }),
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
    const isAskedAgain = known !== undefined && session.refusals.isAskedAgain(known);
    if ((known?.digest ?? made.digest) === digest && !isAskedAgain) return known ?? made;
    if (!isAskedAgain) session.ledger.forget(key);
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
        await rename(session, slackChannel, name, intend);
        return { detail: name };
      }),
  });
}

/** Renames a channel. The name is its own already when the request was delivered before, or twice. */
async function rename(
  session: WorkspaceSession,
  channel: string,
  name: string,
  beforeSend: () => void,
): Promise<void> {
  try {
    await pacedCall(session, 'conversations.rename', { channel, name }, { beforeSend });
  } catch (error) {
    if (!isTaken(error) || !(await isNamed(session, channel, name))) throw error;
  }
}

async function create(
  session: WorkspaceSession,
  sought: SoughtChannel,
  beforeSend: () => void,
): Promise<Effect> {
  const [name = ''] = sought.names;
  const args = { name, is_private: sought.isPrivate };
  try {
    const { body } = await pacedCall(session, 'conversations.create', args, { beforeSend });
    const { channel } = clearAnswer('conversations.create', body);
    return { slackChannel: channel.id, detail: channel.name };
  } catch (error) {
    if (!isTaken(error)) throw error;
    // A request that was delivered twice finds its own name taken.
    const own = await findOwnChannel(session, sought);
    if (own === undefined) throw error;
    return own;
  }
}

const isTaken = (error: unknown): boolean =>
  error instanceof SlackRefusal && error.code === 'name_taken';
