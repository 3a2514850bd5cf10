import { errorCode } from '../errors/error-code.ts';
import { ConfigError, type Line } from '../errors/errors.ts';
import { notice } from '../errors/notices.ts';
import type { Env } from './flags.ts';
import { MATTERMOST_VARIABLES, readMattermostEnv } from './mattermost.ts';
import { type Given, given, type Place } from './place.ts';
import type { ReadFile } from './read-file.ts';

/*
 * Places of the Mattermost that GitLab's Linux package brought, 9.0 to 18.11: gitlabhq/omnibus-gitlab,
 * files/gitlab-cookbooks/mattermost/{attributes/default.rb,recipes/enable.rb,libraries/mattermost_helper.rb}.
 */

/** Below the root of the machine or of a copy of it. */
export const GITLAB_CONFIG = '/var/opt/gitlab/mattermost/config.json';
const ENVIRONMENT = '/opt/gitlab/etc/mattermost/env';
const VERSION = '/var/opt/gitlab/mattermost/VERSION';
const DATA = '/var/opt/gitlab/mattermost/data';
/** `./data/` of Mattermost's defaults, as it is read for any server. */
const DEFAULT_DATA = '/var/opt/gitlab/data';
const SERVICE = '/opt/gitlab/embedded/service/mattermost';

/** What the package connects with: by the socket, without a password, as the Linux user that is mapped to this user. */
const DATA_SOURCE =
  'user=gitlab_mattermost host=/var/opt/gitlab/postgresql port=5432 dbname=mattermost_production';

/** GitLab's own settings, which are programs: they are never read. ConfigError for one of them. */
export function refuseGitLabSettings(path: string): void {
  if (!/(?:^|[/\\])(?:gitlab\.rb|gitlab-secrets\.json)$/i.test(path)) return;
  throw new ConfigError([notice('gitlab-settings', { path, config: GITLAB_CONFIG })]);
}

/** The root that a config.json of GitLab's package lies below, '' for this machine's; undefined for any other path. */
export function gitLabRoot(absolutePath: string): string | undefined {
  return absolutePath.endsWith(GITLAB_CONFIG)
    ? absolutePath.slice(0, -GITLAB_CONFIG.length)
    : undefined;
}

/**
 * Places beside GitLab's config.json, the winner first. Since GitLab 11.0 database and files are given to the server by
 * one file for each variable, and config.json has Mattermost's defaults in their place; older ones have the true values.
 */
export function gitLabPlaces(
  root: string,
  configJson: Place,
  readFile: ReadFile,
  warnings: Line[],
): readonly Place[] {
  const env = readEnvironment(`${root}${ENVIRONMENT}`, readFile, warnings);
  const { configJson: path } = configJson;
  const defaults: Place = {
    configJson: path,
    dataSource: given('mattermostConfig', DATA_SOURCE),
    driverName: given('mattermostConfig', 'postgres'),
    fileDirectory: given('mattermostConfig', `${root}${DATA}`),
    fileDriver: given('mattermostConfig', 'local'),
    mattermostVersion: readVersion(`${root}${VERSION}`, readFile),
  };
  return [
    { ...readMattermostEnv(env, `${root}${SERVICE}`), configJson: path },
    withoutDefaults(configJson, `${root}${DEFAULT_DATA}`),
    defaults,
  ];
}

/** The address in Mattermost's own defaults (mattermost/mattermost, server/public/model/config.go). */
const UPSTREAM_DEFAULT = /^(?:postgres:\/\/)?mmuser:mostest@/;

/** What config.json says but for Mattermost's defaults, which the package's variables replace. */
function withoutDefaults(place: Place, defaultDirectory: string): Place {
  const { dataSource, driverName, fileDirectory, ...rest } = place;
  const isDefault = dataSource === undefined || UPSTREAM_DEFAULT.test(dataSource.text);
  const hasDirectory = fileDirectory !== undefined && fileDirectory.text !== defaultDirectory;
  return {
    ...rest,
    ...(isDefault ? {} : { dataSource, driverName }),
    ...(hasDirectory ? { fileDirectory } : {}),
  };
}

/** The first line of each file is a value, an empty file says nothing (chpst -e). */
function readEnvironment(folder: string, readFile: ReadFile, warnings: Line[]): Env {
  const env: Record<string, string> = {};
  let isDenied = false;
  for (const name of MATTERMOST_VARIABLES) {
    try {
      const value = readFile(`${folder}/${name}`).text.split('\n')[0] ?? '';
      if (value !== '') env[name] = value;
    } catch (error) {
      const code = errorCode(error);
      isDenied ||= code === 'EACCES' || code === 'EPERM';
    }
  }
  if (isDenied) warnings.push(notice('gitlab-environment-denied', { folder }));
  return env;
}

function readVersion(path: string, readFile: ReadFile): Given | undefined {
  try {
    const version = /^\d+\.\d+\.\d+/.exec(readFile(path).text.trim())?.[0];
    return given(path, version);
  } catch {
    return undefined;
  }
}
