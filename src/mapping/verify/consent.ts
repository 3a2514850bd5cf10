import type { Channel, ChannelType } from '../../model/model.ts';
import { parseTable, tableComplaints } from '../csv.ts';
import { type Difference, differenceOf } from './facts.ts';

/** Types that the list of consent says nothing of. */
const CHANNELS: ReadonlySet<ChannelType> = new Set(['public', 'private']);

/** Ids of the conversations in which everybody agreed, as dms.csv says; the run has checked its lines. */
export function agreedIn(text: string, fileName: string): ReadonlySet<string> {
  const rows = parseTable(
    text,
    ['conversation', 'consent'] as const,
    fileName,
    tableComplaints(fileName),
  );
  const agreed = rows.filter(({ cells }) => /^yes$/i.test(cells.consent));
  return new Set(agreed.map(({ cells }) => writtenId(cells.conversation)));
}

/** An id with unusual characters is a JSON string there. */
function writtenId(cell: string): string {
  try {
    const value: unknown = cell.startsWith('"') ? JSON.parse(cell) : cell;
    return typeof value === 'string' ? value : cell;
  } catch {
    return cell;
  }
}

/** A conversation of the source, and where it is in the target. */
export interface PlacedConversation {
  readonly channel: Pick<Channel, 'id' | 'type'>;
  readonly slackChannel: string;
}

/** One difference for each direct or group message that is in the target although not everybody in it agreed. */
export const movedWithoutConsent = (
  placed: readonly PlacedConversation[],
  agreed: ReadonlySet<string>,
): readonly Difference[] =>
  placed
    .filter(({ channel: { id, type } }) => !CHANNELS.has(type) && !agreed.has(id))
    .map(({ channel: { id: channelId }, slackChannel }) =>
      differenceOf({
        ...{ kind: 'differs', thing: 'channel', field: 'consent' },
        ...{ channelId, slackChannel, source: 'stays', target: 'migrated' },
      }),
    );
