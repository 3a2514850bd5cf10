import type { Complaints } from './complaints.ts';
import type { Env, Flags } from './flags.ts';
import { parseMattermostConfig, readMattermostEnv, serverRoot } from './mattermost.ts';
import { given, type Place, type Places, SOURCE_FLAG } from './place.ts';
import { type ReadFile, readSettingFile } from './read-file.ts';
import type { Settings } from './schema.ts';

/**
 * The places that may name database, files and site, the winner first: flags, Mattermost's variables,
 * mm2slack.yaml, config.json. A config.json that the command line names comes before mm2slack.yaml.
 */
export function orderPlaces(
  flags: Flags,
  env: Env,
  settings: () => Settings,
  complaints: Complaints,
  readFile: ReadFile,
): Places {
  const path = complaints.of(() => flags.mattermostConfig ?? settings().mattermostConfig);
  const configJson = complaints.of(() => readConfigJson(path(), readFile));
  const variables = complaints.of(() => {
    const file = path();
    return readMattermostEnv(env, file === undefined ? '.' : serverRoot(file));
  });
  const own = (): Place => placeOfFlags(flags);
  const yaml = (): Place => placeOfSettings(settings());
  return flags.mattermostConfig === undefined
    ? [own, variables, yaml, configJson]
    : [own, variables, configJson, yaml];
}

function readConfigJson(path: string | undefined, readFile: ReadFile): Place {
  if (path === undefined) return {};
  return parseMattermostConfig(path, readSettingFile('mattermostConfig', path, readFile).text);
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
