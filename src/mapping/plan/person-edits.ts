import type { Matching } from './decide-people.ts';
import type { PersonDecision } from './decisions.ts';
import { findAccount, isAccountName } from './named-accounts.ts';
import type { PersonEdit } from './users-csv.ts';

interface EditContext extends Matching {
  readonly complaints: string[];
}

/** The team's line over what the rules decided. What is wrong with the line goes into `complaints`. */
export function editedPerson(
  byRule: PersonDecision,
  edit: PersonEdit,
  context: EditContext,
): PersonDecision {
  const { action, slackId } = edit;
  if (action === 'match') return matchedByLine(byRule, edit, context);
  if (slackId !== '' && slackId !== byRule.slackId && slackId !== byRule.slackEmail) {
    complain(edit, context, `'${slackId}' needs the action match, or leave slack_id empty`);
  }
  if (action === 'invite' && byRule.email === '') {
    complain(edit, context, `${edit.username} has no e-mail address to invite`);
  }
  return {
    ...byRule,
    action,
    slackId: '',
    slackEmail: '',
    reason: 'users.csv says so',
    by: 'file',
  };
}

function matchedByLine(
  byRule: PersonDecision,
  edit: PersonEdit,
  context: EditContext,
): PersonDecision {
  const { slackId } = edit;
  const decision = { ...byRule, action: 'match', by: 'file', reason: 'users.csv says so' } as const;
  if (slackId === '') {
    if (byRule.action === 'match') return decision;
    complain(edit, context, 'the action match needs a slack_id, no account has the e-mail address');
    return byRule;
  }
  const account = findAccount(context.named, slackId);
  if (account !== undefined) return { ...decision, slackId: account.id, slackEmail: account.email };
  if (context.isWorkspace) {
    complain(edit, context, `the workspace has no member '${slackId}'`);
    return byRule;
  }
  if (!isAccountName(slackId)) {
    complain(
      edit,
      context,
      `'${slackId}' names no Slack account; expected a member id, as U0123ABCD, or an e-mail address`,
    );
    return byRule;
  }
  if (slackId.includes('@')) return { ...decision, slackId: '', slackEmail: slackId };
  const isSame = byRule.slackId === slackId;
  return { ...decision, slackId, slackEmail: isSame ? byRule.slackEmail : '' };
}

function complain({ line }: PersonEdit, { complaints }: EditContext, what: string): void {
  complaints.push(`users.csv line ${line}: ${what}`);
}
