import { z } from 'zod';
import { EVENT_TYPE } from '../../mapping/slack-ids.ts';
import { PAGE_ITEMS } from '../../slack/limits.ts';
import type { Action, Effect } from '../ledger/ledger.ts';
import { readCall, readPages } from '../slack/reading.ts';
import { digestOf } from './exactly-once.ts';
import { messageShape } from './messages.ts';
import { pacedReading, type WorkspaceSession } from './session.ts';

const listed = z.looseObject({
  id: z.string(),
  name: z.string(),
  creator: z.string().default(''),
  is_archived: z.boolean().default(false),
});

export interface SoughtChannel {
  /** Mattermost's id of the channel that it was created for. */
  readonly channelId: string;
  readonly names: readonly string[];
  readonly isPrivate: boolean;
}

/** Finds the channel of a creation whose answer was lost, by the names that the creation tried. */
export const findOwnChannel = (
  session: WorkspaceSession,
  { channelId, names, isPrivate }: SoughtChannel,
): Promise<Effect | undefined> =>
  findUnknown(session, channelId, {
    types: isPrivate ? 'private_channel' : 'public_channel',
    isName: (name) => names.includes(name),
  });

/**
 * Finds the channel of such a creation by what the ledger has of it: the name that was asked for, or in a ledger of an
 * older version the digest of the one that was wanted.
 */
export const findIntendedChannel = (
  session: WorkspaceSession,
  { channelId, digest, detail }: Pick<Action, 'channelId' | 'digest' | 'detail'>,
): Promise<Effect | undefined> =>
  findUnknown(session, channelId, {
    types: 'public_channel,private_channel',
    isName: (name) => name === detail || digestOf(name) === digest,
  });

interface Described {
  readonly types: string;
  readonly isName: (name: string) => boolean;
}

/**
 * Finds a channel that the app created, that the ledger knows for no other channel of Mattermost, and that holds no
 * message of the app. One with messages belongs to another ledger. Dates do not tell them apart: the clocks may differ.
 */
async function findUnknown(
  session: WorkspaceSession,
  channelId: string,
  { types, isName }: Described,
): Promise<Effect | undefined> {
  const pages = readPages(
    pacedReading(session),
    'conversations.list',
    { limit: PAGE_ITEMS, types, exclude_archived: true },
    { key: 'channels', item: listed },
  );
  const known = new Set(
    session.ledger
      .ofKind('channel')
      .filter((action) => action.channelId !== channelId)
      .map(({ slackChannel }) => slackChannel),
  );
  for await (const { id, name, creator, is_archived: isArchived } of pages) {
    const isSought = isName(name) && creator === session.botUserId && !isArchived;
    if (isSought && !known.has(id) && !(await holdsMessageOfApp(session, id)))
      return { slackChannel: id, detail: name };
  }
  return undefined;
}

async function holdsMessageOfApp(session: WorkspaceSession, channel: string): Promise<boolean> {
  const pages = readPages(
    pacedReading(session),
    'conversations.history',
    { channel, limit: PAGE_ITEMS, include_all_metadata: true },
    { key: 'messages', item: messageShape },
  );
  for await (const { metadata } of pages) if (metadata?.event_type === EVENT_TYPE) return true;
  return false;
}

const described = z.looseObject({ channel: z.looseObject({ name: z.string() }) });

/** True when a channel has a name already: an answer that says "taken" is then about the channel itself. */
export async function isNamed(
  session: WorkspaceSession,
  channel: string,
  name: string,
): Promise<boolean> {
  const args = { channel };
  const read = await readCall(pacedReading(session), 'conversations.info', args, described);
  return read.channel.name === name;
}
