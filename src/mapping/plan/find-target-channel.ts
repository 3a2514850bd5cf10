import type { TargetChannel, TargetFacts } from './target-facts.ts';

/** A channel of the target by its id, or by its name where the id is not known (''). */
export function findTargetChannel(
  { channels }: TargetFacts,
  { slackId, slackName }: { readonly slackId: string; readonly slackName: string },
): TargetChannel | undefined {
  return slackId === ''
    ? channels.find(({ name }) => name === slackName)
    : channels.find(({ id }) => id === slackId);
}
