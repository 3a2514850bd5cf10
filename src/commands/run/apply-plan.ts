import type { Config, ServerFacts } from '../../config/config.ts';
import type { Flags } from '../../config/flags.ts';
import type { OutputShape } from '../../config/mapping-rules.ts';
import type { Selection } from '../../config/selection.ts';
import { UsageError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import type { Plan, PlanOptions } from '../../mapping/plan/plan.ts';
import { readNamedPlan } from './decisions.ts';
import type { AppliedPlan } from './scope.ts';

export interface PlanFlags extends Flags {
  readonly plan?: string;
  readonly strict?: true;
}

/** Reads the plan that a command applies, if any, and puts its options into the settings. */
export async function applyPlan(
  config: Config,
  flags: PlanFlags,
): Promise<{ readonly applied: AppliedPlan | undefined; readonly planned: Config }> {
  if (flags.plan === undefined) {
    if (flags.strict === true) throw new UsageError(notice('strict-needs-plan'));
    return { applied: undefined, planned: config };
  }
  const plan = await readNamedPlan(flags.plan);
  const applied = { plan, file: flags.plan, isStrict: flags.strict === true };
  return { applied, planned: withPlanOptions(config, flags, plan) };
}

/** Options of a plan, with the flags that may contradict them. */
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

/** Puts the options of the plan into the settings. UsageError with both values when a flag contradicts the plan. */
function withPlanOptions(config: Config, flags: Flags, { options }: Plan): Config {
  const own = planOptions(config);
  for (const [option, flag, text] of FLAGS) {
    if (flags[flag] === undefined) continue;
    const [wanted, planned] = [optionText(own[option]), optionText(options[option])];
    if (wanted === planned) continue;
    throw new UsageError(
      notice('flag-differs-from-plan', {
        flag: text,
        wanted: wanted ?? notice('nothing-given'),
        planned: planned ?? notice('nothing-given'),
      }),
    );
  }
  // A plan without a limit overrides a limit of the settings.
  const { fromMs, toMs, rewriteLinksTo } = options;
  // A plan cannot turn off redaction.
  const redactSecrets = config.redactSecrets || options.redactSecrets === true;
  return { ...config, ...options, fromMs, toMs, rewriteLinksTo, redactSecrets };
}

/** Text of an option; undefined for no value. */
function optionText(value: PlanOptions[keyof PlanOptions]): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'number') return new Date(value).toISOString();
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? value.join(',') : JSON.stringify(value);
}

/** Settings that a plan fixes. */
export interface PlanSettings
  extends Selection,
    Pick<OutputShape, 'channelNames' | 'systemMessages' | 'redactSecrets' | 'rewriteLinksTo'>,
    Pick<ServerFacts, 'latex'> {}

/** Returns the options that select and shape the content, for a plan to fix. */
export function planOptions(settings: PlanSettings): PlanOptions {
  const { include, channels, excludeChannels, teams, fromMs, toMs } = settings;
  const { channelNames, systemMessages, rewriteLinksTo, latex } = settings;
  const selected = { include, channels, excludeChannels, teams, fromMs, toMs };
  const redactSecrets = settings.redactSecrets || undefined;
  return { ...selected, channelNames, systemMessages, redactSecrets, rewriteLinksTo, latex };
}
