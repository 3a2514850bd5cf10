import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { ConfigError } from '../errors/errors.ts';
import { notice } from '../errors/notices.ts';
import type { ServerSecurity, ServerSettings } from '../model/server-settings.ts';
import { Secret } from './database-address.ts';
import type { Env } from './flags.ts';
import { type Given, given, type Place, type S3Place } from './place.ts';

const text = z.string().optional().catch(undefined);
const number = z.number().optional().catch(undefined);
const flag = z.boolean().optional().catch(undefined);

const switchable = z.object({ Enable: flag }).optional().catch(undefined);

/** The keys that we name; tokens, salts and other passwords in the same file are never kept. */
const configJson = z.object({
  SqlSettings: z
    .object({
      DriverName: text,
      DataSource: text,
      DataSourceReplicas: z.array(z.string()).optional().catch(undefined),
    })
    .optional(),
  FileSettings: z
    .object({
      DriverName: text,
      Directory: text,
      AmazonS3Bucket: text,
      AmazonS3PathPrefix: text,
      AmazonS3Region: text,
      AmazonS3Endpoint: text,
      AmazonS3SSL: flag,
      AmazonS3AccessKeyId: text,
      AmazonS3SecretAccessKey: text,
      EnablePublicLink: flag,
    })
    .optional(),
  PluginSettings: z
    .object({
      EnableUploads: flag,
      PluginStates: z.record(z.string(), z.looseObject({ Enable: flag })).optional(),
    })
    .optional()
    .catch(undefined),
  SamlSettings: switchable,
  LdapSettings: switchable,
  OpenIdSettings: switchable,
  DataRetentionSettings: z
    .object({ EnableMessageDeletion: flag, MessageRetentionDays: number })
    .optional()
    .catch(undefined),
  RateLimitSettings: switchable,
  EmailSettings: z.object({ RequireEmailVerification: flag }).optional().catch(undefined),
  TeamSettings: z
    .object({ EnableOpenServer: flag, EnableUserCreation: flag })
    .optional()
    .catch(undefined),
  ServiceSettings: z
    .object({
      SiteURL: text,
      EnableLatex: flag,
      EnableInlineLatex: flag,
      ConnectionSecurity: text,
      EnforceMultifactorAuthentication: flag,
    })
    .optional(),
});

/** Mattermost runs in the folder above `config/`; its relative paths start there. */
export function serverRoot(configJsonPath: string): string {
  return dirname(dirname(resolve(configJsonPath)));
}

/**
 * Reads the text of Mattermost's config.json. Of several databases it takes the first replica: an
 * export should not load the primary. ConfigError when it is no such file.
 */
export function parseMattermostConfig(path: string, json: string): Place {
  const parsed = configJson.safeParse(parseJson(path, json));
  if (!parsed.success) {
    throw new ConfigError([notice('not-mattermost-config', { path })]);
  }
  const { SqlSettings, FileSettings, ServiceSettings } = parsed.data;
  const replica = SqlSettings?.DataSourceReplicas?.find((address) => address !== '');
  const directory = FileSettings?.Directory || undefined;
  return {
    configJson: path,
    dataSource:
      given('SqlSettings.DataSourceReplicas', replica) ??
      given('SqlSettings.DataSource', SqlSettings?.DataSource),
    driverName: given('SqlSettings.DriverName', SqlSettings?.DriverName),
    fileDirectory: given(
      'FileSettings.Directory',
      directory === undefined ? undefined : resolve(serverRoot(path), directory),
    ),
    fileDriver: given('FileSettings.DriverName', FileSettings?.DriverName),
    s3: s3Of(FileSettings),
    siteUrl: given('ServiceSettings.SiteURL', ServiceSettings?.SiteURL),
    latexBlock: ServiceSettings?.EnableLatex,
    latexInline: ServiceSettings?.EnableInlineLatex,
    serverSettings: serverSettingsOf(parsed.data),
  };
}

function serverSettingsOf(json: z.infer<typeof configJson>): ServerSettings {
  const { PluginSettings, SamlSettings, LdapSettings, OpenIdSettings } = json;
  const { EnableMessageDeletion, MessageRetentionDays } = json.DataRetentionSettings ?? {};
  const plugins = Object.entries(PluginSettings?.PluginStates ?? {});
  return {
    plugins: plugins.flatMap(([id, { Enable }]) => (Enable === true ? [id] : [])).sort(),
    hasSingleSignOn: [SamlSettings, LdapSettings, OpenIdSettings].some(
      (one) => one?.Enable === true,
    ),
    retentionDays: EnableMessageDeletion === true ? MessageRetentionDays : undefined,
    security: securityOf(json),
  };
}

/** The safe settings among those that are there (docs.mattermost.com, configuration settings). */
function securityOf(json: z.infer<typeof configJson>): ServerSecurity {
  const { ServiceSettings, TeamSettings, FileSettings, PluginSettings } = json;
  return {
    tls: hasTls(ServiceSettings?.SiteURL, ServiceSettings?.ConnectionSecurity),
    'rate-limiting': json.RateLimitSettings?.Enable,
    mfa: ServiceSettings?.EnforceMultifactorAuthentication,
    'closed-registration':
      TeamSettings?.EnableUserCreation === false ? true : not(TeamSettings?.EnableOpenServer),
    'private-files': not(FileSettings?.EnablePublicLink),
    'email-verification': json.EmailSettings?.RequireEmailVerification,
    'no-plugin-uploads': not(PluginSettings?.EnableUploads),
  };
}

const not = (value: boolean | undefined): boolean | undefined =>
  value === undefined ? undefined : !value;

/** A proxy in front of the server may hold the certificate, which the address shows. */
function hasTls(siteUrl: string | undefined, security: string | undefined): boolean | undefined {
  if (security === 'TLS' || siteUrl?.toLowerCase().startsWith('https:')) return true;
  return siteUrl ? false : undefined;
}

/** The key of a bucket is kept out of every text; what encrypts the bucket is the server's affair, not the reader's. */
function s3Of(settings: z.infer<typeof configJson>['FileSettings']): S3Place {
  const secret = settings?.AmazonS3SecretAccessKey;
  return {
    bucket: settings?.AmazonS3Bucket || undefined,
    pathPrefix: settings?.AmazonS3PathPrefix || undefined,
    region: settings?.AmazonS3Region || undefined,
    endpoint: settings?.AmazonS3Endpoint || undefined,
    hasTls: settings?.AmazonS3SSL,
    accessKeyId: settings?.AmazonS3AccessKeyId || undefined,
    secretAccessKey: secret ? new Secret(secret) : undefined,
  };
}

function parseJson(path: string, json: string): unknown {
  try {
    return JSON.parse(json.replace(/^\uFEFF/, ''));
  } catch {
    // The cause quotes the file, and the file holds passwords.
    throw new ConfigError([notice('not-json', { path })]);
  }
}

/** The variables that are read. */
export const MATTERMOST_VARIABLES = [
  'MM_FILESETTINGS_AMAZONS3ACCESSKEYID',
  'MM_FILESETTINGS_AMAZONS3BUCKET',
  'MM_FILESETTINGS_AMAZONS3ENDPOINT',
  'MM_FILESETTINGS_AMAZONS3PATHPREFIX',
  'MM_FILESETTINGS_AMAZONS3REGION',
  'MM_FILESETTINGS_AMAZONS3SECRETACCESSKEY',
  'MM_FILESETTINGS_AMAZONS3SSL',
  'MM_FILESETTINGS_DIRECTORY',
  'MM_FILESETTINGS_DRIVERNAME',
  'MM_SERVICESETTINGS_ENABLEINLINELATEX',
  'MM_SERVICESETTINGS_ENABLELATEX',
  'MM_SERVICESETTINGS_SITEURL',
  'MM_SQLSETTINGS_DATASOURCE',
  'MM_SQLSETTINGS_DATASOURCEREPLICAS',
  'MM_SQLSETTINGS_DRIVERNAME',
] as const;

/**
 * Mattermost's own variables, `MM_<SECTION>_<KEY>`; the server lists the parts of a list with spaces
 * between them. A relative file directory starts at `root`, the folder that the server runs in.
 */
export function readMattermostEnv(env: Env, root: string): Place {
  const of = (key: string): Given | undefined => given(key, env[key]);
  const replica = env['MM_SQLSETTINGS_DATASOURCEREPLICAS']?.trim().split(/\s+/)[0];
  const directory = of('MM_FILESETTINGS_DIRECTORY');
  const secret = env['MM_FILESETTINGS_AMAZONS3SECRETACCESSKEY'] ?? '';
  return {
    dataSource:
      given('MM_SQLSETTINGS_DATASOURCEREPLICAS', replica) ?? of('MM_SQLSETTINGS_DATASOURCE'),
    driverName: of('MM_SQLSETTINGS_DRIVERNAME'),
    fileDirectory:
      directory === undefined ? undefined : { ...directory, text: resolve(root, directory.text) },
    fileDriver: of('MM_FILESETTINGS_DRIVERNAME'),
    s3: {
      bucket: env['MM_FILESETTINGS_AMAZONS3BUCKET'] || undefined,
      pathPrefix: env['MM_FILESETTINGS_AMAZONS3PATHPREFIX'] || undefined,
      region: env['MM_FILESETTINGS_AMAZONS3REGION'] || undefined,
      endpoint: env['MM_FILESETTINGS_AMAZONS3ENDPOINT'] || undefined,
      hasTls: flagOf(env['MM_FILESETTINGS_AMAZONS3SSL']),
      accessKeyId: env['MM_FILESETTINGS_AMAZONS3ACCESSKEYID'] || undefined,
      secretAccessKey: secret === '' ? undefined : new Secret(secret),
    },
    siteUrl: of('MM_SERVICESETTINGS_SITEURL'),
    latexBlock: flagOf(env['MM_SERVICESETTINGS_ENABLELATEX']),
    latexInline: flagOf(env['MM_SERVICESETTINGS_ENABLEINLINELATEX']),
  };
}

/** The words of Go's strconv.ParseBool, by which the server reads them. */
const FLAG_WORDS: Readonly<Record<string, boolean>> = {
  '1': true,
  t: true,
  true: true,
  '0': false,
  f: false,
  false: false,
};

function flagOf(text: string | undefined): boolean | undefined {
  return FLAG_WORDS[text?.toLowerCase() ?? ''];
}
