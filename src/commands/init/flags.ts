import type { Command } from 'commander';
import { SETTINGS_FILE } from '../../config/defaults.ts';
import { languageOfEnvironment } from '../../config/environment-language.ts';
import type { Env, Flags } from '../../config/flags.ts';
import { EXIT } from '../../errors/errors.ts';
import type { Language } from '../../texts/language.ts';
import { addCommonFlags } from '../common-flags.ts';
import type { ProgramWorld } from '../prepare.ts';
import { makeOutput, type Output } from '../run/output.ts';
import { redact } from '../run/redact.ts';

/** `mm2slack init`. */
export function addInit(program: Command, world: ProgramWorld): void {
  addCommonFlags(program.command('init'))
    .option('--force')
    .action(async (flags: InitFlags) => {
      const { initCommand } = await import('./init.ts');
      const { printInitReport } = await import('./print.ts');
      const { config, force, ...rest } = flags;
      const file = config ?? SETTINGS_FILE;
      const lang = languageOf(flags, world.env);
      // What is typed is added, so that no later line shows it.
      const secrets: string[] = [];
      world.configure({ secrets, lang });
      const isJson = flags.json === true;
      const output = makeOutput({ json: isJson, quiet: flags.quiet === true, secrets });
      const asking = await askingOf(world, lang, { output, secrets });
      const options = { file, isForced: force === true, lang, asking };
      const { report, env, lang: chosen } = await initCommand(rest, world.env, options);
      const isChecked = asking !== undefined && !isJson;
      const isTyped = env !== world.env;
      printInitReport(report, { lang: chosen, isChecked, isTyped }, output);
      if (isChecked) await checkWritten(file, { ...world, env }, { lang: chosen, isTyped, output });
    });
}

interface InitFlags extends Flags {
  readonly force?: true;
}

const languageOf = ({ lang }: Flags, env: Env): Language =>
  lang === 'ja' || lang === 'en' ? lang : languageOfEnvironment(env);

/** How the person at the terminal is asked; undefined when there is none. */
async function askingOf(
  { ask, signal }: ProgramWorld,
  lang: Language,
  { output, secrets }: { readonly output: Output; readonly secrets: string[] },
) {
  if (ask === undefined) return undefined;
  const { lookAtSource } = await import('./look-at-source.ts');
  const { TEXTS } = await import('../../texts/texts.ts');
  const { plainText } = await import('../../reports/shown-text.ts');
  output.remark(TEXTS[lang].terminal.init.begin);
  return {
    ask: async (question: string, options: { readonly isHidden?: boolean } = {}) => {
      signal.throwIfAborted();
      const answer = await ask(redact(plainText(question), secrets), options);
      if (options.isHidden === true && answer !== '') secrets.push(answer);
      return answer;
    },
    look: async (flags: Flags, env: Env, isTyped: boolean) => {
      const look = await lookAtSource(flags, env, isTyped);
      signal.throwIfAborted();
      return look;
    },
    say: (line: string) => output.remark(line),
  };
}

interface CheckShown {
  readonly lang: Language;
  /** True when a password was typed, which the next command does not know. */
  readonly isTyped: boolean;
  readonly output: Output;
}

/** Ends with what doctor finds; 1 when something would make a run fail. */
async function checkWritten(
  file: string,
  { env, nodeVersion, signal, todayMs, exitWith }: ProgramWorld,
  { lang, isTyped, output }: CheckShown,
): Promise<void> {
  const { runChecks, hasFailure } = await import('../run/checks/run-checks.ts');
  const { printChecks } = await import('./print.ts');
  const { typedSource } = await import('./look-at-source.ts');
  const { resolveUsableParts } = await import('../../config/usable-parts.ts');
  const parts = resolveUsableParts({ config: file }, env);
  const source = typedSource(parts.source, isTyped);
  const report = await runChecks(
    { ...parts, source },
    {
      nodeVersion,
      out: undefined,
      needsSlack: false,
      showManifest: false,
      shown: { json: false, quiet: false, lang },
      signal,
      todayMs: todayMs(),
    },
  );
  const isUsable = !hasFailure(report);
  printChecks(report.checks, { file, lang, isUsable, isTyped }, output);
  if (!isUsable) exitWith(EXIT.differs);
}
