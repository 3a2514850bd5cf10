import { AccountError, type Line, UsageError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { type HeldRows, sumOfHeld, type UnshownReason } from '../../mapping/site/held-rows.ts';
import type { OpenHold } from './hold-list.ts';
import { addHeld, emptyHeldTally } from './part.ts';
import type { WrittenArea } from './place.ts';
import type { SiteScope } from './site-scope.ts';

/** Rows of a person or a channel that is held. */
export interface HeldSubject extends Readonly<HeldRows> {
  readonly kind: 'person' | 'channel';
  readonly id: string;
  readonly name: string;
}

/** What a report says of a hold. */
export interface HoldReport {
  readonly file: string;
  readonly people: number;
  readonly channels: number;
  readonly held: Readonly<HeldRows>;
  readonly subjects: readonly HeldSubject[];
  /** Held rows that the archive does not have. */
  readonly missing: readonly {
    readonly reason: UnshownReason | 'differs';
    readonly rows: number;
  }[];
  /** True when every held row of the source is in the archive. */
  readonly isMet: boolean;
}

/** Channels that a refusal names. */
const MOST_NAMED = 10;

/** UsageError when an archive that is written so cannot have everything that a hold keeps. */
export function refuseUnkeptHold(
  scope: SiteScope,
  { withDeleted, isRedacted }: { readonly withDeleted: boolean; readonly isRedacted: boolean },
): void {
  const { held } = scope;
  if (held === undefined) return;
  const { file } = held;
  const problems: Line[] = [];
  if (!withDeleted) problems.push(notice('hold-without-deleted', { file }));
  if (isRedacted) problems.push(notice('hold-with-redaction', { file }));
  problems.push(...outsideOfSelection(scope, held));
  if (problems.length > 0) throw new UsageError(problems);
}

/** What of a hold the selected channels, times and people leave out. */
export function outsideOfSelection(
  { channels, known, isBulk }: Pick<SiteScope, 'channels' | 'known' | 'isBulk'>,
  { file, account }: OpenHold,
): readonly Line[] {
  const problems: Line[] = [];
  if (isBulk) problems.push(notice('hold-of-bulk-export', { file }));
  const selected = new Set(channels.map(({ shown }) => shown.id));
  const titles = new Map(known.map(({ id, type, folder }) => [id, `${type}/${folder}`]));
  const missing = [...account.channels].filter((id) => !selected.has(id));
  if (missing.length > 0) {
    const named = missing.slice(0, MOST_NAMED).map((id) => titles.get(id) ?? id);
    const names = [...named, ...(missing.length > MOST_NAMED ? ['…'] : [])].join(', ');
    problems.push(
      notice('hold-channels-left-out', { file, count: missing.length, channels: names }),
    );
  }
  const { outsideRange, ofOthers } = account;
  if (outsideRange > 0) problems.push(notice('hold-outside-range', { file, count: outsideRange }));
  if (ofOthers > 0) problems.push(notice('hold-of-others', { file, count: ofOthers }));
  return problems;
}

/**
 * Compares what was written with what is held. AccountError when held rows are neither written nor left out for a reason.
 */
export function holdReport(
  scope: SiteScope,
  areas: readonly WrittenArea[],
): HoldReport | undefined {
  const { held } = scope;
  if (held === undefined) return undefined;
  const written = emptyHeldTally();
  for (const area of areas) addHeld(written, area.held);
  const { total } = held.account;
  const read = sumOfHeld(total);
  const done = sumOfHeld(written) + written.leftOut;
  if (read !== done) throw new AccountError(notice('hold-unbalanced', { read, written: done }));
  return reportOf(scope, held, [{ reason: 'read-once', rows: written.leftOut }]);
}

/** Makes the report. `found`: rows that are missing although they could be shown, by what became of them. */
export function reportOf(
  { people, known }: Pick<SiteScope, 'people' | 'known'>,
  { file, hold, account }: OpenHold,
  found: HoldReport['missing'],
): HoldReport {
  const unshown = [...account.unshown].map(([reason, rows]) => ({ reason, rows }));
  const missing = [...unshown, ...found].filter(({ rows }) => rows > 0);
  const usernames = new Map(people.map(({ shown }) => [shown.id, shown.username]));
  const places = new Map(known.map(({ id, type, folder }) => [id, `${type}/${folder}`]));
  const subjects: HeldSubject[] = [];
  for (const [id, rows] of account.byPerson) {
    subjects.push({ kind: 'person', id, name: `@${usernames.get(id) ?? id}`, ...rows });
  }
  for (const [id, rows] of account.byChannel) {
    subjects.push({ kind: 'channel', id, name: places.get(id) ?? id, ...rows });
  }
  return {
    file,
    people: hold.people.size,
    channels: hold.channels.size,
    held: account.total,
    subjects,
    missing,
    isMet: missing.length === 0,
  };
}

/** What archive.json says of a hold: no names, because others may read it. */
export const heldNumbers = ({ people, channels, held, missing, isMet }: HoldReport) => ({
  ...{ people, channels, ...held },
  missing: missing.reduce((sum, { rows }) => sum + rows, 0),
  isMet,
});
