import { ConfigError } from '../errors/errors.ts';
import { notice } from '../errors/notices.ts';
import type { ChannelType } from '../model/model.ts';
import { type Complaints, didYouMean } from './complaints.ts';
import { DEFAULTS } from './defaults.ts';
import type { Flags } from './flags.ts';
import type { Settings } from './schema.ts';
import { soundSettings } from './settings-file.ts';

/** What is to be migrated. */
export interface Selection {
  readonly include: readonly ChannelType[];
  /** Empty for all. */
  readonly channels: readonly string[];
  readonly excludeChannels: readonly string[];
  readonly teams: readonly string[];
  readonly fromMs: number | undefined;
  /** Exclusive. */
  readonly toMs: number | undefined;
  /** List of the direct and group messages whose people agreed; undefined to migrate all that are included. */
  readonly consentList: ConsentList | undefined;
}

/** A list of direct and group messages with the answers of their people. */
export interface ConsentList {
  readonly path: string;
  /** True for --consent: a run that migrates no such message refuses it, and passes over the setting. */
  readonly isFlag: boolean;
}

/** What is to be moved. Complaints are noted; the result may be asked for when there are none. */
export function resolveSelection(
  flags: Flags,
  settings: () => Settings,
  complaints: Complaints,
): () => Selection {
  const said = (): Settings => soundSettings(settings);
  const include = complaints.of(() =>
    parseInclude('include', flags.include ?? said().include ?? DEFAULTS.include),
  );
  const channels = complaints.of(() =>
    parseNames('channels', flags.channels ?? said().channels?.only),
  );
  const excludeChannels = complaints.of(() =>
    parseNames('exclude-channels', flags.excludeChannels ?? said().channels?.exclude),
  );
  const teams = complaints.of(() => parseNames('teams', flags.teams ?? said().teams));
  const from = complaints.of(() => optionalMoment('from', flags.from ?? said().from));
  const to = complaints.of(() => optionalMoment('to', flags.to ?? said().to));
  complaints.of(() => checkOrder(from(), to()));
  if (flags.unitesParts !== true) complaints.of(() => checkTeams(include(), teams()));
  return () => ({
    include: include(),
    channels: channels(),
    excludeChannels: excludeChannels(),
    teams: teams(),
    fromMs: from()?.ms,
    toMs: to()?.ms,
    consentList: consentList(flags.consent, settings().consent),
  });
}

function consentList(
  flag: string | undefined,
  setting: string | undefined,
): ConsentList | undefined {
  const path = flag ?? setting;
  return path === undefined ? undefined : { path, isFlag: flag !== undefined };
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
  throw new ConfigError([notice('from-after-to', { text: from.text, to: to.text })]);
}

/**
 * ConfigError for teams together with direct or group messages: those would be in every part of a move that is split
 * by team.
 */
function checkTeams(include: readonly ChannelType[], teams: readonly string[]): void {
  if (teams.length === 0 || !include.some((type) => type === 'direct' || type === 'group')) return;
  throw new ConfigError([notice('teams-with-direct')]);
}

const CHANNEL_TYPES: readonly ChannelType[] = ['public', 'private', 'direct', 'group'];

/** Conversation types in their usual order; ConfigError names the first word that is none. */
export function parseInclude(
  key: string,
  value: string | readonly string[],
): readonly ChannelType[] {
  const wanted = namesIn(value);
  if (wanted.length === 0)
    throw new ConfigError([notice('include-empty', { key, types: CHANNEL_TYPES.join(', ') })]);
  for (const name of wanted) {
    if (CHANNEL_TYPES.some((type) => type === name)) continue;
    throw new ConfigError([
      notice('include-unknown', {
        key,
        name,
        types: CHANNEL_TYPES.join(', '),
        near: didYouMean(name, CHANNEL_TYPES),
      }),
    ]);
  }
  return CHANNEL_TYPES.filter((type) => wanted.includes(type));
}

/**
 * A comma-separated text or a list of names, each once; empty when nothing was said. An empty list is a
 * ConfigError: an unset variable in a script must not select everything.
 */
export function parseNames(
  key: string,
  value: string | readonly string[] | undefined,
): readonly string[] {
  if (value === undefined) return [];
  const names = namesIn(value);
  if (names.length > 0) return [...new Set(names)];
  throw new ConfigError([notice('names-empty', { key })]);
}

function namesIn(value: string | readonly string[]): readonly string[] {
  const list = typeof value === 'string' ? value.split(',') : value;
  return list.map((name) => name.trim()).filter(Boolean);
}

const MOMENT =
  /^(\d{4}-\d{2}-\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2}))?$/;

/**
 * Milliseconds of `2024-01-31` (midnight UTC) or of a full ISO moment with its offset. ConfigError for
 * anything else, days that no calendar has included.
 */
export function parseMoment(key: string, text: string): number {
  const day = MOMENT.exec(text)?.[1];
  const ms = day === undefined || !isDay(day) ? Number.NaN : Date.parse(text);
  if (!Number.isNaN(ms)) return ms;
  throw new ConfigError([notice('moment-unusable', { key, text })]);
}

/** Date.parse takes the 31st of February for a day in March. */
function isDay(day: string): boolean {
  const ms = Date.parse(day);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(day);
}
