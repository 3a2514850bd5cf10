import { ConfigError, type Line } from '../errors/errors.ts';
import { makeComplaints } from './complaints.ts';
import {
  type Config,
  parseMattermostVersion,
  resolveConfig,
  resolveWorkDirectory,
} from './config.ts';
import { DEFAULTS } from './defaults.ts';
import { languageOfEnvironment } from './environment-language.ts';
import { resolveFiles } from './files.ts';
import type { Env, Flags } from './flags.ts';
import { resolveLanguage } from './mapping-rules.ts';
import { lazyNetwork } from './network.ts';
import { resolveNotify } from './notify.ts';
import { first } from './place.ts';
import { orderPlaces } from './places.ts';
import { type ReadFile, readFromDisk } from './read-file.ts';
import { readSettings } from './settings-file.ts';
import { resolveSlack } from './slack.ts';
import { resolveSource } from './source.ts';

/** What can be looked at; a part that the settings spoil is undefined. */
export interface UsableParts {
  readonly source: Config['source'] | undefined;
  readonly files: Config['files'] | undefined;
  readonly workDirectory: string | undefined;
  readonly slack: Config['slack'] | undefined;
  readonly notify: Config['notify'];
  readonly mattermostVersion: Config['mattermostVersion'];
  /** How attachments reach Slack. */
  readonly deliver: Config['delivery']['deliver'];
  readonly lang: Config['lang'];
  readonly warnings: readonly Line[];
  /** Empty when the whole configuration can be used. */
  readonly complaints: readonly Line[];
}

/** As resolveConfig, but it gives what can be used instead of failing for what cannot. */
export function resolveUsableParts(
  flags: Flags,
  env: Env,
  readFile: ReadFile = readFromDisk,
): UsableParts {
  try {
    const config = resolveConfig(flags, env, readFile);
    return { ...config, deliver: config.delivery.deliver, complaints: [] };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { ...partsOf(flags, env, readFile), complaints: error.lines };
  }
}

function partsOf(flags: Flags, env: Env, readFile: ReadFile): Omit<UsableParts, 'complaints'> {
  const noted = makeComplaints();
  const warnings: Line[] = [];
  const settings = noted.of(() => readSettings(flags.config, readFile, warnings));
  const places = orderPlaces({ flags, env, settings, readFile }, noted, warnings);
  const network = lazyNetwork(env, settings, readFile);
  const workDirectory = (): string => resolveWorkDirectory(flags.work ?? settings().work);
  return {
    // With a broken file nobody knows whether it asks for TLS: its database is let be, whoever names it.
    source: usable(() =>
      resolveSource(places, {
        settings: () => settings().source ?? {},
        env,
        readFile,
        stageFolder: workDirectory,
      }),
    ),
    files: usable(() => resolveFiles(places, warnings, undefined, workDirectory)),
    workDirectory: usable(workDirectory),
    // The file says nothing about which workspace it is.
    slack: usable(() => resolveSlack(env, () => usable(settings) ?? {}, noted, network)()),
    notify: usable(() => resolveNotify(env, () => usable(settings) ?? {}, noted, network)()),
    mattermostVersion: usable(() => parseMattermostVersion(first(places, 'mattermostVersion'))),
    deliver: usable(() => settings().files?.deliver) ?? DEFAULTS['files.deliver'],
    lang:
      usable(() => resolveLanguage(flags, usable(settings) ?? {}, env)) ??
      languageOfEnvironment(env),
    warnings,
  };
}

function usable<Value>(resolve: () => Value): Value | undefined {
  try {
    return resolve();
  } catch (error) {
    if (error instanceof ConfigError) return undefined;
    throw error;
  }
}
