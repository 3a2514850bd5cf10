import type { CostInput, CostSettings, IncidentInput, StatedSecurity } from '../model/costs.ts';
import { DEFAULTS } from './defaults.ts';
import {
  type CostYaml,
  type IncidentYaml,
  type InventoryYaml,
  LIST_CURRENCY,
} from './inventory-schema.ts';

/** What an inventory cannot read from the database. */
export interface InventorySettings {
  readonly cost: CostSettings;
  readonly operatingSystem: string | undefined;
  readonly security: StatedSecurity;
}

/** Fills in the defaults. Slack's list price is one in its own currency alone: in another one the price is not known. */
export function resolveInventory(yaml: InventoryYaml): InventorySettings {
  const currency = yaml.currency ?? DEFAULTS['inventory.currency'];
  const listPrice = currency === LIST_CURRENCY ? DEFAULTS['inventory.seatPrice'] : undefined;
  return {
    cost: {
      seats: yaml.seats,
      seatPrice: yaml.seatPrice ?? listPrice,
      isSeatPriceGiven: yaml.seatPrice !== undefined,
      currency,
      hourlyRate: yaml.costs?.hourlyRate ?? undefined,
      staying: [
        ...runningLines(yaml),
        ...(yaml.costs?.staying ?? []).map((line) => costInput(line, currency)),
      ],
      moving: (yaml.costs?.moving ?? []).map((line) => costInput(line, currency)),
      incidents: (yaml.costs?.incidents ?? []).map((line) => incidentInput(line, currency)),
    },
    operatingSystem: yaml.operatingSystem,
    security: yaml.security ?? {},
  };
}

/** `inventory.running`, which is a monthly line each; with a rate of their own their currency has no name. */
function runningLines({
  running = {},
  runningRate,
  currency,
}: InventoryYaml): readonly CostInput[] {
  const rate = runningRate ?? DEFAULTS['inventory.runningRate'];
  return Object.entries(running).map(([name, amount]) => ({
    ...{ name, amount, rate, every: 'month', times: 1 },
    currency: rate === 1 ? (currency ?? DEFAULTS['inventory.currency']) : undefined,
    ...{ hours: undefined, hourlyRate: undefined, secures: undefined },
  }));
}

const costInput = (line: CostYaml, currency: string): CostInput => ({
  ...moneyOf(line, currency),
  every: line.every,
  times: line.times ?? 1,
  amount: line.amount ?? undefined,
  secures: line.secures,
});

const incidentInput = (line: IncidentYaml, currency: string): IncidentInput => ({
  ...moneyOf(line, currency),
  people: line.people ?? undefined,
  perYear: line.perYear ?? undefined,
});

type MoneyInput = Pick<CostInput, 'name' | 'currency' | 'rate' | 'hours' | 'hourlyRate'>;

const moneyOf = (line: CostYaml | IncidentYaml, currency: string): MoneyInput => ({
  name: line.name,
  currency: line.currency ?? currency,
  rate: line.rate ?? 1,
  hours: line.hours ?? undefined,
  hourlyRate: line.hourlyRate ?? undefined,
});
