#!/usr/bin/env node
import { type Command, CommanderError } from 'commander';
import { earlyLanguage } from './commands/early-language.ts';
import { packageVersion } from './commands/package-version.ts';
import type { ProgramWorld, WorkPlaces } from './commands/prepare.ts';
import { makeProgram } from './commands/program.ts';
import { askInTerminal } from './commands/run/ask.ts';
import type { FailedRun, MissingNews } from './commands/run/failure.ts';
import { Journal } from './commands/run/journal.ts';
import type { Notifier } from './commands/run/notifier.ts';
import { flushOutput, makeOutput, type Output } from './commands/run/output.ts';
import { EXIT, type ExitCode, InterruptedError, KnownError } from './errors/errors.ts';
import { collectEarlier } from './system/memory.ts';
import type { Language } from './texts/language.ts';

/*
 * The one place that turns errors into text and an exit code. Ctrl-C and SIGTERM abort the run, which
 * tidies up and ends with 130; a second Ctrl-C ends it at once.
 */

const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (interruption.signal.aborted) process.exit(EXIT.interrupted);
    interruption.abort(new InterruptedError());
  });
}
// A reader that closes the pipe (`mm2slack … | head`) is no fault.
process.stdout.on('error', () => undefined);

// Libraries print what they send by the variable, a proxy's password too, past what hides secrets here. They are loaded later.
delete process.env['DEBUG'];

collectEarlier();
process.exitCode = await main(process.argv);

async function main(argv: readonly string[]): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.done;
  let secrets: readonly string[] = [];
  let places: WorkPlaces | undefined;
  let lang = earlyLanguage(argv, process.env);
  let run: FailedRun | undefined;
  let notifier: Notifier | undefined;
  const clocks = { nowMs: () => performance.now(), todayMs: () => Date.now() };
  const journal = new Journal(clocks, (event, facts) => notifier?.hear(event, facts));
  const world = {
    ...clocks,
    signal: interruption.signal,
    ask: askInTerminal(process.stdin, process.stderr, interruption.signal),
    argv: argv.slice(2),
    nodeVersion: process.versions.node,
    exitWith: (code: ExitCode) => {
      exitCode = code;
    },
    configure: (settings: Parameters<ProgramWorld['configure']>[0]) => {
      ({ secrets, lang, places } = settings);
      journal.configure(secrets, places?.work);
      if (run !== undefined) notifier = settings.makeNotifier?.(run.command);
    },
    journal,
    env: process.env,
  };
  const program: Command = makeProgram(world, lang);
  program.hook('preAction', (_program, command) => {
    run = { command: command.name(), argv: world.argv, flags: command.opts() };
    journal.start({ ...run, version: packageVersion() });
  });
  try {
    // Without a command it is --help that is wanted.
    await program.parseAsync(argv.length > 2 ? argv : [...argv, '--help']);
  } catch (error) {
    const output = makeOutput({ json: false, quiet: false, secrets });
    exitCode = await report(error, { run, journal }, { output, secrets }, lang);
  }
  const undelivered = await notifier?.end(exitCode);
  if (undelivered !== undefined) journal.note('notify-failed', { reason: undelivered });
  journal.end(exitCode);
  if (run !== undefined && places !== undefined) await indexRun({ ...run, ...places }, lang);
  const output = makeOutput({ json: false, quiet: run?.flags['quiet'] === true, secrets });
  await remarkLast({ failure: journal.failure, undelivered }, output, lang);
  if (notifier?.isLost === true) {
    // A name that is still being looked up would keep the process alive.
    await flushOutput();
    process.exit(exitCode);
  }
  return exitCode;
}

/** Prints what of a run could not be logged or notified. */
async function remarkLast(lacks: MissingNews, output: Output, lang: Language): Promise<void> {
  if (lacks.failure === undefined && lacks.undelivered === undefined) return;
  const { lastRemarks } = await import('./commands/run/failure.ts');
  for (const text of lastRemarks(lacks, lang)) output.remark(text);
}

/** Writes the page of the work directory. A page that cannot be written changes no run. */
async function indexRun(run: FailedRun & WorkPlaces, lang: Language): Promise<void> {
  try {
    const { refreshIndexPage } = await import('./commands/run/index-page.ts');
    await refreshIndexPage({ ...run, lang, todayMs: Date.now() });
  } catch {
    // The run has ended, whatever stands in the way of its page.
  }
}

async function report(
  error: unknown,
  { run, journal }: { readonly run: FailedRun | undefined; readonly journal: Journal },
  { output, secrets }: { readonly output: Output; readonly secrets: readonly string[] },
  lang: Language,
): Promise<ExitCode> {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.refused;
  const known = interruption.signal.aborted ? new InterruptedError() : error;
  if (known instanceof KnownError) {
    journal.problem(known);
    const { errorLines } = await import('./reports/notices.ts');
    const { hiding } = await import('./commands/run/redact.ts');
    for (const line of errorLines(known, lang, hiding(secrets))) {
      output.problem(`mm2slack: ${line}`, 'worded');
    }
    if (run === undefined) return known.exitCode;
    const { failureLines } = await import('./commands/run/failure.ts');
    const help = failureLines(known, { ...run, log: journal.path }, lang);
    if (help.length > 0) output.problem('');
    for (const { text, fit } of help) output.problem(text, fit);
    return known.exitCode;
  }
  journal.fault(error);
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const { TEXTS } = await import('./texts/texts.ts');
  const { fill } = await import('./reports/figures.ts');
  output.problem(`mm2slack: ${TEXTS[lang].terminal.fault}\n${stack}`, 'exact');
  if (journal.path !== undefined) {
    output.problem(`\n${fill(TEXTS[lang].status.log, { path: journal.path })}`, 'exact');
  }
  return EXIT.fault;
}
