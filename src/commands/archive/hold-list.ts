import type { Config } from '../../config/config.ts';
import { UsageError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import type { HeldAccount } from '../../mapping/site/held-rows.ts';
import type { Hold } from '../../mapping/site/hold.ts';
import { type HoldLine, parseHoldCsv } from '../../mapping/site/hold-csv.ts';
import { readTable } from '../run/decisions.ts';

/** A list as it was read. */
export interface HoldList {
  readonly file: string;
  readonly lines: readonly HoldLine[];
}

/** A hold of this source, and what it keeps there. */
export interface OpenHold {
  readonly file: string;
  readonly hold: Hold;
  readonly account: HeldAccount;
}

/** Reads the list that a flag or the settings name. UsageError when it is missing or wrong. */
export async function readHoldList({
  hold: { list: path },
}: Pick<Config, 'hold'>): Promise<HoldList | undefined> {
  if (path === undefined) return undefined;
  const text = await readTable(path);
  if (text === undefined) throw new UsageError(notice('hold-file-missing', { path }));
  return { file: path, lines: parseHoldCsv(text, path) };
}
