import { existsSync, readFileSync, statSync } from 'node:fs';
import { makeComplaints } from './config/complaints.ts';
import { type DatabaseAddress, tlsMode } from './config/database-address.ts';
import type { Env, Flags } from './config/flags.ts';
import {
  type MattermostSettings,
  parseMattermostConfig,
  withMattermostEnv,
} from './config/mattermost-config.ts';
import { parseMoment } from './config/moments.ts';
import { nameList, parseDomain, parseInclude } from './config/names.ts';
import { Secret } from './config/secret.ts';
import { parseSettings, type Settings } from './config/settings-file.ts';
import { parseSourceUrl } from './config/source-url.ts';
import { ConfigError } from './errors.ts';
import type { ChannelType } from './model.ts';

export type { DatabaseAddress } from './config/database-address.ts';
export type { Flags } from './config/flags.ts';

/** Where the bytes of attachments are. */
export type FilesConfig =
  | { readonly kind: 'none' }
  | { readonly kind: 'local'; readonly directory: string };

/** Settings that a command may trust: checked, complete, one value each. */
export interface Config {
  readonly source: DatabaseAddress;
  readonly files: FilesConfig;
  readonly workDirectory: string;
  readonly include: readonly ChannelType[];
  /** Empty for all. */
  readonly channels: readonly string[];
  readonly excludeChannels: readonly string[];
  readonly teams: readonly string[];
  readonly fromMs: number | undefined;
  /** Exclusive. */
  readonly toMs: number | undefined;
  readonly lang: 'en' | 'ja';
  readonly json: boolean;
  readonly quiet: boolean;
  readonly channelNames: 'display' | 'name' | 'ascii';
  readonly systemMessages: 'keep' | 'drop';
  readonly siteUrl: string | undefined;
  /** The workspace's address when links to old posts are to lead there; undefined leaves them. */
  readonly rewriteLinksTo: string | undefined;
  readonly latex: { readonly block: boolean; readonly inline: boolean };
  /** Set for a trial import: every e-mail address moves to this domain. */
  readonly rehearsalDomain: string | undefined;
  readonly splitBy: 'none' | 'visibility';
  readonly postsPerPage: number;
  readonly warnings: readonly string[];
}

const DEFAULT_FILE = 'mm2slack.yaml';
const DEFAULT_WORK = './mm2slack-work';

/**
 * Turns what the user wrote into what the program trusts. A flag wins over the environment, that over
 * mm2slack.yaml, that over Mattermost's config.json and the defaults. All complaints come at once, in
 * one ConfigError.
 */
export function resolveConfig(flags: Flags, env: Env): Config {
  const warnings: string[] = [];
  const settings = readSettings(flags, warnings);
  const mattermost = readMattermost(flags, settings, env);
  const complaints = makeComplaints();
  const source = complaints.of(() => resolveSource(flags, settings, mattermost, env));
  const files = complaints.of(() => resolveFiles(flags, settings, mattermost, warnings));
  const include = complaints.of(() =>
    parseInclude('include', flags.include ?? settings.include ?? 'public,private'),
  );
  const fromMs = complaints.of(() => optionalMoment('from', flags.from ?? settings.from));
  const toMs = complaints.of(() => optionalMoment('to', flags.to ?? settings.to));
  const rehearsalDomain = complaints.of(() =>
    flags.rehearsal === undefined ? undefined : parseDomain('rehearsal', flags.rehearsal),
  );
  if (fromMs !== undefined && toMs !== undefined && fromMs >= toMs) {
    complaints.add(`from: ${flags.from ?? settings.from}, expected a moment before --to`);
  }
  const rewriteLinksTo = complaints.of(() => resolveRewrite(flags, settings));
  complaints.throwAny();
  if (source === undefined || files === undefined || include === undefined) {
    throw new TypeError('Expected a complaint for each setting that is missing');
  }
  return {
    source,
    files,
    include,
    fromMs,
    toMs,
    rehearsalDomain,
    rewriteLinksTo,
    warnings,
    workDirectory: flags.work ?? settings.work ?? DEFAULT_WORK,
    channels: nameList(flags.channels ?? settings.channels?.only),
    excludeChannels: nameList(flags.excludeChannels ?? settings.channels?.exclude),
    teams: nameList(flags.teams ?? settings.teams),
    lang: (flags.lang ?? settings.lang) === 'ja' ? 'ja' : 'en',
    json: flags.json === true,
    quiet: flags.quiet === true,
    channelNames: settings.channels?.names ?? 'display',
    systemMessages: (flags.systemMessages ?? settings.systemMessages) === 'drop' ? 'drop' : 'keep',
    siteUrl: settings.source?.siteUrl ?? mattermost.siteUrl,
    latex: {
      block: settings.latex?.block ?? mattermost.latex.block ?? true,
      inline: settings.latex?.inline ?? mattermost.latex.inline ?? false,
    },
    splitBy: flags.splitBy === 'visibility' ? 'visibility' : 'none',
    postsPerPage: settings.source?.postsPerPage ?? 1000,
  };
}

function readSettings(flags: Flags, warnings: string[]): Settings {
  const path = flags.config ?? DEFAULT_FILE;
  if (flags.config === undefined && !existsSync(path)) return {};
  const settings = parseSettings(path, readText('config', path));
  const holdsPassword = /:\/\/[^/@\s:]*:[^@\s]+@/.test(settings.source?.url ?? '');
  if (holdsPassword && (statSync(path).mode & 0o077) !== 0) {
    warnings.push(`${path} holds a password and others may read it: chmod 600 ${path}`);
  }
  return settings;
}

function readMattermost(flags: Flags, settings: Settings, env: Env): MattermostSettings {
  const path = flags.mattermostConfig ?? settings.mattermostConfig;
  if (path === undefined) return withMattermostEnv(undefined, env);
  const read = parseMattermostConfig(path, readText('mattermostConfig', path));
  return withMattermostEnv(read, env);
}

function readText(key: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new ConfigError([`${key}: cannot read ${path}`], { cause: error });
  }
}

const HOW_TO_GIVE_A_SOURCE =
  'source: none given, expected --source URL, --mattermost-config FILE or source.url in mm2slack.yaml';

function resolveSource(
  flags: Flags,
  settings: Settings,
  mattermost: MattermostSettings,
  env: Env,
): DatabaseAddress {
  const file = settings.source ?? {};
  const fromFlagOrFile =
    flags.source ?? (flags.mattermostConfig === undefined ? file.url : undefined);
  const text = fromFlagOrFile ?? mattermost.dataSource;
  if (text === undefined || text === '') throw new ConfigError([HOW_TO_GIVE_A_SOURCE]);
  const parsed = parseSourceUrl('source', text);
  const tls = file.tls === undefined ? parsed.tls : tlsMode(file.tls);
  if (tls === undefined) {
    throw new ConfigError([`source.tls: '${file.tls}', expected off, on or skip-verify`]);
  }
  const password = env['MM2SLACK_SOURCE_PASSWORD'];
  return {
    ...parsed,
    tls,
    password: password === undefined ? parsed.password : new Secret(password),
    caFile: file.caFile,
    connectTimeoutMs: file.connectTimeoutMs ?? parsed.connectTimeoutMs ?? 10_000,
    statementTimeoutMs: file.statementTimeoutMs ?? 600_000,
    maxRowsPerSecond: file.maxRowsPerSecond,
  };
}

function resolveFiles(
  flags: Flags,
  settings: Settings,
  mattermost: MattermostSettings,
  warnings: string[],
): FilesConfig {
  const given = flags.files ?? settings.files;
  if (given !== undefined) {
    if (!/^[a-z0-9]+:\/\//i.test(given)) return { kind: 'local', directory: given };
    throw new ConfigError([`files: '${given}', expected a folder (S3 cannot be read yet)`]);
  }
  if (mattermost.fileDriver !== undefined && mattermost.fileDriver !== 'local') {
    warnings.push(
      `Mattermost keeps its files in '${mattermost.fileDriver}', which cannot be read yet: nobody looks whether they are there (give --files with a copy)`,
    );
    return { kind: 'none' };
  }
  if (mattermost.fileDirectory === undefined) return { kind: 'none' };
  return { kind: 'local', directory: mattermost.fileDirectory };
}

function resolveRewrite(flags: Flags, settings: Settings): string | undefined {
  if (flags.rewritePermalinks !== true) return undefined;
  const url = settings.target?.workspaceUrl;
  if (url !== undefined && /^https:\/\/[a-z0-9.-]+\/?$/i.test(url)) return url;
  throw new ConfigError([
    `target.workspaceUrl: ${url === undefined ? 'none' : `'${url}'`}, expected https://<workspace>.slack.com, which --rewrite-permalinks needs`,
  ]);
}

function optionalMoment(key: string, text: string | undefined): number | undefined {
  return text === undefined ? undefined : parseMoment(key, text);
}
