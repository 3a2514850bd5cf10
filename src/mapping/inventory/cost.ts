export interface CostSettings {
  /** Undefined counts the people who were active in 90 days. */
  readonly seats: number | undefined;
  /** A person a month. */
  readonly seatPrice: number;
  readonly currency: string;
  /** What staying costs a month, by name. */
  readonly running: Readonly<Record<string, number>>;
  /** What one unit of the running costs' currency is in `currency`. */
  readonly runningRate: number;
}

export interface CostLine {
  readonly name: string;
  readonly month: number;
  readonly months12: number;
  readonly months36: number;
}

export interface Cost {
  readonly inputs: CostSettings;
  readonly seats: number;
  readonly slack: CostLine;
  /** Empty when no running cost was told. */
  readonly running: readonly CostLine[];
  /** Undefined when no running cost was told: nothing to compare with is not nothing to pay. */
  readonly staying: CostLine | undefined;
}

/** Seats times price against the running cost of staying, a month and over 12 and 36. */
export function costOf(inputs: CostSettings, activePeople: number): Cost {
  const seats = inputs.seats ?? activePeople;
  const running = Object.entries(inputs.running).map(([name, amount]) =>
    costLine(name, amount * inputs.runningRate),
  );
  const sum = running.reduce((total, { month }) => total + month, 0);
  return {
    inputs,
    seats,
    slack: costLine('Slack', seats * inputs.seatPrice),
    running,
    staying: running.length === 0 ? undefined : costLine('Mattermost', sum),
  };
}

function costLine(name: string, month: number): CostLine {
  return { name, month, months12: month * 12, months36: month * 36 };
}
