import type { Channel, Team, TeamId } from '../model/model.ts';
import { CHANNEL_NAME_CHARACTERS } from '../slack/limits.ts';

/** Which of a channel's two names becomes its name in Slack. */
export type NamePreference = 'display' | 'name' | 'ascii';

export interface NamedChannel {
  readonly channel: Channel;
  readonly name: string;
  readonly isGeneral: boolean;
  /** Why it is called so, one sentence for the checklist and the plan. */
  readonly reason: string;
}

/** Gives channels another name; the first rule that answers counts. */
export interface RenameRule {
  /** Must match the whole name that the channel would have in Slack. */
  readonly from: RegExp;
  /** May use `$1` and `$<name>` of `from`; made legal afterwards. */
  readonly to: string;
  /** Only channels of this team; undefined for all. */
  readonly team: string | undefined;
}

export interface NamingRules {
  readonly preference: NamePreference;
  readonly rename: readonly RenameRule[];
  /** True when the channel may not have the name, whoever else has it. */
  readonly isTaken: (name: string, channel: Pick<Channel, 'id' | 'type'>) => boolean;
}

/** Naming by preference alone. */
export function byPreference(preference: NamePreference): NamingRules {
  return { preference, rename: [], isTaken: () => false };
}

/** The name that Slack's own general channel has in a new workspace. */
const GENERAL = 'general';
/** Mattermost makes a channel's Name up like an id when its display name has no letter for a URL. */
const GENERATED_NAME = /^[a-z0-9]{26}$/;

/**
 * Names every public and private channel: legal in Slack and unique across teams. It looks at all
 * channels, whatever a run selects, so that a channel keeps its name when the selection changes.
 */
export function nameChannels(
  channels: readonly Channel[],
  teams: readonly Team[],
  rules: NamingRules,
): readonly NamedChannel[] {
  const teamNames = new Map(teams.map((team) => [team.id, team.name]));
  const ordered = channels
    .filter((channel) => channel.type === 'public' || channel.type === 'private')
    .sort(byAgeThenId);
  const general = ordered.find(({ type, name }) => type === 'public' && name === 'town-square');
  const taken = new Set<string>(general === undefined ? [] : [GENERAL]);
  return ordered.map((channel) => {
    if (channel === general) return generalChannel(channel);
    const wish = renamed(wishedName(channel, rules.preference), channel, teamNames, rules.rename);
    const isTaken = (name: string): boolean => taken.has(name) || rules.isTaken(name, channel);
    const unique = uniqueName(wish.name, teamSuffix(channel.teamId, teamNames), isTaken);
    taken.add(unique);
    const reason =
      unique === wish.name ? wish.reason : `${wish.reason}; #${wish.name} is another channel`;
    return { channel, name: unique, isGeneral: false, reason };
  });
}

interface WishedName {
  readonly name: string;
  readonly reason: string;
}

function renamed(
  wish: WishedName,
  channel: Channel,
  teamNames: ReadonlyMap<TeamId, string>,
  rules: readonly RenameRule[],
): WishedName {
  const team = channel.teamId === undefined ? undefined : teamNames.get(channel.teamId);
  for (const rule of rules) {
    if (rule.team !== undefined && rule.team !== team) continue;
    const match = rule.from.exec(wish.name);
    if (match === null || match[0] !== wish.name) continue;
    const name = legalName(wish.name.replace(rule.from, rule.to));
    if (name !== '') return { name, reason: 'renamed by channels.rename' };
  }
  return wish;
}

function byAgeThenId(a: Channel, b: Channel): number {
  return a.createAtMs - b.createAtMs || (a.id < b.id ? -1 : 1);
}

function generalChannel(channel: Channel): NamedChannel {
  const reason = 'the oldest town-square becomes the general channel';
  return { channel, name: GENERAL, isGeneral: true, reason };
}

function wishedName(channel: Channel, preference: NamePreference): WishedName {
  const name = legalName(channel.name);
  const display = legalName(channel.displayName);
  const isGenerated = GENERATED_NAME.test(channel.name) && !GENERATED_NAME.test(display);
  const fallback = `channel-${channel.id.slice(0, 8).toLowerCase()}`;
  if (preference === 'ascii') {
    const ascii = isGenerated ? asciiOnly(display) : asciiOnly(name);
    return ascii === ''
      ? { name: fallback, reason: 'no name in ASCII letters' }
      : { name: ascii, reason: isGenerated ? 'ASCII letters of the display name' : 'the name' };
  }
  const wantsDisplay = preference === 'display' && (isGenerated || hasForeignLetters(display));
  if (wantsDisplay && display !== '') {
    return { name: display, reason: 'the display name, as people know it' };
  }
  if (name !== '')
    return { name, reason: name === channel.name ? 'the name' : 'the name, made legal' };
  return { name: fallback, reason: 'neither name has a letter that Slack allows' };
}

/**
 * Lower case, without spaces and punctuation, at most 80 characters; letters of any script stay.
 * Slack: "lowercase letters, numbers, hyphens and underscores, 80 characters or less"; letters of
 * other scripts are found in real workspaces. '' when nothing is left.
 */
export function legalName(text: string): string {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s+/gu, '-')
    .replace(/[^\p{L}\p{M}\p{N}_-]+/gu, '-')
    .replace(/-{2,}/g, '-')
    .replace(/^[-_]+|[-_]+$/g, '');
  return cut(plain, CHANNEL_NAME_CHARACTERS);
}

/** The name without letters of other scripts; '' when nothing is left. */
export function asciiOnly(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[^a-z0-9_-]+/g, '-')
    .replace(/-{2,}/g, '-')
    .replace(/^[-_]+|[-_]+$/g, '');
}

function hasForeignLetters(name: string): boolean {
  return /[^\x20-\x7e]/.test(name);
}

function cut(text: string, characters: number): string {
  // Cutting by code points and dropping a half-cut tail keeps surrogate pairs and marks whole.
  return [...text].length <= characters
    ? text
    : [...text]
        .slice(0, characters)
        .join('')
        .replace(/[-_]+$/, '');
}

function teamSuffix(team: TeamId | undefined, names: ReadonlyMap<TeamId, string>): string {
  return team === undefined ? '' : legalName(names.get(team) ?? '');
}

/** The name, or with the team's behind it, or with a number behind that: the first that is free. */
function uniqueName(wish: string, suffix: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(wish)) return wish;
  const withTeam = suffix === '' ? wish : withEnding(wish, `-${suffix}`);
  return firstFree(withTeam, isTaken);
}

/** The name, or with the lowest number behind it that makes it free. */
export function firstFree(name: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(name)) return name;
  let number = 2;
  while (isTaken(withEnding(name, `-${number}`))) number += 1;
  return withEnding(name, `-${number}`);
}

/** The name with an ending, within the length that Slack allows. */
export function withEnding(name: string, ending: string): string {
  return cut(name, CHANNEL_NAME_CHARACTERS - [...ending].length) + ending;
}
