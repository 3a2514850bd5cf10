import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { Flags } from '../config/flags.ts';
import { UsageError } from '../errors/errors.ts';
import { notice } from '../errors/notices.ts';
import { LANGUAGES } from '../texts/language.ts';

/** How often `--work` may be given: twice or more unites the parts of a move that was split. */
export type WorkFolders = 'one' | 'several';

/** Flags that several commands share; they win over the environment and the configuration file. */
export function addCommonFlags(command: Command, work: WorkFolders = 'one'): Command {
  return command
    .option('--config <file>')
    .option('--source <url>')
    .option('--mattermost-config <file>')
    .option('--files <place>')
    .addOption(workOption(work))
    .option('--include <types>')
    .option('--channels <names>')
    .option('--exclude-channels <names>')
    .option('--teams <names>')
    .option('--from <date>')
    .option('--to <date>')
    .addOption(languageOption())
    .option('--json')
    .option('--quiet')
    .option('--verbose')
    .option('--log-file <file>');
}

/** Flags of a command that reads nothing but work directories. */
export function addPlainFlags(command: Command, work: WorkFolders): Command {
  return command
    .option('--config <file>')
    .addOption(workOption(work))
    .addOption(languageOption())
    .option('--json')
    .option('--quiet');
}

/** `--work`, once or several times. UsageError when it is repeated where it may not be. */
function workOption(work: WorkFolders): Option {
  const option = new Option('--work <folder>');
  if (work === 'several') {
    return option.argParser((folder: string, before: readonly string[] = []) => [
      ...before,
      folder,
    ]);
  }
  return option.argParser((folder: string, before: string | undefined) => {
    if (before === undefined) return folder;
    throw new UsageError(notice('work-repeated'));
  });
}

/** Separates the first work directory, which is the run's own, from further ones; each counts once. */
export function splitWorkFolders(folders: readonly string[] = []): {
  readonly own: Pick<Flags, 'work'>;
  readonly further: readonly string[];
} {
  const [first, ...further] = new Map(folders.map((each) => [resolve(each), each])).values();
  return { own: first === undefined ? {} : { work: first }, further };
}

/** A flag without which its command cannot run. Commander's own kind is told before a flag that is not known. */
export class NeededOption extends Option {}

/** Refuses a command whose needed flags are missing, after everything that is wrong with those that are given. */
export function askForNeeded(program: Command): Command {
  return program.hook('preAction', (_program, command) => {
    for (const option of command.options) {
      const isMissing = command.getOptionValue(option.attributeName()) === undefined;
      if (option instanceof NeededOption && isMissing) {
        command.error(`error: required option '${option.flags}' not specified`);
      }
    }
  });
}

/** Refuses an empty value of any flag, as of a shell variable that is not set: no flag has a meaning for it. */
export function refuseEmptyValues(program: Command): Command {
  return program.hook('preAction', (_program, command) => {
    for (const option of command.options) {
      const values = [command.getOptionValue(option.attributeName())].flat();
      const isEmpty = values.some((value) => typeof value === 'string' && value.trim() === '');
      if (isEmpty) command.error(`error: option '${option.flags}' argument empty`);
    }
  });
}

const languageOption = (): Option => new Option('--lang <language>').choices([...LANGUAGES]);

/** Adds `--lang` before the command, with the meaning that it has behind it. */
export function addLanguageFlag(program: Command): Command {
  return program.addOption(languageOption()).hook('preAction', (_program, command) => {
    const lang: unknown = program.getOptionValue('lang');
    if (lang !== undefined) command.setOptionValueWithSource('lang', lang, 'cli');
  });
}

/** Adds `--redact-secrets` to a command that writes texts somewhere or compares them; each run has to say it. */
export function addRedactFlag(command: Command): Command {
  return command.option('--redact-secrets');
}

/** Adds `--consent` to a command that migrates conversations or compares what was migrated. */
export const addConsentFlag = (command: Command): Command => command.option('--consent <file>');

/** Adds `--workers` to a command that reads all posts. */
export const addWorkersFlag = (command: Command): Command => command.option('--workers <number>');

const UNITS_MS: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};
/** The longest time that a timer holds. */
const MAX_MS = 2_147_483_647;

/** Milliseconds of `90s`, `30m`, `9h` or `1d`; undefined when nothing is given. UsageError for anything else. */
export function parseDuration(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const [, count = '', unit = ''] = /^(\d+)([smhd])$/.exec(text) ?? [];
  const ms = Number(count) * (UNITS_MS[unit] ?? 0);
  if (ms > 0 && ms <= MAX_MS) return ms;
  throw new UsageError(notice('duration-unusable', { flag, text }));
}
