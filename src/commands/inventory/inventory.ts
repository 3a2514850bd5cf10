import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import type { Line } from '../../errors/errors.ts';
import { readInventory } from '../../exporters/inventory/inventory.ts';
import { AMAZON_Q_FILES, amazonQFiles, type SetupFile } from '../../mapping/inventory/amazon-q.ts';
import { appManifests, isManifestName } from '../../mapping/inventory/app-manifest.ts';
import { type Inventory, makeInventory } from '../../mapping/inventory/inventory.ts';
import type { InventoryFacts } from '../../model/inventory.ts';
import { inventoryHtml } from '../../reports/inventory/html.ts';
import { inventoryMarkdown } from '../../reports/inventory/markdown.ts';
import { lineTexts } from '../../reports/notices.ts';
import { asTargetError } from '../../system/write-errors.ts';
import type { CommandContext } from '../run/context.ts';
import { CLEAN_UP_FILE } from '../run/decisions.ts';
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
import {
  cleanUpText,
  INTEGRATIONS_FILE,
  integrationsText,
  type ListAnswers,
  readListAnswers,
} from './lists.ts';
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
  const { signal } = context;
  const todayMs = context.todayMs();
  const answers = await readListAnswers(config.workDirectory);
  const { facts, warnings } = await readFacts(config, todayMs, signal);
  const { operatingSystem, cost, security } = config.inventory;
  const { serverSettings } = config;
  const made = makeInventory(facts, {
    todayMs,
    withText,
    cost,
    operatingSystem,
    security,
    serverSettings,
    listsBookmarks: config.zipBookmarks === 'message',
    sourceWarnings: lineTexts(warnings, config.lang),
  });
  signal.throwIfAborted();
  const scanned = scansSecrets ? await scan(config, { withText, facts }, context) : undefined;
  const inventory = scanned === undefined ? made : { ...made, secretScan: scanned.scan };
  const reports = await writeReports(config, inventory, answers);
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
  answers: ListAnswers,
): Promise<readonly string[]> {
  const { workDirectory, lang } = config;
  const names = {
    ...{ markdown: 'inventory.md', html: 'inventory.html' },
    ...{ cleanUp: CLEAN_UP_FILE, integrations: INTEGRATIONS_FILE },
  };
  const files = await openWorkFiles(workDirectory, names);
  try {
    await files.of.markdown.write(inventoryMarkdown(inventory, lang));
    await files.of.html.write(await inventoryHtml(inventory, lang));
    await files.of.cleanUp.write(cleanUpText(inventory, answers));
    await files.of.integrations.write(integrationsText(inventory, answers, lang));
    await closeWorkFiles(files);
    await commitWorkFiles(files);
  } catch (error) {
    await discardWorkFiles(files);
    throw error;
  }
  const { integrations } = inventory;
  const setup = [...appManifests(integrations), ...amazonQFiles(integrations)];
  const apps = await writeSetupFiles(workDirectory, setup);
  return [...Object.values(names).map((name) => join(workDirectory, name)), ...apps];
}

/**
 * Removes the manifests of integrations that no longer exist: the name of each of our manifests has their number and
 * kind.
 */
async function removeOldFiles(directory: string, kept: readonly SetupFile[]): Promise<void> {
  const names = new Set(kept.map(({ fileName }) => fileName));
  for (const name of await namesIn(directory)) {
    if (!(isManifestName(name) || AMAZON_Q_FILES.includes(name)) || names.has(name)) continue;
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

async function writeSetupFiles(
  workDirectory: string,
  files: readonly SetupFile[],
): Promise<readonly string[]> {
  const directory = join(workDirectory, APPS_DIRECTORY);
  if (files.length > 0) await writeAll(directory, files);
  await removeOldFiles(directory, files);
  return files.map(({ fileName }) => join(directory, fileName));
}

async function writeAll(directory: string, setup: readonly SetupFile[]): Promise<void> {
  await makeWorkDirectory(directory);
  const names = Object.fromEntries(setup.map(({ fileName }) => [fileName, fileName]));
  const files = await openWorkFiles(directory, names);
  try {
    for (const { fileName, text } of setup) await files.of[fileName]?.write(text);
    await closeWorkFiles(files);
    await commitWorkFiles(files);
  } catch (error) {
    await discardWorkFiles(files);
    throw error;
  }
}
