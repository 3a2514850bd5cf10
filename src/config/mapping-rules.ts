import { ConfigError } from '../errors/errors.ts';
import { notice } from '../errors/notices.ts';
import { type Complaints, oneOf } from './complaints.ts';
import { DEFAULTS } from './defaults.ts';
import { languageOfEnvironment } from './environment-language.ts';
import type { Env, Flags } from './flags.ts';
import type { Settings } from './schema.ts';
import { parseNames } from './selection.ts';

/** How what is written looks. */
export interface OutputShape {
  readonly channelNames: 'display' | 'name' | 'ascii';
  readonly systemMessages: 'keep' | 'drop';
  /** Credentials do not move: a mark replaces each. */
  readonly redactSecrets: boolean;
  readonly splitBy: 'none' | 'visibility' | 'month' | 'size';
  /** Of an archive when they are split by size. */
  readonly splitBytes: number;
  /** Set for a trial import: every e-mail address moves to this domain. */
  readonly rehearsalDomain: string | undefined;
  /** The workspace's address when links to old posts are to lead there; undefined leaves them. */
  readonly rewriteLinksTo: string | undefined;
  /** Bookmarks of channels in an archive: in no message, or as a pinned list in the last one of their channel. */
  readonly zipBookmarks: 'none' | 'message';
  /** How a quote inside a field of a text import is written. */
  readonly csvQuoting: 'backslash' | 'doubled';
  /** Where tables of texts stand; undefined for the default of archives or of messages by API. */
  readonly tables: 'block' | 'attachment' | 'text' | undefined;
  readonly lang: 'en' | 'ja';
}

/** What can be uploaded through the browser (slack.com/help/articles/217872578, an older version of the page). */
const DEFAULT_SPLIT = '2GB';

/** How it is to look. Complaints are noted; the result may be asked for when there are none. */
export function resolveShape(
  { flags, env }: { readonly flags: Flags; readonly env: Env },
  settings: () => Settings,
  complaints: Complaints,
): () => OutputShape {
  const systemMessages = complaints.of(() =>
    oneOf(
      'system-messages',
      flags.systemMessages ?? settings().systemMessages ?? DEFAULTS.systemMessages,
      ['keep', 'drop'],
    ),
  );
  const splitBy = complaints.of(() =>
    oneOf('split-by', flags.splitBy ?? 'none', ['none', 'visibility', 'month', 'size']),
  );
  const splitBytes = complaints.of(() => parseSize('split-size', flags.splitSize ?? DEFAULT_SPLIT));
  complaints.of(() => refuseUnusedSize(flags));
  const rehearsalDomain = complaints.of(() =>
    flags.rehearsal === undefined ? undefined : parseDomain('rehearsal', flags.rehearsal),
  );
  const rewriteLinksTo = complaints.of(() =>
    flags.rewritePermalinks === true
      ? parseWorkspaceUrl('target.workspaceUrl', settings().target?.workspaceUrl)
      : undefined,
  );
  const csvQuoting = complaints.of(() =>
    oneOf('csv-quoting', flags.csvQuoting ?? settings().csv?.quoting ?? DEFAULTS['csv.quoting'], [
      'backslash',
      'doubled',
    ]),
  );
  const lang = complaints.of(() => resolveLanguage(flags, settings(), env));
  return () => ({
    channelNames: settings().channels?.names ?? DEFAULTS['channels.names'],
    systemMessages: systemMessages(),
    redactSecrets: flags.redactSecrets ?? settings().redactSecrets ?? DEFAULTS.redactSecrets,
    splitBy: splitBy(),
    splitBytes: splitBytes(),
    rehearsalDomain: rehearsalDomain(),
    rewriteLinksTo: rewriteLinksTo(),
    zipBookmarks: settings().zip?.bookmarks ?? DEFAULTS['zip.bookmarks'],
    csvQuoting: csvQuoting(),
    tables: settings().slack?.tables,
    lang: lang(),
  });
}

/** How people and channels are decided. */
export interface DecisionRules {
  readonly renameRules: readonly {
    readonly from: RegExp;
    readonly to: string;
    readonly team: string | undefined;
  }[];
  readonly archivedChannels: 'keep' | 'open' | 'skip';
  /** Names of channels in Slack that the token cannot see. */
  readonly takenNames: readonly string[];
  /** CSV of who is who; undefined when there is none. */
  readonly peopleMapping: string | undefined;
  /** Domains of e-mail addresses that changed; lower case. */
  readonly domainRules: readonly { readonly from: string; readonly to: string }[];
  /** What applies to people and channels that a plan has not seen. */
  readonly planDefaults: {
    readonly newPerson: 'by-rule' | 'name-only';
    readonly newChannel: 'by-rule' | 'skip';
  };
  /** As the user says; undefined leaves it to the workspace. */
  readonly slackPlan: 'free' | 'pro' | 'business-plus' | 'enterprise-grid' | undefined;
}

/** What decides about people and channels. Complaints are noted; ask for the result when there are none. */
export function resolveDecisionRules(
  settings: () => Settings,
  complaints: Complaints,
): () => DecisionRules {
  const renameRules = complaints.of(() => (settings().channels?.rename ?? []).map(parseRename));
  const takenNames = complaints.of(() =>
    parseNames('channels.takenNames', settings().channels?.takenNames),
  );
  const domainRules = complaints.of(() =>
    Object.entries(settings().people?.domains ?? {}).map(([from, to]) => ({
      from: parseDomain('people.domains', from),
      to: parseDomain('people.domains', to),
    })),
  );
  return () => ({
    renameRules: renameRules(),
    archivedChannels: settings().channels?.archived ?? DEFAULTS['channels.archived'],
    takenNames: takenNames(),
    peopleMapping: settings().people?.mapping,
    domainRules: domainRules(),
    planDefaults: {
      newPerson: settings().plan?.newPeople ?? DEFAULTS['plan.newPeople'],
      newChannel: settings().plan?.newChannels ?? DEFAULTS['plan.newChannels'],
    },
    slackPlan: settings().target?.plan,
  });
}

/** The language of everything that a person reads; ConfigError when it is none that there is. */
export function resolveLanguage(flags: Flags, settings: Settings, env: Env): OutputShape['lang'] {
  const given = flags.lang ?? settings.lang ?? languageOfEnvironment(env);
  return oneOf('lang', given, ['en', 'ja']);
}

type RenameSetting = NonNullable<NonNullable<Settings['channels']>['rename']>[number];

function parseRename(
  { from, to, team }: RenameSetting,
  index: number,
): DecisionRules['renameRules'][number] {
  try {
    return { from: new RegExp(from, 'u'), to, team };
  } catch (error) {
    throw new ConfigError([notice('rename-rule-unreadable', { index, from })], { cause: error });
  }
}

const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
/** RFC 1035 and 1123: labels of 1 to 63, 253 in all; a top level of letters, or in Punycode. */
const DOMAIN = new RegExp(
  `^(?=.{4,253}$)(?:${LABEL}\\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,58}[a-z0-9])$`,
);

/** A domain name for e-mail addresses, in lower case; ConfigError when it is none. */
export function parseDomain(key: string, text: string): string {
  const domain = text.toLowerCase();
  if (DOMAIN.test(domain)) return domain;
  throw new ConfigError([notice('domain-unusable', { key, text })]);
}

const UNITS: Readonly<Record<string, number>> = { '': 1, kb: 1e3, mb: 1e6, gb: 1e9 };

/** Bytes of `500MB`, `2GB` or a plain number; ConfigError for anything else. */
function parseSize(key: string, text: string): number {
  const [, digits = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*(kb|mb|gb|)$/i.exec(text.trim()) ?? [];
  const bytes = Math.floor(Number(digits) * (UNITS[unit.toLowerCase()] ?? 0));
  if (digits !== '' && bytes >= 1) return bytes;
  throw new ConfigError([notice('size-unusable', { key, text })]);
}

/** ConfigError for a size that no archive would have. */
function refuseUnusedSize({ splitBy, splitSize }: Flags): void {
  if (splitSize === undefined || splitBy === 'size') return;
  throw new ConfigError([notice('split-size-without-split')]);
}

/** The address of a Slack workspace; ConfigError when there is none or it is something else. */
function parseWorkspaceUrl(key: string, text: string | undefined): string {
  if (text !== undefined && /^https:\/\/[a-z0-9.-]+\/?$/i.test(text)) return text;
  throw new ConfigError([
    text === undefined
      ? notice('workspace-url-missing', { key })
      : notice('workspace-url-unusable', { key, text }),
  ]);
}
