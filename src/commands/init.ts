import type { Flags } from '../config.ts';
import { AtomicFile } from '../importers/atomic-file.ts';
import { type KnownSettings, settingsText } from './init/settings-text.ts';
import { withoutPassword } from './init/without-password.ts';
import { refuseExisting } from './refuse-existing.ts';

/** Asks a person one thing; '' when they have no answer. */
export type Ask = (question: string) => Promise<string>;

export interface InitOptions {
  readonly file: string;
  readonly isForced: boolean;
  /** Undefined when nobody is there to answer. */
  readonly ask: Ask | undefined;
}

export interface InitReport {
  readonly command: 'init';
  readonly file: string;
  /** Keys that are set; the others stand there as comments. */
  readonly set: readonly string[];
  readonly warnings: readonly string[];
}

/**
 * Writes a commented mm2slack.yaml, readable by its owner alone. It asks for the database and the files only
 * when neither a flag nor Mattermost's own variables name them. TargetError when the file exists.
 */
export async function initCommand(
  flags: Flags,
  env: Readonly<Record<string, string | undefined>>,
  { file, isForced, ask }: InitOptions,
): Promise<InitReport> {
  await refuseExisting(file, isForced);
  const { known, warnings } = await findSettings(flags, env, ask);
  const written = await AtomicFile.create(file);
  try {
    await written.write(settingsText(known));
    await written.close();
    await written.commit();
  } catch (error) {
    await written.discard();
    throw error;
  }
  return { command: 'init', file, set: Object.keys(known), warnings };
}

async function findSettings(
  flags: Flags,
  env: Readonly<Record<string, string | undefined>>,
  ask: Ask | undefined,
): Promise<{ known: KnownSettings; warnings: readonly string[] }> {
  const warnings: string[] = [];
  const hasServer = flags.mattermostConfig !== undefined;
  const asked = async (question: string): Promise<string | undefined> =>
    hasServer || ask === undefined ? undefined : (await ask(question)) || undefined;
  const isInEnvironment = Boolean(env['MM_SQLSETTINGS_DATASOURCE']);
  const source = flags.source ?? (isInEnvironment ? undefined : await asked(QUESTIONS.source));
  const files = flags.files ?? (await asked(QUESTIONS.files));
  const url = source === undefined ? undefined : withoutPassword(source);
  if (source !== undefined && url !== source) {
    warnings.push('the password was left out: put it into MM2SLACK_SOURCE_PASSWORD');
  }
  const found = {
    'source.url': url,
    mattermostConfig: flags.mattermostConfig,
    files,
    work: flags.work,
    lang: flags.lang,
  };
  const known = Object.fromEntries(
    Object.entries(found).filter(([, value]) => value !== undefined),
  );
  return { known, warnings };
}

const QUESTIONS = {
  source: 'Database (mysql://user@host/name or postgres://…), empty for later: ',
  files: "Folder of Mattermost's files, empty for none: ",
};
