import { type Notice, notice } from '../../errors/notices.ts';
import type { Channel, User } from '../../model/model.ts';
import { inLine } from '../csv.ts';
import type { ChannelDecision, PersonDecision } from '../decisions.ts';
import type { TakenProposal } from '../inventory/clean-up-csv.ts';
import { REASONS } from '../reasons.ts';

/** The taken proposals by id of channel or person. */
export type TakenProposals = ReadonlyMap<string, TakenProposal>;

/** The proposals that the team took, by the channel they are about. */
export const takenById = (taken: readonly TakenProposal[]): TakenProposals =>
  new Map(taken.map((proposal) => [proposal.id, proposal]));

/** Applies a proposal to what the rules decided about a channel. An archived channel of an existing one stays open. */
export function cleanedChannel(decision: ChannelDecision, taken: TakenProposals): ChannelDecision {
  const proposal = taken.get(decision.channelId);
  if (proposal === undefined || decision.action === 'skip') return decision;
  const reason = REASONS[proposal.kind];
  if (proposal.choice === 'skip') return { ...decision, action: 'skip', slackId: '', reason };
  const closes = proposal.choice === 'archive' && decision.action === 'create';
  return closes ? { ...decision, archive: true, reason } : decision;
}

/** Applies a proposal to a person whom the rules would invite; who has an account in Slack already keeps it. */
export function cleanedPerson(decision: PersonDecision, taken: TakenProposals): PersonDecision {
  const proposal = taken.get(decision.userId);
  if (proposal?.choice !== 'name-only' || decision.action !== 'invite') return decision;
  return { ...decision, action: 'name-only', reason: REASONS[proposal.kind] };
}

/** Complaints about lines of channels and people that the source does not have. */
export function unknownProposals(
  taken: TakenProposals,
  users: readonly Pick<User, 'id'>[],
  channels: readonly Pick<Channel, 'id'>[],
): readonly Notice[] {
  const known = new Set<string>([...users, ...channels].map(({ id }) => id));
  return [...taken.values()]
    .filter(({ id }) => !known.has(id))
    .map(({ line, kind, id, name }) =>
      inLine(
        'cleanup.csv',
        line,
        kind === 'inactive-person'
          ? notice('username-unknown', { username: name })
          : notice('channel-id-unknown', { id }),
      ),
    );
}
