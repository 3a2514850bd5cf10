import { isBulkSource } from '../../config/bulk-source.ts';
import { parseSourceUrl } from '../../config/database-url.ts';
import type { Env, Flags } from '../../config/flags.ts';
import { ConfigError } from '../../errors/errors.ts';
import { fill } from '../../reports/figures.ts';
import { errorLines } from '../../reports/notices.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS } from '../../texts/texts.ts';
import { askYesNo } from '../run/ask.ts';
import { checkLines, wordedChecks } from '../run/checks/lines.ts';
import { findSettings } from './find-settings.ts';
import type { SourceLook } from './look-at-source.ts';
import type { StepWorld } from './questions.ts';
import { findServerConfig } from './server-config.ts';

/** The database that was named, and what is known of it. */
export interface AnsweredSource extends Pick<SourceLook, 'teams'> {
  readonly flags: Flags;
  readonly env: Env;
}

/**
 * The database, tried at once: Mattermost's config.json in a usual place is offered first, then an address is asked for.
 * After a failed try it asks again; no answer keeps what was named, because a settings file may be written elsewhere than
 * where it is used.
 */
export async function askForSource(
  given: Flags,
  lang: Language,
  world: StepWorld,
): Promise<AnsweredSource> {
  const { ask, say, look, env } = world;
  const texts = TEXTS[lang].terminal.init;
  let flags = await withServerConfig(given, lang, world);
  if (!hasSource(flags, world)) {
    const source = await askForAddress(world, lang, texts.source);
    if (source === undefined) return { flags, env, teams: [] };
    flags = { ...flags, source };
  }
  for (;;) {
    const withPassword = await askForPassword(flags, lang, world);
    say(texts.trying);
    const { checks, teams } = await look(flags, withPassword, withPassword !== env);
    const lines = checkLines(wordedChecks(checks, lang), lang);
    const isUsable = checks.every(({ state }) => state !== 'failure');
    if (isUsable) {
      for (const line of lines) say(line);
      return { flags, env: withPassword, teams };
    }
    const again = [...lines, texts.sourceAgain].join('\n');
    const source = await askForAddress({ ask }, lang, again);
    if (source === undefined) return { flags, env: withPassword, teams };
    flags = { ...flags, source };
  }
}

const hasSource = (flags: Flags, { env, readFile }: StepWorld): boolean =>
  findSettings(flags, env, readFile).saidByServer['source.url'] !== undefined;

/** Offers the config.json that is found, where nothing names a database. */
async function withServerConfig(flags: Flags, lang: Language, world: StepWorld): Promise<Flags> {
  if (flags.mattermostConfig !== undefined || hasSource(flags, world)) return flags;
  const found = findServerConfig(world.readFile);
  if (found === undefined) return flags;
  const texts = TEXTS[lang].terminal.init;
  if (!found.isReadable) {
    world.say(fill(texts.configDenied, { path: found.path }));
    return flags;
  }
  const isWanted = await askYesNo(world.ask, fill(texts.configFound, { path: found.path }), true);
  return isWanted ? { ...flags, mattermostConfig: found.path } : flags;
}

/** The address of the database; asks again until it can be read. Undefined when there is no answer. */
async function askForAddress(
  { ask }: Pick<StepWorld, 'ask'>,
  lang: Language,
  question: string,
): Promise<string | undefined> {
  let asked = `${question} `;
  for (;;) {
    const answer = await ask(asked);
    if (answer === '') return undefined;
    try {
      if (!isBulkSource(answer)) parseSourceUrl('source', answer);
      return answer;
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      asked = [...errorLines(error, lang), `${TEXTS[lang].terminal.init.source} `].join('\n');
    }
  }
}

/** The environment with the password that an address lacks; Mattermost's own config.json has one, or needs none. */
async function askForPassword(
  flags: Flags,
  lang: Language,
  { ask, env, readFile }: StepWorld,
): Promise<Env> {
  const { known, hasPassword } = findSettings(flags, env, readFile);
  const address = known['source.url'];
  const isBulk = typeof address === 'string' && isBulkSource(address);
  if (address === undefined || isBulk || hasPassword || env[PASSWORD_VARIABLE]) return env;
  const password = await ask(`${TEXTS[lang].terminal.init.password} `, { isHidden: true });
  return password === '' ? env : { ...env, [PASSWORD_VARIABLE]: password };
}

/** Where every later command reads the password. */
const PASSWORD_VARIABLE = 'MM2SLACK_SOURCE_PASSWORD';
