import { SLACKBOT } from '../../../mapping/shown-as.ts';
import { userSlackId } from '../../../mapping/slack-ids.ts';
import type { Workspace } from '../../../mapping/workspace.ts';

/** What readers would see in place of an id. */
export interface SlackNames {
  readonly user: (id: string) => string;
  readonly channel: (id: string) => string;
}

export function makeSlackNames({ users, conversations }: Workspace): SlackNames {
  const people = new Map<string, string>([[SLACKBOT, 'Slackbot']]);
  for (const { id, username } of users.values()) people.set(userSlackId(id), username);
  const channels = new Map<string, string>();
  for (const { slackId, name } of conversations) channels.set(slackId, name);
  return {
    user: (id) => people.get(id) ?? id,
    channel: (id) => channels.get(id) ?? id,
  };
}
