import { UsageError } from '../../errors/errors.ts';
import { type Notice, notice } from '../../errors/notices.ts';
import type { Channel, ChannelId, Team, User, UserId } from '../../model/model.ts';
import { inLine } from '../csv.ts';
import { selectChannels } from '../selection.ts';
import type { HoldLine } from './hold-csv.ts';

/** The people and channels of a legal hold. */
export interface Hold {
  readonly people: ReadonlySet<UserId>;
  readonly channels: ReadonlySet<ChannelId>;
}

/** What the names of a list are looked up in. */
export interface HoldSubjects {
  readonly users: readonly Pick<User, 'id' | 'username'>[];
  readonly channels: readonly Channel[];
  readonly teams: readonly Team[];
}

/**
 * Looks up whom and what a list names. A name that several people or channels have holds them all: more is kept, never
 * less. UsageError with every line that names nobody and nothing.
 */
export function resolveHold(
  lines: readonly HoldLine[],
  subjects: HoldSubjects,
  fileName: string,
): Hold {
  const people = new Set<UserId>();
  const channels = new Set<ChannelId>();
  const problems: Notice[] = [];
  for (const { line, kind, name } of lines) {
    if (kind === 'person') {
      const found = peopleNamed(name, subjects.users);
      for (const id of found) people.add(id);
      if (found.length > 0) continue;
      problems.push(inLine(fileName, line, notice('hold-person-unknown', { name })));
      continue;
    }
    const found = channelsNamed(name, subjects);
    for (const id of found) channels.add(id);
    if (found.length > 0) continue;
    problems.push(inLine(fileName, line, notice('hold-channel-unknown', { name })));
  }
  if (problems.length > 0) throw new UsageError(problems);
  return { people, channels };
}

function peopleNamed(name: string, users: HoldSubjects['users']): readonly UserId[] {
  const wanted = name.toLowerCase();
  return users
    .filter(({ id, username }) => id === name || username.toLowerCase() === wanted)
    .map(({ id }) => id);
}

function channelsNamed(name: string, { channels, teams }: HoldSubjects): readonly ChannelId[] {
  const include = ['public', 'private', 'group', 'direct'] as const;
  const rules = { include, channels: [name], excludeChannels: [], teams: [] };
  return selectChannels(channels, teams, rules).channels.map(({ id }) => id);
}

/** True for a row that a hold keeps: of one of its channels, or written by one of its people. */
export const isHeld = (
  { people, channels }: Hold,
  { userId, channelId }: { readonly userId: UserId | undefined; readonly channelId: ChannelId },
): boolean => channels.has(channelId) || (userId !== undefined && people.has(userId));
