import {
  type CostInput,
  SECURITY_MEASURES,
  type SecurityMeasure,
  type SecurityState,
  type StatedSecurity,
} from '../../model/costs.ts';
import type { ServerSecurity, ServerSettings } from '../../model/server-settings.ts';
import type { Cost } from './cost.ts';
import type { CostSums } from './cost-sums.ts';

/** Measures that Mattermost's config.json answers, TLS among them. */
const CONFIGURED = [
  'rate-limiting',
  'mfa',
  'closed-registration',
  'private-files',
  'email-verification',
  'no-plugin-uploads',
] as const satisfies readonly (keyof ServerSecurity)[];

export type SecurityItemId = SecurityMeasure | (typeof CONFIGURED)[number];

export interface SecurityItem {
  readonly id: SecurityItemId;
  readonly state: SecurityState;
  /** Who says so; undefined when nobody does. */
  readonly from: 'settings' | 'config-json' | undefined;
  /** Of the cost lines of staying that pay for it; undefined when there is none. */
  readonly cost: Pick<CostSums, 'once' | 'month'> | undefined;
}

/** Returns the checklist: what the settings state, then what config.json answers; what neither says is unknown. */
export function securityItems(
  stated: StatedSecurity,
  server: ServerSettings | undefined,
  cost: Cost,
): readonly SecurityItem[] {
  const answers: Partial<Readonly<Record<SecurityItemId, boolean | undefined>>> =
    server?.security ?? {};
  const item = (id: SecurityItemId, own: SecurityState | undefined): SecurityItem => {
    const answer = answers[id];
    const byJson = answer === undefined ? undefined : answer ? 'done' : 'not-done';
    const isStated = own !== undefined && own !== 'unknown';
    return {
      id,
      state: isStated ? own : (byJson ?? 'unknown'),
      from: isStated ? 'settings' : byJson === undefined ? undefined : 'config-json',
      cost: costOfMeasure(id, cost),
    };
  };
  return [
    ...SECURITY_MEASURES.map((id) => item(id, stated[id])),
    ...CONFIGURED.map((id) => item(id, undefined)),
  ];
}

/** Lines stand in the order of their inputs, and those that lack an input are in no sum. */
function costOfMeasure(id: SecurityItemId, { inputs, staying }: Cost): SecurityItem['cost'] {
  const own = (staying?.lines ?? []).filter((_, index) => secures(inputs.staying[index], id));
  if (own.length === 0) return undefined;
  const sum = (key: 'once' | 'month'): number => own.reduce((total, line) => total + line[key], 0);
  return { once: sum('once'), month: sum('month') };
}

const secures = (line: CostInput | undefined, id: SecurityItemId): boolean => line?.secures === id;
