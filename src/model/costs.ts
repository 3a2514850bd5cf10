/** How often a cost is paid. */
export const COST_RHYTHMS = ['once', 'month', 'year'] as const;
export type CostRhythm = (typeof COST_RHYTHMS)[number];

/** Measures of security whose state the settings tell; the reports word them. */
export const SECURITY_MEASURES = [
  'private-subnet',
  'waf',
  'network-acl',
  'metrics-alarms',
  'patching',
  'flow-logs',
  'audit-services',
  'backups-tried',
  'tls',
  'ssh',
] as const;
export type SecurityMeasure = (typeof SECURITY_MEASURES)[number];

/** What the settings say of a measure; what they leave out is unknown. */
export const SECURITY_STATES = ['done', 'not-done', 'unknown'] as const;
export type SecurityState = (typeof SECURITY_STATES)[number];

export type StatedSecurity = Partial<Readonly<Record<SecurityMeasure, SecurityState>>>;

/** An amount of money or of time as the settings say it; what they leave open is undefined. */
interface MoneyInput {
  readonly name: string;
  /** Code of ISO 4217, of the amount and of the line's own hourly rate; undefined when the settings do not name it. */
  readonly currency: string | undefined;
  /** What one unit of it is in the currency of the report. */
  readonly rate: number;
  readonly hours: number | undefined;
  /** The line's own, in its own currency; undefined for the rate that all lines share. */
  readonly hourlyRate: number | undefined;
}

/** One line of costs: an amount, hours, or both. */
export interface CostInput extends MoneyInput {
  readonly every: CostRhythm;
  /** How many times in each period. */
  readonly times: number;
  readonly amount: number | undefined;
  /** The measure of security that it pays for. */
  readonly secures: SecurityMeasure | undefined;
}

/** Something that interrupts work, from time to time. */
export interface IncidentInput extends MoneyInput {
  readonly people: number | undefined;
  readonly perYear: number | undefined;
}

/** What the settings say about money. */
export interface CostSettings {
  /** Undefined counts the people who are active. */
  readonly seats: number | undefined;
  /** A person a month; undefined when it is not known. */
  readonly seatPrice: number | undefined;
  /** False for the list price that is used when the settings name none. */
  readonly isSeatPriceGiven: boolean;
  /** Code of ISO 4217: everything is reported in it. */
  readonly currency: string;
  /** In that currency, for every line that has none of its own. */
  readonly hourlyRate: number | undefined;
  readonly staying: readonly CostInput[];
  readonly moving: readonly CostInput[];
  /** They belong to staying. */
  readonly incidents: readonly IncidentInput[];
}
