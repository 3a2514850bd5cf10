import type { Config, Flags } from '../config.ts';
import { UsageError } from '../errors.ts';
import type { Plan, PlanOptions } from '../mapping/plan/plan.ts';
import { planOptions } from './plan/plan-options.ts';

/** The options of a plan that a flag may contradict, and that flag. */
const FLAGS: readonly (readonly [option: keyof PlanOptions, flag: keyof Flags, text: string])[] = [
  ['include', 'include', '--include'],
  ['channels', 'channels', '--channels'],
  ['excludeChannels', 'excludeChannels', '--exclude-channels'],
  ['teams', 'teams', '--teams'],
  ['fromMs', 'from', '--from'],
  ['toMs', 'to', '--to'],
  ['systemMessages', 'systemMessages', '--system-messages'],
  ['redactSecrets', 'redactSecrets', '--redact-secrets'],
];

/**
 * The configuration with the options that the plan fixes. UsageError when a flag says otherwise, naming
 * both values.
 */
export function withPlanOptions(config: Config, flags: Flags, { options }: Plan): Config {
  const own = planOptions(config);
  for (const [option, flag, text] of FLAGS) {
    if (flags[flag] === undefined) continue;
    const [wanted, planned] = [optionText(own[option]), optionText(options[option])];
    if (wanted === planned) continue;
    throw new UsageError(`${text}: '${wanted}', the plan says '${planned}'; make a new plan`);
  }
  // A plan says nothing where there is no limit, and then a limit of the configuration does not count.
  const { fromMs, toMs, rewriteLinksTo } = options;
  // What the configuration keeps behind, no plan brings along.
  const redactSecrets = config.redactSecrets || options.redactSecrets === true;
  return { ...config, ...options, fromMs, toMs, rewriteLinksTo, redactSecrets };
}

function optionText(value: PlanOptions[keyof PlanOptions]): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'number') return new Date(value).toISOString();
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? value.join(',') : JSON.stringify(value);
}
