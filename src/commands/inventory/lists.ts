import { join } from 'node:path';
import { BYTE_ORDER_MARK, csvLine } from '../../mapping/csv.ts';
import {
  CLEAN_UP_CSV_HEADER,
  cleanUpTable,
  type TakenProposal,
} from '../../mapping/inventory/clean-up-csv.ts';
import {
  type DoneMarks,
  INTEGRATIONS_CSV_HEADER,
  integrationLine,
  parseDoneMarks,
} from '../../mapping/inventory/integrations-csv.ts';
import type { Inventory } from '../../mapping/inventory/inventory.ts';
import { isOpen, placesText, stepsText } from '../../reports/inventory/integration-rows.ts';
import { moneyText } from '../../reports/inventory/money.ts';
import type { Language } from '../../texts/language.ts';
import { readTable, readTaken } from '../run/decisions.ts';

export const INTEGRATIONS_FILE = 'integrations.csv';

/** What people wrote into the lists of an earlier inventory. */
export interface ListAnswers {
  readonly taken: readonly TakenProposal[];
  readonly done: DoneMarks;
}

/** Reads what people wrote; UsageError when a list is wrong. */
export async function readListAnswers(workDirectory: string): Promise<ListAnswers> {
  const integrations = await readTable(join(workDirectory, INTEGRATIONS_FILE));
  return {
    taken: await readTaken(workDirectory),
    done: integrations === undefined ? new Map() : parseDoneMarks(integrations, INTEGRATIONS_FILE),
  };
}

/** The proposals to clean up, with the answers that the earlier list has. */
export function cleanUpText(
  { cleanUp, cost }: Inventory,
  { taken }: Pick<ListAnswers, 'taken'>,
): string {
  const { seatPrice, currency } = cost.inputs;
  const seat = seatPrice === undefined ? '' : moneyText(seatPrice, currency);
  const lines = cleanUpTable(
    cleanUp.proposals,
    ({ kind }) => (kind === 'inactive-person' ? seat : ''),
    taken,
  );
  return tableText([CLEAN_UP_CSV_HEADER, ...lines]);
}

/** The integrations that somebody has to do something about, to be ticked. */
export function integrationsText(
  { integrations }: Inventory,
  { done }: Pick<ListAnswers, 'done'>,
  lang: Language,
): string {
  const lines = integrations.filter(isOpen).map((integration) =>
    integrationLine(integration, done, {
      where: placesText(integration),
      steps: stepsText(integration.counterpart, lang),
    }),
  );
  return tableText([INTEGRATIONS_CSV_HEADER, ...lines]);
}

const tableText = (lines: readonly (readonly string[])[]): string =>
  BYTE_ORDER_MARK + lines.map(csvLine).join('');
