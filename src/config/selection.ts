import type { Config } from '../config.ts';
import { ConfigError } from '../errors.ts';
import type { Complaints } from './complaints.ts';
import type { Flags } from './flags.ts';
import { parseMoment } from './moments.ts';
import { parseInclude, parseNames } from './names.ts';
import type { Settings } from './settings-schema.ts';

type Selection = Pick<
  Config,
  'include' | 'channels' | 'excludeChannels' | 'teams' | 'fromMs' | 'toMs'
>;

/** What is to be moved. Complaints are noted; the result may be asked for when there are none. */
export function resolveSelection(
  flags: Flags,
  settings: () => Settings,
  complaints: Complaints,
): () => Selection {
  const include = complaints.of(() =>
    parseInclude('include', flags.include ?? settings().include ?? 'public,private'),
  );
  const channels = complaints.of(() =>
    parseNames('channels', flags.channels ?? settings().channels?.only),
  );
  const excludeChannels = complaints.of(() =>
    parseNames('exclude-channels', flags.excludeChannels ?? settings().channels?.exclude),
  );
  const teams = complaints.of(() => parseNames('teams', flags.teams ?? settings().teams));
  const from = complaints.of(() => optionalMoment('from', flags.from ?? settings().from));
  const to = complaints.of(() => optionalMoment('to', flags.to ?? settings().to));
  complaints.of(() => checkOrder(from(), to()));
  return () => ({
    include: include(),
    channels: channels(),
    excludeChannels: excludeChannels(),
    teams: teams(),
    fromMs: from()?.ms,
    toMs: to()?.ms,
  });
}

interface Moment {
  readonly text: string;
  readonly ms: number;
}

function optionalMoment(key: string, text: string | undefined): Moment | undefined {
  return text === undefined ? undefined : { text, ms: parseMoment(key, text) };
}

function checkOrder(from: Moment | undefined, to: Moment | undefined): void {
  if (from === undefined || to === undefined || from.ms < to.ms) return;
  throw new ConfigError([`from: '${from.text}', expected a moment before to, '${to.text}'`]);
}
