import type { PlannedChannel } from './plan.ts';
import type { TargetFacts } from './target-facts.ts';

/** Private channels that the target has under a name of ours: an import cannot write into them. */
export function privateToMerge(target: TargetFacts, channels: readonly PlannedChannel[]): number {
  if (target.kind !== 'slack') return 0;
  const hidden = new Set(
    target.channels.filter(({ list }) => list === 'groups').map(({ name }) => name),
  );
  const wanted = channels.filter(({ action, list }) => action !== 'skip' && list === 'groups');
  return wanted.filter(({ name, slackName }) => hidden.has(name) || hidden.has(slackName)).length;
}
