import { nearest } from '../../config/complaints.ts';
import type { Env, Flags } from '../../config/flags.ts';
import type { ReadFile } from '../../config/read-file.ts';
import { errorCode } from '../../errors/error-code.ts';
import { ConfigError } from '../../errors/errors.ts';
import { fill } from '../../reports/figures.ts';
import { errorLines } from '../../reports/notices.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS } from '../../texts/texts.ts';
import { askYesNo } from '../run/ask.ts';
import { askForSource } from './ask-for-source.ts';
import { findSettings } from './find-settings.ts';
import type { SourceLook } from './look-at-source.ts';
import type { StepWorld } from './questions.ts';

export interface Answers {
  readonly flags: Flags;
  /** The environment, with a password that was typed: it is for this run alone and written nowhere. */
  readonly env: Env;
}

/**
 * Asks, step by step, what flags, environment and Mattermost's config.json do not say: database, file store, language,
 * teams, direct messages. No answer takes what the question offers. InterruptedError on Ctrl-C.
 */
export async function askStepByStep(
  flags: Flags,
  lang: Language,
  world: StepWorld,
): Promise<Answers> {
  const source = await askForSource(flags, lang, world);
  const answered = { ...world, env: source.env };
  const withFiles = await askForFiles(source.flags, lang, answered);
  const own = await askForLanguage(withFiles, lang, answered);
  const chosen = own.lang === 'ja' ? 'ja' : 'en';
  const withTeams = await askForTeams(own, chosen, { ...answered, teams: source.teams });
  return { flags: await askForDirect(withTeams, chosen, answered), env: source.env };
}

/** The folder or bucket of the files, which must be there if it is a folder. */
async function askForFiles(
  flags: Flags,
  lang: Language,
  { ask, env, readFile }: StepWorld,
): Promise<Flags> {
  const { saidByServer } = findSettings(flags, env, readFile);
  const said = saidByServer['files.store'];
  const isOwn = flags.mattermostConfig === undefined;
  if (flags.files !== undefined || (said !== undefined && isOwn)) return flags;
  const texts = TEXTS[lang].terminal.init;
  const offered = typeof said === 'string' ? `[${said}]:` : texts.filesNone;
  const question = `${texts.files} ${offered} `;
  let asked = question;
  for (;;) {
    const answer = await ask(asked);
    if (answer === '') return flags;
    const problems = filesProblems({ ...flags, files: answer }, answer, { env, readFile, lang });
    if (problems.length === 0) return { ...flags, files: answer };
    asked = [...problems, question].join('\n');
  }
}

function filesProblems(
  flags: Flags,
  answer: string,
  { env, readFile, lang }: Pick<StepWorld, 'env' | 'readFile'> & { readonly lang: Language },
): readonly string[] {
  try {
    findSettings(flags, env, readFile);
  } catch (error) {
    if (error instanceof ConfigError) return errorLines(error, lang);
    throw error;
  }
  if (/^s3:/i.test(answer) || isFolder(answer, readFile)) return [];
  return [fill(TEXTS[lang].terminal.init.noFolder, { folder: answer })];
}

/** A folder says so when it is read as a file. */
function isFolder(path: string, readFile: ReadFile): boolean {
  try {
    readFile(path);
    return false;
  } catch (error) {
    return errorCode(error) === 'EISDIR';
  }
}

async function askForLanguage(flags: Flags, lang: Language, { ask }: StepWorld): Promise<Flags> {
  if (flags.lang !== undefined) return flags;
  const question = `${fill(TEXTS[lang].terminal.init.language, { lang })} `;
  for (;;) {
    const answer = (await ask(question)).toLowerCase();
    if (answer === '') return { ...flags, lang };
    if (/^(?:ja|jp|japanese|日本語)$/.test(answer)) return { ...flags, lang: 'ja' };
    if (/^(?:en|english|英語)$/.test(answer)) return { ...flags, lang: 'en' };
  }
}

async function askForTeams(
  flags: Flags,
  lang: Language,
  { ask, teams }: StepWorld & Pick<SourceLook, 'teams'>,
): Promise<Flags> {
  if (flags.teams !== undefined) return flags;
  const texts = TEXTS[lang].terminal.init;
  const names = teams.map(({ name }) => name);
  const known = new Set(teams.flatMap(({ name, displayName }) => [name, displayName]));
  const list = names.length === 0 ? '' : `${fill(texts.teamsThere, { names: names.join(', ') })}\n`;
  const question = `${list}${texts.teams} `;
  let asked = question;
  for (;;) {
    const answer = await ask(asked);
    const given = answer.split(/[,、]/).map((name) => name.trim());
    const wanted = given.filter(Boolean);
    if (wanted.length === 0) return flags;
    const strange = known.size === 0 ? [] : wanted.filter((name) => !known.has(name));
    if (strange.length === 0) return { ...flags, teams: wanted.join(',') };
    const problems = strange.map((name) => strangeTeam(name, [...known], lang));
    asked = [...problems, `${texts.teams} `].join('\n');
  }
}

function strangeTeam(name: string, known: readonly string[], lang: Language): string {
  const texts = TEXTS[lang].terminal.init;
  const near = nearest(name, known);
  const line = fill(texts.noTeam, { name });
  return near === undefined ? line : `${line} ${fill(texts.meant, { near })}`;
}

/** Direct messages belong to no team, so a choice of teams leaves them out. */
async function askForDirect(flags: Flags, lang: Language, { ask, say }: StepWorld): Promise<Flags> {
  const texts = TEXTS[lang].terminal.init;
  if (flags.include !== undefined) return flags;
  if (flags.teams !== undefined) {
    say(texts.directNotWithTeams);
    return flags;
  }
  const isWanted = await askYesNo(ask, texts.direct, false);
  return isWanted ? { ...flags, include: 'public,private,direct,group' } : flags;
}
