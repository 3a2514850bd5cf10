import type { ChannelId, UserId } from '../../model/model.ts';
import type { RowCount } from '../../model/row-counts.ts';
import type { Hold } from './hold.ts';

/** How many rows a hold keeps. */
export interface HeldRows {
  posts: number;
  deleted: number;
  formerTexts: number;
}

/** Counts of a hold before anything is kept. */
export const noHeldRows = (): HeldRows => ({ posts: 0, deleted: 0, formerTexts: 0 });

/** Number of rows that a hold keeps. */
export const sumOfHeld = ({ posts, deleted, formerTexts }: HeldRows): number =>
  posts + deleted + formerTexts;

/** Why no archive can show a row. */
export type UnshownReason = 'read-once' | 'no-channel' | 'no-id' | 'doubled-id' | 'impossible-time';

/** What a hold keeps, and where it is. */
export interface HeldAccount {
  /** Rows that can be shown, in the range and anywhere. */
  readonly total: HeldRows;
  readonly byPerson: ReadonlyMap<UserId, HeldRows>;
  readonly byChannel: ReadonlyMap<ChannelId, HeldRows>;
  /** The channels with such rows, and those that are held themselves. */
  readonly channels: ReadonlySet<ChannelId>;
  /** Rows that the range of this run leaves out. */
  readonly outsideRange: number;
  /** Rows that others than this person wrote; 0 when no person is asked for. */
  readonly ofOthers: number;
  readonly unshown: ReadonlyMap<UnshownReason, number>;
}

/** Divides the held ones of counted rows. `known`: every channel that can be shown; `person`: the only author wanted. */
export function accountOfHeld(
  rows: readonly RowCount[],
  hold: Hold,
  {
    known,
    person,
  }: { readonly known: ReadonlySet<ChannelId>; readonly person: UserId | undefined },
): HeldAccount {
  const total = noHeldRows();
  const byPerson = new Map([...hold.people].map((id) => [id, noHeldRows()]));
  const byChannel = new Map([...hold.channels].map((id) => [id, noHeldRows()]));
  const channels = new Set(hold.channels);
  const unshown = new Map<UnshownReason, number>();
  let outsideRange = 0;
  let ofOthers = 0;
  for (const row of rows) {
    const own = row.userId === undefined ? undefined : byPerson.get(row.userId);
    const place = row.channelId === undefined ? undefined : byChannel.get(row.channelId);
    if (own === undefined && place === undefined) continue;
    const reason = reasonOf(row, known);
    if (reason !== undefined) {
      unshown.set(reason, (unshown.get(reason) ?? 0) + row.rows);
      continue;
    }
    if (row.channelId !== undefined) channels.add(row.channelId);
    if (row.state === 'outside-range') {
      outsideRange += row.rows;
      continue;
    }
    if (person !== undefined && row.userId !== person) ofOthers += row.rows;
    for (const sum of [total, own, place]) addRows(sum, row);
  }
  return { total, byPerson, byChannel, channels, outsideRange, ofOthers, unshown };
}

function reasonOf(
  { channelId, state }: RowCount,
  known: ReadonlySet<ChannelId>,
): UnshownReason | undefined {
  if (state === 'no-id' || state === 'doubled-id' || state === 'impossible-time') return state;
  return channelId === undefined || !known.has(channelId) ? 'no-channel' : undefined;
}

function addRows(sum: HeldRows | undefined, { state, rows }: RowCount): void {
  if (sum === undefined) return;
  if (state === 'live') sum.posts += rows;
  else if (state === 'deleted') sum.deleted += rows;
  else sum.formerTexts += rows;
}
