import { createHash } from 'node:crypto';
import { UsageError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import type { Channel, ChannelId, ChannelType } from '../../model/model.ts';
import { inLine } from '../csv.ts';
import { type ConsentLine, unaskedPeople } from './consent-csv.ts';

/** The direct and group messages that may be migrated, because everybody in them agreed. */
export interface Consent {
  /** Names the set of conversations in plans, manifests and ledgers. */
  readonly digest: string;
  readonly conversations: ReadonlySet<ChannelId>;
}

/** True for conversations that only the people in them know of. */
export const isDirectType = (type: ChannelType): boolean => type === 'direct' || type === 'group';

/** SHA-256 of the ids in code-unit order, a line each below the version of this form; see FORMATS.md. */
export function makeConsent(conversations: Iterable<ChannelId>): Consent {
  const ids = [...new Set(conversations)].sort();
  const text = ['mm2slack consent 1', ...ids.map((id) => JSON.stringify(id)), ''].join('\n');
  return {
    digest: createHash('sha256').update(text, 'utf8').digest('hex'),
    conversations: new Set(ids),
  };
}

/**
 * Takes the conversations with `yes` out of the lines of dms.csv. UsageError when a line is of a conversation that is no
 * direct or group message of the source: the list was made from another server.
 */
export function consentOf(
  lines: readonly ConsentLine[],
  channels: readonly Channel[],
  fileName: string,
): Consent {
  const known = new Set(channels.filter(({ type }) => isDirectType(type)).map(({ id }) => id));
  const unknown = lines.filter(({ channelId }) => !known.has(channelId));
  const [first] = unknown;
  if (first !== undefined) {
    const problem = notice('consent-of-other-source', {
      id: first.channelId,
      count: unknown.length,
      lines: lines.length,
    });
    throw new UsageError(inLine(fileName, first.line, problem));
  }
  return makeConsent(
    lines.filter(({ answer }) => answer === 'yes').map(({ channelId }) => channelId),
  );
}

/**
 * Throws UsageError for the first line with `yes` of a conversation in which is now who was not asked: `people` by
 * channel.
 */
export function refuseUnasked(
  lines: readonly ConsentLine[],
  people: ReadonlyMap<ChannelId, readonly string[]>,
  fileName: string,
): void {
  for (const line of lines) {
    if (line.answer !== 'yes') continue;
    const unasked = unaskedPeople(line, people.get(line.channelId) ?? []);
    if (unasked.length === 0) continue;
    const problem = notice('consent-of-others', { people: unasked.join(', ') });
    throw new UsageError(inLine(fileName, line.line, problem));
  }
}

/** The direct and group messages among the selected conversations that stay, because not everybody agreed. */
export const channelsWithoutConsent = (
  selected: readonly Channel[],
  consent: Consent | undefined,
): readonly Channel[] =>
  consent === undefined
    ? []
    : selected.filter(({ id, type }) => isDirectType(type) && !consent.conversations.has(id));
