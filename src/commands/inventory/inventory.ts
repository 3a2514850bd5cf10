import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import type { Line } from '../../errors/errors.ts';
import { readInventory } from '../../exporters/inventory/inventory.ts';
import { BYTE_ORDER_MARK, csvLine } from '../../mapping/csv.ts';
import {
  type AppManifest,
  appManifests,
  isManifestName,
} from '../../mapping/inventory/app-manifest.ts';
import {
  CLEAN_UP_CSV_HEADER,
  cleanUpTable,
  type TakenProposal,
} from '../../mapping/inventory/clean-up-csv.ts';
import { type Inventory, makeInventory } from '../../mapping/inventory/inventory.ts';
import type { InventoryFacts } from '../../model/inventory.ts';
import { inventoryHtml } from '../../reports/inventory/html.ts';
import { inventoryMarkdown } from '../../reports/inventory/markdown.ts';
import { moneyText } from '../../reports/inventory/money.ts';
import { lineTexts } from '../../reports/notices.ts';
import { asTargetError } from '../../system/atomic-file.ts';
import type { CommandContext } from '../run/context.ts';
import { CLEAN_UP_FILE, readTaken } from '../run/decisions.ts';
import { serverRelease } from '../run/release.ts';
import { configuredFileStore, openGentleDatabase } from '../run/source.ts';
import { judgeShownTexts } from '../run/text-encoding.ts';
import {
  closeWorkFiles,
  commitWorkFiles,
  discardWorkFiles,
  makeWorkDirectory,
  openWorkFiles,
} from '../run/work-files.ts';
import type { ScannedSecrets } from './scan-secrets.ts';

export interface InventoryReport {
  readonly inventory: Inventory;
  /** Paths of what was written. */
  readonly files: readonly string[];
  readonly warnings: readonly Line[];
}

const APPS_DIRECTORY = 'slack-apps';

export interface InventoryCommandOptions {
  /** Names of private channels in the reports. */
  readonly withText: boolean;
  /** Every post is read for it. */
  readonly scansSecrets: boolean;
}

/** Counts what the server holds and writes inventory.md, inventory.html and manifests of the apps to build. */
export async function inventoryCommand(
  config: Config,
  { withText, scansSecrets }: InventoryCommandOptions,
  context: CommandContext,
): Promise<InventoryReport> {
  const { todayMs, signal } = context;
  const nowMs = todayMs();
  const taken = await readTaken(config.workDirectory);
  const { facts, warnings } = await readFacts(config, nowMs, signal);
  const { operatingSystem, cost, security } = config.inventory;
  const { serverSettings } = config;
  const made = makeInventory(facts, {
    todayMs: nowMs,
    withText,
    cost,
    operatingSystem,
    security,
    serverSettings,
    sourceWarnings: lineTexts(warnings, config.lang),
  });
  signal.throwIfAborted();
  const scanned = scansSecrets ? await scan(config, { withText, facts }, context) : undefined;
  const inventory = scanned === undefined ? made : { ...made, secretScan: scanned.scan };
  const reports = await writeReports(config, inventory, taken);
  const files = scanned === undefined ? reports : [...reports, scanned.file];
  return { inventory, files, warnings: [...config.warnings, ...warnings] };
}

async function readFacts(
  config: Config,
  todayMs: number,
  signal: AbortSignal,
): ReturnType<typeof readInventory> {
  const store = await configuredFileStore(config, signal);
  try {
    const database = await openGentleDatabase(config, signal);
    const { facts, warnings } = await readInventory({
      ...{ database, store, todayMs, signal },
      textRepair: judgeShownTexts(config.source),
    });
    const { version, warnings: doubts } = serverRelease(facts.description, config);
    const description = { ...facts.description, mattermostVersion: version };
    return { facts: { ...facts, description }, warnings: [...warnings, ...doubts] };
  } finally {
    store?.close();
  }
}

/** Loaded where it is asked for. */
async function scan(
  config: Config,
  { withText, facts }: { readonly withText: boolean; readonly facts: InventoryFacts },
  context: CommandContext,
): Promise<ScannedSecrets> {
  const { scanSecrets } = await import('./scan-secrets.ts');
  const postsOf = new Map(facts.channels.map(({ id, posts }) => [id, posts]));
  return await scanSecrets(config, { withText, postsOf }, context);
}

async function writeReports(
  config: Config,
  inventory: Inventory,
  taken: readonly TakenProposal[],
): Promise<readonly string[]> {
  const { workDirectory, lang } = config;
  const names = { markdown: 'inventory.md', html: 'inventory.html', cleanUp: CLEAN_UP_FILE };
  const files = await openWorkFiles(workDirectory, names);
  try {
    await files.of.markdown.write(inventoryMarkdown(inventory, lang));
    await files.of.html.write(await inventoryHtml(inventory, lang));
    await files.of.cleanUp.write(cleanUpText(inventory, taken));
    await closeWorkFiles(files);
    await commitWorkFiles(files);
  } catch (error) {
    await discardWorkFiles(files);
    throw error;
  }
  const apps = await writeManifests(workDirectory, appManifests(inventory.integrations));
  return [...Object.values(names).map((name) => join(workDirectory, name)), ...apps];
}

/** The proposals with the answers that the earlier list has. */
function cleanUpText({ cleanUp, cost }: Inventory, taken: readonly TakenProposal[]): string {
  const { seatPrice, currency } = cost.inputs;
  const seat = seatPrice === undefined ? '' : moneyText(seatPrice, currency);
  const lines = cleanUpTable(
    cleanUp.proposals,
    ({ kind }) => (kind === 'inactive-person' ? seat : ''),
    taken,
  );
  return BYTE_ORDER_MARK + [CLEAN_UP_CSV_HEADER, ...lines].map(csvLine).join('');
}

/** Of an integration that is gone since: its number and kind stand in the name of every manifest of ours. */
async function removeOldManifests(directory: string, kept: readonly AppManifest[]): Promise<void> {
  const names = new Set(kept.map(({ fileName }) => fileName));
  for (const name of await namesIn(directory)) {
    if (!isManifestName(name) || names.has(name)) continue;
    try {
      await rm(join(directory, name));
    } catch (error) {
      throw asTargetError(error, join(directory, name));
    }
  }
}

async function namesIn(directory: string): Promise<readonly string[]> {
  try {
    return await readdir(directory);
  } catch {
    // Nothing was ever written there, or it is no folder: writing says so.
    return [];
  }
}

async function writeManifests(
  workDirectory: string,
  manifests: readonly AppManifest[],
): Promise<readonly string[]> {
  const directory = join(workDirectory, APPS_DIRECTORY);
  if (manifests.length > 0) await writeAll(directory, manifests);
  await removeOldManifests(directory, manifests);
  return manifests.map(({ fileName }) => join(directory, fileName));
}

async function writeAll(directory: string, manifests: readonly AppManifest[]): Promise<void> {
  await makeWorkDirectory(directory);
  const names = Object.fromEntries(manifests.map(({ fileName }) => [fileName, fileName]));
  const files = await openWorkFiles(directory, names);
  try {
    for (const { fileName, yaml } of manifests) await files.of[fileName]?.write(yaml);
    await closeWorkFiles(files);
    await commitWorkFiles(files);
  } catch (error) {
    await discardWorkFiles(files);
    throw error;
  }
}
