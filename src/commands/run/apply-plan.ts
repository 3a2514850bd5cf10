import type { Config, ServerFacts } from '../../config/config.ts';
import type { DatabaseAddress } from '../../config/database-address.ts';
import type { Flags } from '../../config/flags.ts';
import type { OutputShape } from '../../config/mapping-rules.ts';
import type { Selection } from '../../config/selection.ts';
import { UsageError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import {
  mixesTeamsWithDirect,
  narrowSelection,
  type PlannedSelection,
} from '../../mapping/plan/narrow.ts';
import type { Plan, PlanOptions } from '../../mapping/plan/plan.ts';
import type { AppliedPlan } from './applied-plan.ts';
import { readNamedPlan } from './decisions.ts';
import { recordedRepair, refuseOtherRepair } from './text-encoding.ts';

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
  const planned = withPlanOptions(config, flags, plan);
  const isPart = SELECTING_OPTIONS.some(
    (option) => optionText(planned[option]) !== optionText(plan.options[option]),
  );
  const applied = { plan, file: flags.plan, isPart, isStrict: flags.strict === true };
  return { applied, planned };
}

/** Options of a plan that a flag may not change, with their flags. */
const FIXED: readonly (readonly [option: keyof PlanOptions, flag: keyof Flags, text: string])[] = [
  ['systemMessages', 'systemMessages', '--system-messages'],
  ['redactSecrets', 'redactSecrets', '--redact-secrets'],
];

/** What a plan selects, with the flags that may select a part of it. */
const SELECTING: Readonly<
  Record<keyof PlannedSelection, readonly [flag: keyof Flags, text: string]>
> = {
  include: ['include', '--include'],
  channels: ['channels', '--channels'],
  excludeChannels: ['excludeChannels', '--exclude-channels'],
  teams: ['teams', '--teams'],
  fromMs: ['from', '--from'],
  toMs: ['to', '--to'],
};

const SELECTING_OPTIONS = [
  'include',
  'channels',
  'excludeChannels',
  'teams',
  'fromMs',
  'toMs',
] as const;

/**
 * Puts the options of the plan into the settings, and the part of its selection that the flags ask for. UsageError with
 * both values when a flag contradicts the plan or selects more.
 */
function withPlanOptions(config: Config, flags: Flags, { options }: Plan): Config {
  const own = planOptions(config);
  refuseOtherRepair(config.source, options.repairEncoding, notice('the-plan'));
  for (const [option, flag, text] of FIXED) {
    if (flags[flag] === undefined) continue;
    const [wanted, planned] = [optionText(own[option]), optionText(options[option])];
    if (wanted !== planned) throw new UsageError(differsFrom(text, own[option], options[option]));
  }
  const selection = partOfPlan(options, wantedSelection(own, flags));
  if (flags.unitesParts !== true && mixesTeamsWithDirect(selection)) {
    throw new UsageError(notice('plan-teams-with-direct'));
  }
  // A plan without a limit overrides a limit of the settings.
  const { rewriteLinksTo } = options;
  // A plan cannot turn off redaction.
  const redactSecrets = config.redactSecrets || options.redactSecrets === true;
  return { ...config, ...options, ...NO_LIMITS, ...selection, rewriteLinksTo, redactSecrets };
}

const NO_LIMITS = { fromMs: undefined, toMs: undefined } as const;

/** The rules that the flags give; settings of the file select nothing when there is a plan. */
function wantedSelection(own: PlannedSelection, flags: Flags): Partial<PlannedSelection> {
  const given = Object.entries(SELECTING).filter(([, [flag]]) => flags[flag] !== undefined);
  const names = new Set(given.map(([option]) => option));
  return Object.fromEntries(Object.entries(own).filter(([option]) => names.has(option)));
}

/** Returns the selection of a run. UsageError when it is no part of the plan's. */
function partOfPlan(options: PlanOptions, wanted: Partial<PlannedSelection>): PlannedSelection {
  const part = narrowSelection(options, wanted);
  if ('rule' in part) {
    const [, flag] = SELECTING[part.rule];
    throw new UsageError(
      notice('flag-wider-than-plan', bothValues(flag, wanted[part.rule], options[part.rule])),
    );
  }
  return part;
}

type OptionValue = PlanOptions[keyof PlanOptions];

const differsFrom = (flag: string, wanted: OptionValue, planned: OptionValue) =>
  notice('flag-differs-from-plan', bothValues(flag, wanted, planned));

const bothValues = (flag: string, wanted: OptionValue, planned: OptionValue) => ({
  flag,
  wanted: optionText(wanted) ?? notice('nothing-given'),
  planned: optionText(planned) ?? notice('nothing-given'),
});

/** Text of an option; undefined for no value. */
function optionText(value: OptionValue): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'number') return new Date(value).toISOString();
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? value.join(',') : JSON.stringify(value);
}

/** Settings that a plan fixes. */
export interface PlanSettings
  extends Selection,
    Pick<OutputShape, 'channelNames' | 'systemMessages' | 'redactSecrets' | 'rewriteLinksTo'>,
    Pick<ServerFacts, 'latex'> {
  readonly source: Pick<DatabaseAddress, 'repairEncoding'>;
}

/** Returns the options that select and shape the content, for a plan to fix. */
export function planOptions(settings: PlanSettings): PlanOptions {
  const { include, channels, excludeChannels, teams, fromMs, toMs } = settings;
  const { channelNames, systemMessages, rewriteLinksTo, latex } = settings;
  const selected = { include, channels, excludeChannels, teams, fromMs, toMs };
  const redactSecrets = settings.redactSecrets || undefined;
  const repairEncoding = recordedRepair(settings.source);
  const shaping = { channelNames, systemMessages, redactSecrets, repairEncoding };
  return { ...selected, ...shaping, rewriteLinksTo, latex };
}
