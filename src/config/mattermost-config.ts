import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { ConfigError } from '../errors.ts';

/** What we take from Mattermost's own configuration. */
export interface MattermostSettings {
  /** `mysql` or `postgres`, as the server writes it; undefined when it says nothing. */
  readonly driverName: string | undefined;
  /** The replica's address where there is one: an export should not load the primary. */
  readonly dataSource: string | undefined;
  readonly fileDriver: string | undefined;
  /** Absolute. */
  readonly fileDirectory: string | undefined;
  readonly siteUrl: string | undefined;
  readonly latex: { readonly block: boolean | undefined; readonly inline: boolean | undefined };
}

const text = z.string().optional().catch(undefined);
const flag = z.boolean().optional().catch(undefined);

/** The keys that we name; tokens, salts and other passwords in the same file are never kept. */
const configJson = z.object({
  SqlSettings: z
    .object({
      DriverName: text,
      DataSource: text,
      DataSourceReplicas: z.array(z.string()).optional().catch(undefined),
    })
    .optional(),
  FileSettings: z.object({ DriverName: text, Directory: text }).optional(),
  ServiceSettings: z
    .object({ SiteURL: text, EnableLatex: flag, EnableInlineLatex: flag })
    .optional(),
});

/**
 * Reads the text of Mattermost's config.json. A relative file directory is relative to the server's
 * working directory, which is the folder above `config/`. ConfigError when it is no JSON object.
 */
export function parseMattermostConfig(path: string, json: string): MattermostSettings {
  const parsed = configJson.safeParse(parseJson(path, json));
  if (!parsed.success) {
    throw new ConfigError([`mattermostConfig: ${path} is not Mattermost's config.json`]);
  }
  const { SqlSettings, FileSettings, ServiceSettings } = parsed.data;
  const directory = FileSettings?.Directory;
  return {
    driverName: SqlSettings?.DriverName,
    dataSource: SqlSettings?.DataSourceReplicas?.[0] ?? SqlSettings?.DataSource,
    fileDriver: FileSettings?.DriverName,
    fileDirectory:
      directory === undefined || directory === ''
        ? undefined
        : resolve(dirname(dirname(resolve(path))), directory),
    siteUrl: ServiceSettings?.SiteURL || undefined,
    latex: { block: ServiceSettings?.EnableLatex, inline: ServiceSettings?.EnableInlineLatex },
  };
}

function parseJson(path: string, json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // The cause quotes the file, and the file holds passwords.
    throw new ConfigError([`mattermostConfig: ${path} holds no readable JSON`]);
  }
}

const NOTHING: MattermostSettings = {
  driverName: undefined,
  dataSource: undefined,
  fileDriver: undefined,
  fileDirectory: undefined,
  siteUrl: undefined,
  latex: { block: undefined, inline: undefined },
};

/** The same settings with Mattermost's own variables on top, as the server itself does it. */
export function withMattermostEnv(
  settings: MattermostSettings | undefined,
  env: Readonly<Record<string, string | undefined>>,
): MattermostSettings {
  const base = settings ?? NOTHING;
  const directory = env['MM_FILESETTINGS_DIRECTORY'];
  return {
    driverName: env['MM_SQLSETTINGS_DRIVERNAME'] ?? base.driverName,
    dataSource: env['MM_SQLSETTINGS_DATASOURCE'] ?? base.dataSource,
    fileDriver: env['MM_FILESETTINGS_DRIVERNAME'] ?? base.fileDriver,
    fileDirectory: directory === undefined ? base.fileDirectory : resolve(directory),
    siteUrl: env['MM_SERVICESETTINGS_SITEURL'] ?? base.siteUrl,
    latex: {
      block: envFlag(env['MM_SERVICESETTINGS_ENABLELATEX']) ?? base.latex.block,
      inline: envFlag(env['MM_SERVICESETTINGS_ENABLEINLINELATEX']) ?? base.latex.inline,
    },
  };
}

function envFlag(value: string | undefined): boolean | undefined {
  if (value === undefined) return undefined;
  return value.toLowerCase() === 'true' || value === '1';
}
