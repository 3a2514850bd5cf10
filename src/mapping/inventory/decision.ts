import type { Cost } from './cost.ts';
import type { SecurityItem } from './security.ts';
import type { ServerPart, ServerWarning } from './server-state.ts';

/**
 * What the figures speak for: moving, because it costs less; weighing, because it costs more and ends risks; staying,
 * because it costs less and no risk was found; first the inputs that are missing; or first the costs of staying, of
 * which there are none.
 */
export type Proposal = 'move' | 'weigh' | 'stay' | 'complete-costs' | 'enter-costs';

/** What nobody told, and no figure can be made of. */
export type UnknownInput =
  | 'staying-costs'
  | 'cost-inputs'
  | 'operating-system'
  | 'server-settings'
  | 'security'
  | 'mattermost-version'
  | 'support-dates';

/** What the first page says beside the figures that other parts of an inventory hold. */
export interface Decision {
  readonly proposal: Proposal;
  /** Moving less staying over 36 months; undefined when one side has no figures. */
  readonly difference36: number | undefined;
  /** Parts of the server whose support has ended, and its database when Mattermost does not support it. */
  readonly risks: number;
  readonly unknown: readonly UnknownInput[];
}

export interface DecisionFacts {
  readonly cost: Cost;
  readonly server: readonly ServerPart[];
  readonly serverWarnings: readonly ServerWarning[];
  readonly security: readonly SecurityItem[];
  readonly hasServerSettings: boolean;
}

/** Decides by rule from the costs over 36 months and from the risks that have a date. */
export function decisionOf(facts: DecisionFacts): Decision {
  const { cost, server, serverWarnings } = facts;
  const { staying, moving, breakEven } = cost;
  const isCompared = staying !== undefined && breakEven.months.when !== 'unknown';
  const difference36 = isCompared ? moving.months36 - staying.months36 : undefined;
  const risks =
    server.filter(({ isOver }) => isOver).length +
    (serverWarnings.includes('mariadb_unsupported') ? 1 : 0);
  return {
    proposal: proposalOf(cost, difference36, risks),
    difference36,
    risks,
    unknown: unknownInputs(facts),
  };
}

/** Sums without a missing line are sums of at least so much: they decide only against their own side. */
function proposalOf(
  { moving, staying }: Cost,
  difference36: number | undefined,
  risks: number,
): Proposal {
  if (difference36 === undefined || staying === undefined) return 'enter-costs';
  if (moving.isComplete && difference36 < 0) return 'move';
  if (!moving.isComplete || !staying.isComplete) return 'complete-costs';
  return risks > 0 ? 'weigh' : 'stay';
}

function unknownInputs({
  cost: { moving, staying },
  server,
  security,
  hasServerSettings,
}: DecisionFacts): readonly UnknownInput[] {
  const mattermost = server.find(({ product }) => product === 'Mattermost');
  const found: Readonly<Record<UnknownInput, boolean>> = {
    'staying-costs': staying === undefined,
    'cost-inputs': !moving.isComplete || staying?.isComplete === false,
    'operating-system': !server.some(({ product }) => product === 'system'),
    'server-settings': !hasServerSettings,
    security: security.some(({ state }) => state === 'unknown'),
    'mattermost-version': mattermost?.version === '',
    'support-dates': server.some(
      ({ version, endsOn, isOver }) => version !== '' && endsOn === undefined && !isOver,
    ),
  };
  const inputs = Object.keys(found) as readonly UnknownInput[];
  return inputs.filter((input) => found[input]);
}
