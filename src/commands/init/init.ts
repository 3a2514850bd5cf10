import { resolveConfig } from '../../config/config.ts';
import type { Env, Flags } from '../../config/flags.ts';
import { type ReadFile, readFromDisk } from '../../config/read-file.ts';
import type { Line } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { writeWhole } from '../../system/atomic-file.ts';
import { refuseExisting } from '../../system/files.ts';
import type { Language } from '../../texts/language.ts';
import type { Ask } from '../run/ask.ts';
import { askForFiles, askForSource } from './ask-for-settings.ts';
import { findSettings } from './find-settings.ts';
import { settingsText } from './settings-text.ts';

export interface InitOptions {
  readonly file: string;
  readonly isForced: boolean;
  /** Undefined when nobody is there to answer. */
  readonly ask: Ask | undefined;
  /** Reads what the settings name, such as Mattermost's config.json. */
  readonly readFile?: ReadFile;
}

export interface InitReport {
  readonly command: 'init';
  readonly file: string;
  /** Keys that are set; the others stand there as comments. */
  readonly set: readonly string[];
  readonly warnings: readonly Line[];
}

/**
 * Writes a commented mm2slack.yaml, readable by its owner alone. It asks for database and files only when
 * neither flags, environment nor Mattermost's config.json name them. TargetError when the file exists,
 * ConfigError when what was given could not be loaded again; nothing is written then.
 */
export async function initCommand(
  flags: Flags,
  env: Env,
  { file, isForced, ask, readFile = readFromDisk }: InitOptions,
): Promise<InitReport> {
  await refuseExisting(file, isForced);
  const lang = flags.lang === 'ja' ? 'ja' : 'en';
  const given = await withAnswers(flags, env, ask, lang, readFile);
  const found = findSettings(given, env, readFile);
  const text = settingsText(found, lang);
  const hasSource = found.saidByServer['source.url'] !== undefined;
  refuseUnloadable(text, file, hasSource, env, readFile);
  await writeWhole(file, text);
  return {
    command: 'init',
    file,
    set: Object.keys(found.known),
    warnings: [...found.warnings, ...(found.hasPassword ? [notice('password-left-out')] : [])],
  };
}

async function withAnswers(
  flags: Flags,
  env: Env,
  ask: Ask | undefined,
  lang: Language,
  readFile: ReadFile,
): Promise<Flags> {
  if (ask === undefined) return flags;
  const { saidByServer } = findSettings(flags, env, readFile);
  const source =
    saidByServer['source.url'] === undefined ? await askForSource(ask, lang) : undefined;
  const hasServer = flags.mattermostConfig !== undefined;
  const needsFiles = saidByServer['files.store'] === undefined && !hasServer;
  const files = needsFiles ? await askForFiles(ask, lang) : undefined;
  return {
    ...flags,
    ...(source === undefined ? {} : { source }),
    ...(files === undefined ? {} : { 'files.store': files }),
  };
}

/** Stands in where no database is known yet, so that everything else can be looked at. */
const ANY_SOURCE = { source: 'mysql://localhost/mattermost' };

function refuseUnloadable(
  text: string,
  file: string,
  hasSource: boolean,
  env: Env,
  readFile: ReadFile,
): void {
  const readWritten: ReadFile = (path) =>
    path === file ? { text, isPrivate: true } : readFile(path);
  resolveConfig({ config: file, ...(hasSource ? {} : ANY_SOURCE) }, env, readWritten);
}
