import { readFileSync } from 'node:fs';
import { SETTINGS_FILE } from '../config/defaults.ts';
import { languageOfEnvironment } from '../config/environment-language.ts';
import type { Env } from '../config/flags.ts';
import type { Language } from '../texts/language.ts';

/**
 * The language of what is said before the settings are read, such as --help: the flag, the line `lang` of the settings
 * file, the environment. The file is not parsed for it, because that takes longer than all the rest of --help.
 */
export function earlyLanguage(
  argv: readonly string[],
  env: Env,
  readText: (path: string) => string = (path) => readFileSync(path, 'utf8'),
): Language {
  const given = flagValue('--lang', argv) ?? lineOf(flagValue('--config', argv), readText);
  if (given === 'ja' || given === 'en') return given;
  return languageOfEnvironment(env);
}

function flagValue(flag: string, argv: readonly string[]): string | undefined {
  const at = argv.indexOf(flag);
  if (at !== -1) return argv[at + 1];
  return argv.find((each) => each.startsWith(`${flag}=`))?.slice(flag.length + 1);
}

function lineOf(file: string | undefined, readText: (path: string) => string): string | undefined {
  try {
    const text = readText(file ?? SETTINGS_FILE);
    return /^lang:[ \t]*(['"]?)(en|ja)\1[ \t]*(?:#.*)?$/m.exec(text)?.[2];
  } catch {
    // Whoever needs the settings complains of the file.
    return undefined;
  }
}
