import { join } from 'node:path';
import type { Config } from '../config.ts';
import { readInventory } from '../exporters/inventory/read-inventory.ts';
import { openDatabase } from '../exporters/open-database.ts';
import { throttle } from '../exporters/throttle.ts';
import { type AppManifest, appManifests } from '../mapping/inventory/app-manifest.ts';
import { type Inventory, makeInventory } from '../mapping/inventory/inventory.ts';
import type { InventoryFacts } from '../model/inventory-facts.ts';
import type { CommandContext } from './context.ts';
import type { ScannedSecrets } from './inventory/scan-secrets.ts';
import { inventoryHtml } from './report/inventory/inventory-html.ts';
import { inventoryMarkdown } from './report/inventory/inventory-markdown.ts';
import {
  closeWorkFiles,
  commitWorkFiles,
  discardWorkFiles,
  makeWorkDirectory,
  openWorkFiles,
} from './work-files.ts';

export interface InventoryReport {
  readonly inventory: Inventory;
  /** Paths of what was written. */
  readonly files: readonly string[];
  readonly warnings: readonly string[];
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
  const database = await openDatabase(config.source);
  const { maxRowsPerSecond } = config.source;
  const gentle =
    maxRowsPerSecond === undefined ? database : throttle(database, maxRowsPerSecond, signal);
  const nowMs = todayMs();
  const facts = await readInventory(gentle, nowMs);
  const { operatingSystem, ...cost } = config.inventory;
  const made = makeInventory(facts, { todayMs: nowMs, withText, cost, operatingSystem });
  signal.throwIfAborted();
  const scanned = scansSecrets ? await scan(config, { withText, facts }, context) : undefined;
  const inventory = scanned === undefined ? made : { ...made, secretScan: scanned.scan };
  const reports = await writeReports(config, inventory);
  const files = scanned === undefined ? reports : [...reports, scanned.file];
  return { inventory, files, warnings: [...config.warnings, ...facts.description.warnings] };
}

/** Loaded where it is asked for. */
async function scan(
  config: Config,
  { withText, facts }: { readonly withText: boolean; readonly facts: InventoryFacts },
  context: CommandContext,
): Promise<ScannedSecrets> {
  const { scanSecrets } = await import('./inventory/scan-secrets.ts');
  const postsOf = new Map(facts.channels.map(({ id, posts }) => [id, posts]));
  return await scanSecrets(config, { withText, postsOf }, context);
}

async function writeReports(config: Config, inventory: Inventory): Promise<readonly string[]> {
  const { workDirectory, lang } = config;
  const names = { markdown: 'inventory.md', html: 'inventory.html' };
  const files = await openWorkFiles(workDirectory, names);
  try {
    await files.of.markdown.write(inventoryMarkdown(inventory, lang));
    await files.of.html.write(inventoryHtml(inventory, lang));
    await closeWorkFiles(files);
    await commitWorkFiles(files);
  } catch (error) {
    await discardWorkFiles(files);
    throw error;
  }
  const apps = await writeManifests(workDirectory, appManifests(inventory.integrations));
  return [...Object.values(names).map((name) => join(workDirectory, name)), ...apps];
}

async function writeManifests(
  workDirectory: string,
  manifests: readonly AppManifest[],
): Promise<readonly string[]> {
  if (manifests.length === 0) return [];
  const directory = join(workDirectory, APPS_DIRECTORY);
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
  return manifests.map(({ fileName }) => join(directory, fileName));
}
