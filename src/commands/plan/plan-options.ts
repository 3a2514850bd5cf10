import type { Config } from '../../config.ts';
import type { PlanOptions } from '../../mapping/plan/plan.ts';

/** What selects and shapes the content; a run with the plan does the same. */
export function planOptions(config: Config): PlanOptions {
  const { include, channels, excludeChannels, teams, fromMs, toMs } = config;
  const { channelNames, systemMessages, rewriteLinksTo, latex } = config;
  const selected = { include, channels, excludeChannels, teams, fromMs, toMs };
  const redactSecrets = config.redactSecrets || undefined;
  return { ...selected, channelNames, systemMessages, redactSecrets, rewriteLinksTo, latex };
}
