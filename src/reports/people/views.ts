import type { ChannelIdentity, ChannelLine } from '../../mapping/lists/channel-list.ts';
import type { Candidate } from '../../mapping/lists/identities.ts';
import { lineOf } from '../../mapping/lists/list.ts';
import type { AccountIdentity, Lists, PersonIdentity } from '../../mapping/lists/lists.ts';
import type { PersonLine } from '../../mapping/lists/people-list.ts';
import { VISIBILITIES } from '../../mapping/plan/channels-csv.ts';
import { personFateCells } from '../../mapping/plan/users-csv.ts';
import type { Language } from '../../texts/language.ts';
import { shownReason } from '../reasons.ts';

/* Values of JSON that the page shows as text: it makes no markup of them. */

/** What the page shows of a line of users.csv. */
export function personView(line: PersonLine, lang: Language) {
  const { key, username, fullName, nickname, email, state, posts, sameAs } = line;
  const reason = shownReason(line.reason, lang);
  const { slack_id: slackId } = personFateCells(line);
  const { action } = line;
  return {
    ...{ key, name: username, fullName, nickname, email, state, posts, reason },
    ...{ action, slackId, sameAs },
  };
}

/** What the page shows of a line of channels.csv. */
export function channelView(line: ChannelLine, lang: Language) {
  const { key, name, displayName, team, type, isArchived, posts } = line;
  const reason = shownReason(line.reason, lang);
  const { action, slackName, slackId, list, archive } = line;
  return {
    ...{ key, name, fullName: displayName, team, type, isArchived, posts, reason },
    ...{ action, slackName, slackId, visibility: VISIBILITIES[list], archive },
  };
}

/** An account of the workspace, with who has it already. */
export function accountView({
  identity: { account },
  reasons,
  owner,
}: Candidate<AccountIdentity> & { readonly owner: string }) {
  const { id, name, realName, displayName = '', email, isDeactivated } = account;
  return { id, name, fullName: realName, displayName, email, isDeactivated, reasons, owner };
}

/** Another account of Mattermost, with what is decided about it. */
export const otherView =
  ({ people }: Lists) =>
  ({ identity, reasons }: Candidate<PersonIdentity>) => {
    const line = lineOf(people, identity.key);
    return {
      name: identity.id,
      fullName: line?.fullName ?? '',
      nickname: line?.nickname ?? '',
      email: identity.email,
      isDeactivated: line?.state === 'deactivated',
      posts: line?.posts ?? 0,
      reasons,
    };
  };

/** What the page shows of a channel of the workspace that is proposed. */
export function channelViewThere({ identity: { channel }, reasons }: Candidate<ChannelIdentity>) {
  const { id, name, purpose, list } = channel;
  return { id, name, purpose, visibility: VISIBILITIES[list], reasons };
}
