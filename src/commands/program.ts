import { Command, type CommanderError } from 'commander';
import { help as en } from '../texts/en/help.ts';
import { help as ja } from '../texts/ja/help.ts';
import type { Language } from '../texts/language.ts';
import { addAdopt } from './adopt/flags.ts';
import { addArchive } from './archive/flags.ts';
import { addLanguageFlag, askForNeeded, refuseEmptyValues } from './common-flags.ts';
import { addCompletion } from './completion/flags.ts';
import { addDoctor } from './doctor/flags.ts';
import { addEvidence } from './evidence/flags.ts';
import { addFiles } from './files/flags.ts';
import { wordedProgram } from './help-texts.ts';
import { addInit } from './init/flags.ts';
import { addInventory } from './inventory/flags.ts';
import { packageVersion } from './package-version.ts';
import { addPeople } from './people/flags.ts';
import { addPlan } from './plan/flags.ts';
import type { ProgramWorld } from './prepare.ts';
import { addPreview } from './preview/flags.ts';
import { addReplay } from './replay/flags.ts';
import { addRunbook } from './runbook/flags.ts';
import { addServeFiles } from './serve-files/flags.ts';
import { addStatus } from './status/flags.ts';
import { addSync } from './sync/flags.ts';
import { addUndo } from './undo/flags.ts';
import { usageLine } from './usage-errors.ts';
import { addVerify } from './verify/flags.ts';
import { addVersion } from './version/flags.ts';
import { addZip } from './zip/flags.ts';

/** The words by which the help of a run's command is asked for: `mm2slack zip`, or `mm2slack` where it has none. */
function wordsOf(program: Command, { argv }: Pick<ProgramWorld, 'argv'>): string {
  const names = program.commands.map((command) => command.name());
  const name = argv.find((word) => names.includes(word));
  return [program.name(), ...(name === undefined ? [] : [name])].join(' ');
}

/**
 * Makes the command tree, worded in a language. Each command's code is loaded when it runs, so that --help stays
 * quick.
 */
export function makeProgram(world: ProgramWorld, lang: Language): Command {
  const texts = lang === 'ja' ? ja : en;
  const program = new Command('mm2slack')
    .version(packageVersion())
    .configureOutput({
      outputError: (text, write) => write(usageLine(text, wordsOf(program, world), texts.usage)),
    })
    .exitOverride((error: CommanderError) => {
      throw error;
    });
  refuseEmptyValues(askForNeeded(addLanguageFlag(program)));
  addInit(program, world);
  addDoctor(program, world);
  addInventory(program, world);
  addPlan(program, world);
  addPeople(program, world);
  addZip(program, world);
  addArchive(program, world);
  addReplay(program, world);
  addAdopt(program, world);
  addSync(program, world);
  addFiles(program, world);
  addServeFiles(program, world);
  addPreview(program, world);
  addUndo(program, world);
  addVerify(program, world);
  addStatus(program, world);
  addEvidence(program, world);
  addRunbook(program, world);
  addCompletion(program);
  addVersion(program, world);
  return wordedProgram(program, texts);
}
