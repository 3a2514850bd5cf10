import { ConfigError, type Line } from '../errors/errors.ts';
import { notice } from '../errors/notices.ts';
import type { ServerSettings } from '../model/server-settings.ts';
import { makeComplaints } from './complaints.ts';
import { DEFAULTS } from './defaults.ts';
import { type Delivery, type FilesConfig, resolveDelivery, resolveFiles } from './files.ts';
import type { Env, Flags } from './flags.ts';
import { type InventorySettings, resolveInventory } from './inventory.ts';
import {
  type DecisionRules,
  type OutputShape,
  resolveDecisionRules,
  resolveShape,
} from './mapping-rules.ts';
import { lazyNetwork } from './network.ts';
import { type NotifyTarget, resolveNotify } from './notify.ts';
import { first, type Given, type Places } from './place.ts';
import { orderPlaces } from './places.ts';
import { type ReadFile, readFromDisk } from './read-file.ts';
import { s3Options } from './s3-files.ts';
import type { Settings } from './schema.ts';
import { resolveSelection, type Selection } from './selection.ts';
import { readSettings } from './settings-file.ts';
import { resolveSlack, type SlackAccess } from './slack.ts';
import { resolveSource, type SourceAddress } from './source.ts';
import { parseWorkers } from './workers.ts';

/** What Mattermost's own configuration says of the server. */
export interface ServerFacts {
  readonly siteUrl: string | undefined;
  /** The release as somebody says it, `8.1.2` or `8.1`, which the database need not. */
  readonly mattermostVersion: Given | undefined;
  readonly latex: { readonly block: boolean; readonly inline: boolean };
  /** Undefined without Mattermost's config.json. */
  readonly serverSettings: ServerSettings | undefined;
}

/** Where content is read from, how fast, and what of it stays behind. */
export interface SourceSettings extends Pick<OutputShape, 'redactSecrets'>, ShownProgress {
  readonly source: SourceAddress;
  readonly files: FilesConfig;
  readonly postsPerPage: number;
}

/** Whether progress is shown, and in which language. */
export interface ShownProgress extends Pick<OutputShape, 'lang'> {
  readonly json: boolean;
  readonly quiet: boolean;
}

/** How history looks when it is posted through the API. */
export interface ReplaySettings {
  readonly time: 'context' | 'text';
  readonly reactions: 'summary' | 'app' | 'none';
  readonly direct: 'private-channel' | 'skip';
  readonly iconUrl: string | undefined;
}

/** How changes are found, in milliseconds. */
export interface SyncSettings {
  readonly overlapMs: number;
  readonly compareEveryMs: number;
}

/** The legal hold that an archive keeps. */
export interface HoldChoice {
  /** Path of the list of people and channels. */
  readonly list: string | undefined;
  /** True when the settings have a list and a flag says that this run does not keep it. */
  readonly isLeftOut: boolean;
}

/** Settings that a command may trust: checked, complete, one value each. What it calls gets sections of them. */
export interface Config extends Selection, OutputShape, DecisionRules, ServerFacts, SourceSettings {
  readonly delivery: Delivery;
  readonly workDirectory: string;
  readonly hold: HoldChoice;
  /** Threads that map or compare posts; undefined for as many as are worth it. */
  readonly workers: number | undefined;
  readonly slack: SlackAccess;
  /** Undefined when no webhook is called with how runs go. */
  readonly notify: NotifyTarget | undefined;
  readonly replay: ReplaySettings;
  readonly sync: SyncSettings;
  readonly inventory: InventorySettings;
  readonly warnings: readonly Line[];
}

/**
 * Turns what the user wrote into what the program trusts. For each setting a flag wins over the
 * environment, that over mm2slack.yaml, that over the default; `orderPlaces` says where Mattermost's
 * own config.json comes. All complaints come at once, in one ConfigError.
 */
export function resolveConfig(flags: Flags, env: Env, readFile: ReadFile = readFromDisk): Config {
  const complaints = makeComplaints();
  const warnings: Line[] = [];
  const settings = complaints.of(() => readSettings(flags.config, readFile, warnings));
  const places = orderPlaces({ flags, env, settings, readFile }, complaints, warnings);
  const workDirectory = complaints.of(() => resolveWorkDirectory(flags.work ?? settings().work));
  const source = complaints.of(() =>
    resolveSource(places, {
      settings: () => settings().source ?? {},
      env,
      readFile,
      stageFolder: workDirectory,
    }),
  );
  const network = lazyNetwork(env, settings, readFile);
  const files = complaints.of(() =>
    resolveFiles(places, warnings, s3Options(env, settings(), network), workDirectory),
  );
  const delivery = resolveDelivery(env, settings, complaints);
  const siteUrl = complaints.of(() => parseSiteUrl(first(places, 'siteUrl')));
  const mattermostVersion = complaints.of(() =>
    parseMattermostVersion(first(places, 'mattermostVersion')),
  );
  const selection = resolveSelection(flags, settings, complaints);
  const shape = resolveShape({ flags, env }, settings, complaints);
  const slack = resolveSlack(env, settings, complaints, network);
  const notify = resolveNotify(env, settings, complaints, network);
  const workers = complaints.of(() => parseWorkers(flags.workers));
  const decisionRules = resolveDecisionRules(settings, complaints);
  complaints.throwAny();
  return {
    source: source(),
    files: files(),
    delivery: delivery(),
    siteUrl: siteUrl(),
    mattermostVersion: mattermostVersion(),
    ...selection(),
    ...shape(),
    latex: resolveLatex(places),
    serverSettings: first(places, 'serverSettings'),
    ...decisionRules(),
    workDirectory: workDirectory(),
    hold: resolveHold(flags.hold, settings().hold),
    workers: workers(),
    slack: slack(),
    notify: notify(),
    replay: resolveReplay(settings().replay),
    sync: resolveSync(settings().sync),
    inventory: resolveInventory(settings().inventory ?? {}),
    postsPerPage: settings().source?.postsPerPage ?? DEFAULTS['source.postsPerPage'],
    json: flags.json === true,
    quiet: flags.quiet === true,
    warnings,
  };
}

const resolveLatex = (places: Places): ServerFacts['latex'] => ({
  block: first(places, 'latexBlock') ?? DEFAULTS['latex.block'],
  inline: first(places, 'latexInline') ?? DEFAULTS['latex.inline'],
});

const resolveReplay = (yaml: Settings['replay']): ReplaySettings => ({
  time: yaml?.time ?? DEFAULTS['replay.time'],
  reactions: yaml?.reactions ?? DEFAULTS['replay.reactions'],
  direct: yaml?.direct ?? DEFAULTS['replay.direct'],
  iconUrl: yaml?.iconUrl,
});

const resolveSync = (yaml: Settings['sync']): SyncSettings => ({
  overlapMs: yaml?.overlapMs ?? DEFAULTS['sync.overlapMs'],
  compareEveryMs: yaml?.compareEveryMs ?? DEFAULTS['sync.compareEveryMs'],
});

const resolveHold = (flag: Flags['hold'], setting: string | undefined): HoldChoice =>
  flag === false
    ? { list: undefined, isLeftOut: setting !== undefined }
    : { list: flag ?? setting, isLeftOut: false };

/** Where plan, ledger and reports live; ConfigError for an empty path, which would be the current folder. */
export function resolveWorkDirectory(path: string | undefined): string {
  if (path === '') throw new ConfigError([notice('work-empty')]);
  return path ?? DEFAULTS.work;
}

/** A release of Mattermost, `8.1.2` or `8.1`; ConfigError for anything else. */
export function parseMattermostVersion(given: Given | undefined): Given | undefined {
  if (given === undefined || /^\d{1,4}\.\d{1,4}(?:\.\d{1,4})?$/.test(given.text)) return given;
  throw new ConfigError([notice('mattermost-version-unusable', { ...given })]);
}

/** Mattermost's address, possibly with a path, without a slash at its end; ConfigError for anything else. */
export function parseSiteUrl(site: Given | undefined): string | undefined {
  if (site === undefined) return undefined;
  const { key, text } = site;
  const isUrl = /^https?:\/\/[^\s/?#@]+(?:\/[^\s?#]*)?$/i.test(text);
  if (!isUrl || !URL.canParse(text)) {
    throw new ConfigError([notice('site-url-unusable', { key, text })]);
  }
  return text.replace(/\/+$/, '');
}
