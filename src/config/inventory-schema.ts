import { z } from 'zod';
import { COST_RHYTHMS, SECURITY_MEASURES, SECURITY_STATES } from '../model/costs.ts';

const text = z.string().min(1);
const amount = z.number().min(0);
/** A key without a value names something that is not known yet. */
const unknown = amount.nullish();
const currency = text.refine(isCurrency, { params: { fault: 'currency-unknown' } });

/** Codes of ISO 4217 that Node's own data hold, retired ones among them. */
function isCurrency(code: string): boolean {
  return Intl.supportedValuesOf('currency').includes(code);
}

const money = {
  name: text,
  currency: currency.optional(),
  rate: z.number().gt(0).optional(),
  hours: unknown,
  hourlyRate: unknown,
};

const costLine = z.strictObject({
  ...money,
  every: z.enum(COST_RHYTHMS),
  times: z.number().gt(0).optional(),
  amount: unknown,
  secures: z.enum(SECURITY_MEASURES).optional(),
});

const incident = z.strictObject({ ...money, people: unknown, perYear: unknown });

const costs = z
  .strictObject({
    hourlyRate: unknown,
    staying: z.array(costLine),
    moving: z.array(costLine),
    incidents: z.array(incident),
  })
  .partial();

const security = z
  .strictObject(
    Object.fromEntries(
      SECURITY_MEASURES.map((measure) => [measure, z.enum(SECURITY_STATES).optional()]),
    ),
  )
  .optional();

/** The currency of Slack's list price below, which is also the currency of a report when the settings name none. */
export const LIST_CURRENCY = 'JPY';

/** Settings of an inventory, in mm2slack.yaml. */
export const inventory = z
  .strictObject({
    seats: z.number().int().min(1),
    seatPrice: amount,
    currency,
    costs,
    security,
    running: z.record(text, amount),
    runningRate: z.number().gt(0),
    operatingSystem: text,
  })
  .partial()
  .superRefine((settings, context) => {
    for (const { path, fault, line, own } of rateFaults(settings)) {
      context.addIssue({ code: 'custom', path, params: { fault, currency: line, own } });
    }
  });

export type InventoryYaml = z.infer<typeof inventory>;
export type CostYaml = z.infer<typeof costLine>;
export type IncidentYaml = z.infer<typeof incident>;

interface RateFault {
  readonly path: (string | number)[];
  readonly fault: 'rate-missing' | 'rate-unneeded';
  /** Currency of the line. */
  readonly line: string;
  /** Currency of the report. */
  readonly own: string;
}

/** Lines of another currency than the report's that have no rate, and lines of its own that have one. */
function rateFaults({
  costs: given,
  currency: own = LIST_CURRENCY,
}: InventoryYaml): readonly RateFault[] {
  const lists = ['staying', 'moving', 'incidents'] as const;
  return lists.flatMap((list) =>
    (given?.[list] ?? []).flatMap(({ currency: line = own, rate }, index): readonly RateFault[] => {
      const place = ['costs', list, index];
      if (line !== own && rate === undefined && isCurrency(line)) {
        return [{ path: [...place, 'currency'], fault: 'rate-missing', line, own }];
      }
      if (line === own && rate !== undefined && rate !== 1) {
        return [{ path: [...place, 'rate'], fault: 'rate-unneeded', line, own }];
      }
      return [];
    }),
  );
}
