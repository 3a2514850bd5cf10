import { resolveConfig } from '../../config/config.ts';
import type { Env, Flags } from '../../config/flags.ts';
import { type ReadFile, readFromDisk } from '../../config/read-file.ts';
import type { Line } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { writeWhole } from '../../system/atomic-file.ts';
import { refuseExisting } from '../../system/files.ts';
import type { Language } from '../../texts/language.ts';
import { findSettings } from './find-settings.ts';
import type { StepWorld } from './questions.ts';
import { findServerConfig } from './server-config.ts';
import { settingsText } from './settings-text.ts';
import { type Answers, askStepByStep } from './step-by-step.ts';

export interface InitOptions {
  readonly file: string;
  readonly isForced: boolean;
  readonly lang: Language;
  /** How a person is asked; undefined when nobody is there to answer. */
  readonly asking: Omit<StepWorld, 'env' | 'readFile'> | undefined;
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

/** What was written, and the environment with a password that was typed, for the checks that follow. */
export interface Initialized {
  readonly report: InitReport;
  readonly env: Env;
  readonly lang: Language;
}

/**
 * Writes a commented mm2slack.yaml, readable by its owner alone. Without anybody to ask it takes what flags,
 * environment and a config.json in its usual place say. TargetError when the file exists, ConfigError when what was
 * given could not be loaded again; nothing is written then, nor after Ctrl-C at a question.
 */
export async function initCommand(
  flags: Flags,
  env: Env,
  { file, isForced, lang, asking, readFile = readFromDisk }: InitOptions,
): Promise<Initialized> {
  await refuseExisting(file, isForced);
  const given: Answers & { readonly warnings: readonly Line[] } =
    asking === undefined
      ? { ...withFoundConfig(flags, env, readFile), env }
      : {
          ...(await askStepByStep(flags, lang, { ...asking, env, readFile })),
          warnings: [],
        };
  const found = findSettings(given.flags, env, readFile);
  const chosen = languageChosen(given.flags, lang);
  const text = settingsText(found, chosen);
  const hasSource = found.saidByServer['source.url'] !== undefined;
  refuseUnloadable(text, file, hasSource, env, readFile);
  await writeWhole(file, text);
  const isTyped = given.env !== env;
  return {
    report: {
      command: 'init',
      file,
      set: Object.keys(found.known),
      warnings: [
        ...found.warnings,
        ...given.warnings,
        ...(found.hasPassword || isTyped ? [notice('password-left-out')] : []),
      ],
    },
    env: given.env,
    lang: chosen,
  };
}

/** Where nothing names a database, Mattermost's config.json in a usual place does. */
function withFoundConfig(
  flags: Flags,
  env: Env,
  readFile: ReadFile,
): { readonly flags: Flags; readonly warnings: readonly Line[] } {
  const isNamed = flags.mattermostConfig !== undefined;
  if (isNamed || findSettings(flags, env, readFile).saidByServer['source.url'] !== undefined) {
    return { flags, warnings: [] };
  }
  const found = findServerConfig(readFile);
  if (found === undefined) return { flags, warnings: [] };
  const { path, isReadable } = found;
  return isReadable
    ? {
        flags: { ...flags, mattermostConfig: path },
        warnings: [notice('config-json-found', { path })],
      }
    : { flags, warnings: [notice('config-json-denied', { path })] };
}

const languageChosen = ({ lang }: Flags, otherwise: Language): Language =>
  lang === 'ja' || lang === 'en' ? lang : otherwise;

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
