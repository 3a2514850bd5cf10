import { resolve } from 'node:path';
import type { Line } from '../errors/errors.ts';
import type { Complaints } from './complaints.ts';
import type { Env, Flags } from './flags.ts';
import { gitLabPlaces, gitLabRoot, refuseGitLabSettings } from './gitlab.ts';
import { parseMattermostConfig, readMattermostEnv, serverRoot } from './mattermost.ts';
import { given, type Place, type Places, SOURCE_FLAG } from './place.ts';
import { type ReadFile, readSettingFile } from './read-file.ts';
import type { Settings } from './schema.ts';

/** What the user wrote: on the command line, in the environment and in files. */
export interface Written {
  readonly flags: Flags;
  readonly env: Env;
  /** Reads mm2slack.yaml; ConfigError when it cannot be used. */
  readonly settings: () => Settings;
  readonly readFile: ReadFile;
}

/**
 * The places that may name database, files and site, the winner first: flags, Mattermost's variables,
 * mm2slack.yaml, config.json. A config.json that the command line names comes before mm2slack.yaml.
 */
export function orderPlaces(
  { flags, env, settings, readFile }: Written,
  complaints: Complaints,
  warnings: Line[],
): Places {
  const path = complaints.of(() => flags.mattermostConfig ?? settings().mattermostConfig);
  const server = complaints.of(() => readServerPlaces(path(), readFile, warnings));
  // A complaint is made once, where the first of them is asked.
  const atServer = [0, 1, 2].map((index) => (): Place => server()[index] ?? {});
  const variables = complaints.of(() => {
    const file = path();
    return readMattermostEnv(env, file === undefined ? '.' : serverRoot(file));
  });
  const own = (): Place => placeOfFlags(flags);
  const yaml = (): Place => placeOfSettings(settings());
  return flags.mattermostConfig === undefined
    ? [own, variables, yaml, ...atServer]
    : [own, variables, ...atServer, yaml];
}

/** What config.json says; of GitLab's package what its server is given beside it too, the winner first. */
function readServerPlaces(
  path: string | undefined,
  readFile: ReadFile,
  warnings: Line[],
): readonly Place[] {
  if (path === undefined) return [];
  refuseGitLabSettings(path);
  const { text } = readSettingFile('mattermostConfig', path, readFile);
  const configJson = parseMattermostConfig(path, text);
  const root = gitLabRoot(resolve(path));
  return root === undefined ? [configJson] : gitLabPlaces(root, configJson, readFile, warnings);
}

/** An empty flag is kept, for a complaint: a script's variable was not set. */
function placeOfFlags({ source, files }: Flags): Place {
  return {
    url: source === undefined ? undefined : { key: SOURCE_FLAG, text: source },
    files: files === undefined ? undefined : { key: 'files', text: files },
  };
}

function placeOfSettings({ source, files, latex }: Settings): Place {
  return {
    url: given('source.url', source?.url),
    files: given('files.store', files?.store),
    siteUrl: given('source.siteUrl', source?.siteUrl),
    mattermostVersion: given('source.mattermostVersion', source?.mattermostVersion),
    latexBlock: latex?.block,
    latexInline: latex?.inline,
  };
}
