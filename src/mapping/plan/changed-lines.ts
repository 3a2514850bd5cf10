import type { ChannelEdit } from './channels-csv.ts';
import type { Plan } from './plan.ts';
import type { PersonEdit } from './users-csv.ts';

/*
 * Which lines are the team's own. A line as the program wrote it is decided anew; one that was changed wins,
 * and goes on winning: the plan remembers it as decided by the file. Without a plan all lines are the team's.
 */

/** The lines of users.csv that people decided: other than the plan's rules did, or followed by it already. */
export function changedPeople(
  edits: readonly PersonEdit[],
  previous: Plan | undefined,
): readonly PersonEdit[] {
  const planned = new Map(
    previous?.people.map((person) => [person.username.toLowerCase(), person]),
  );
  return edits.filter(({ username, slackId, action }) => {
    const person = planned.get(username.toLowerCase());
    if (person === undefined || person.by === 'file') return true;
    return person.action !== action || (person.slackId || person.slackEmail) !== slackId;
  });
}

/** The same of channels.csv. */
export function changedChannels(
  edits: readonly ChannelEdit[],
  previous: Plan | undefined,
): readonly ChannelEdit[] {
  const planned = new Map(previous?.channels.map((channel) => [channel.channelId, channel]));
  return edits.filter((edit) => {
    const channel = planned.get(edit.channelId);
    if (channel === undefined || channel.by === 'file') return true;
    return EDITABLE.some((key) => channel[key] !== edit[key]);
  });
}

const EDITABLE = ['action', 'slackName', 'slackId', 'list', 'archive'] as const;
