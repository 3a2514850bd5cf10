import { resolve } from 'node:path';
import type { Env } from './flags.ts';
import { type Given, given, type Place } from './place.ts';
import { Secret } from './secret.ts';

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
