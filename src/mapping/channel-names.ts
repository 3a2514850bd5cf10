import type { Channel, Team, TeamId } from '../model/model.ts';
import { CHANNEL_NAME_CHARACTERS } from '../slack/limits.ts';
import { joinReasons, REASONS, reasonText } from './reasons.ts';

/** Which of a channel's two names in Mattermost becomes its name in Slack. */
export type NamePreference = 'display' | 'name' | 'ascii';

export interface NamedChannel {
  readonly channel: Channel;
  readonly name: string;
  readonly isGeneral: boolean;
  /** Reason for the name, one sentence for the checklist and the plan. */
  readonly reason: string;
}

/** Renames channels; the first matching rule applies. */
export interface RenameRule {
  /** Must match the whole name that the channel would have in Slack. */
  readonly from: RegExp;
  /** May use `$1` and `$<name>` of `from`; the result is made legal for Slack. */
  readonly to: string;
  /** Restricts the rule to channels of this team; undefined for all. */
  readonly team: string | undefined;
}

export interface NamingRules {
  readonly preference: NamePreference;
  readonly rename: readonly RenameRule[];
  /** True when the channel must not get the name. */
  readonly isTaken: (name: string, channel: Pick<Channel, 'id' | 'type'>) => boolean;
}

/** Naming rules with a preference only. */
export function byPreference(preference: NamePreference): NamingRules {
  return { preference, rename: [], isTaken: () => false };
}

/** Name of the general channel in a new workspace. */
const GENERAL_CHANNEL = 'general';
/** Mattermost generates a channel's Name like an id when its display name has no letter for a URL. */
const GENERATED_NAME = /^[a-z0-9]{26}$/;

/**
 * Names every public and private channel: legal in Slack and unique across teams. Considers all channels, also
 * unselected ones, so that names do not depend on the selection.
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
  const taken = new Set<string>(general === undefined ? [] : [GENERAL_CHANNEL]);
  return ordered.map((channel) => {
    if (channel === general) return generalChannel(channel);
    const preferred = renamed(
      preferredName(channel, rules.preference),
      channel,
      teamNames,
      rules.rename,
    );
    const isTaken = (name: string): boolean => taken.has(name) || rules.isTaken(name, channel);
    const unique = uniqueName(preferred.name, teamSuffix(channel.teamId, teamNames), isTaken);
    taken.add(unique);
    const reason =
      unique === preferred.name
        ? preferred.reason
        : joinReasons(preferred.reason, reasonText('name-taken', { name: preferred.name }));
    return { channel, name: unique, isGeneral: false, reason };
  });
}

interface PreferredName {
  readonly name: string;
  readonly reason: string;
}

function renamed(
  preferred: PreferredName,
  channel: Channel,
  teamNames: ReadonlyMap<TeamId, string>,
  rules: readonly RenameRule[],
): PreferredName {
  const team = channel.teamId === undefined ? undefined : teamNames.get(channel.teamId);
  for (const rule of rules) {
    if (rule.team !== undefined && rule.team !== team) continue;
    const match = rule.from.exec(preferred.name);
    if (match === null || match[0] !== preferred.name) continue;
    const name = legalName(preferred.name.replace(rule.from, rule.to));
    if (name !== '') return { name, reason: REASONS.renamed };
  }
  return preferred;
}

function byAgeThenId(a: Channel, b: Channel): number {
  return a.createAtMs - b.createAtMs || (a.id < b.id ? -1 : 1);
}

function generalChannel(channel: Channel): NamedChannel {
  const reason = REASONS['general-channel'];
  return { channel, name: GENERAL_CHANNEL, isGeneral: true, reason };
}

function preferredName(channel: Channel, preference: NamePreference): PreferredName {
  const name = legalName(channel.name);
  const display = legalName(channel.displayName);
  const isGenerated = GENERATED_NAME.test(channel.name) && !GENERATED_NAME.test(display);
  const fallback = `channel-${channel.id.slice(0, 8).toLowerCase()}`;
  if (preference === 'ascii') {
    const ascii = isGenerated ? asciiOnly(display) : asciiOnly(name);
    return ascii === ''
      ? { name: fallback, reason: REASONS['no-ascii-name'] }
      : {
          name: ascii,
          reason: isGenerated ? REASONS['ascii-of-display-name'] : REASONS['own-name'],
        };
  }
  const wantsDisplay = preference === 'display' && (isGenerated || hasForeignLetters(display));
  if (wantsDisplay && display !== '') {
    return { name: display, reason: REASONS['display-name'] };
  }
  if (name !== '')
    return { name, reason: name === channel.name ? REASONS['own-name'] : REASONS['legal-name'] };
  return { name: fallback, reason: REASONS['no-name'] };
}

/**
 * Converts a text to a legal channel name: lower case, without spaces and punctuation, at most 80 characters; letters
 * of any script remain. Slack: "lowercase letters, numbers, hyphens and underscores, 80 characters or less"; letters
 * of other scripts occur in real workspaces. '' when nothing is left.
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

/** Reduces a name to ASCII letters; '' when nothing is left. */
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
  // Cutting by code points keeps surrogate pairs whole.
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

/** Returns the first free one of: the name, the name with the team's name appended, that with a number appended. */
function uniqueName(preferred: string, suffix: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(preferred)) return preferred;
  const withTeam = suffix === '' ? preferred : withEnding(preferred, `-${suffix}`);
  return firstFree(withTeam, isTaken);
}

/** Returns the name, with the lowest number appended that makes it free. */
export function firstFree(name: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(name)) return name;
  let number = 2;
  while (isTaken(withEnding(name, `-${number}`))) number += 1;
  return withEnding(name, `-${number}`);
}

/** Appends an ending and keeps the name within Slack's length. */
export function withEnding(name: string, ending: string): string {
  return cut(name, CHANNEL_NAME_CHARACTERS - [...ending].length) + ending;
}
