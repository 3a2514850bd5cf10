import type { Action } from '../../importers/ledger/ledger.ts';
import type { LossNote } from '../../mapping/losses.ts';

/** The loss of what Slack refused for good; nothing when it was done. `what` is for a person. */
export function refusal({ state, detail }: Action, what: string): readonly LossNote[] {
  return state === 'failed' ? [{ code: 'refused_by_slack', old: what, new: detail }] : [];
}
