import { Command, type CommanderError } from 'commander';
import { plainText } from './output.ts';
import { packageVersion } from './package-version.ts';
import { addAdopt } from './program/add-adopt.ts';
import { addCompletion } from './program/add-completion.ts';
import { addDoctor } from './program/add-doctor.ts';
import { addFiles } from './program/add-files.ts';
import { addInit } from './program/add-init.ts';
import { addInventory } from './program/add-inventory.ts';
import { addPlan } from './program/add-plan.ts';
import { addPreview } from './program/add-preview.ts';
import { addReplay } from './program/add-replay.ts';
import { addServeFiles } from './program/add-serve-files.ts';
import { addSync } from './program/add-sync.ts';
import { addUndo } from './program/add-undo.ts';
import { addVerify } from './program/add-verify.ts';
import { addZip } from './program/add-zip.ts';
import type { ProgramWorld } from './program/prepare.ts';

/** The command tree. Each command's code is loaded when it runs, so that --help stays quick. */
export function makeProgram(world: ProgramWorld): Command {
  const program = new Command('mm2slack')
    .description('Moves a Mattermost server into a Slack workspace.')
    .version(packageVersion())
    .configureOutput({ outputError: (text, write) => write(usageLine(text)) })
    .exitOverride((error: CommanderError) => {
      throw error;
    });
  addInit(program, world);
  addDoctor(program, world);
  addInventory(program, world);
  addPlan(program, world);
  addZip(program, world);
  addReplay(program, world);
  addAdopt(program, world);
  addSync(program, world);
  addFiles(program, world);
  addServeFiles(program, world);
  addPreview(program, world);
  addUndo(program, world);
  addVerify(program, world);
  addCompletion(program);
  return program;
}

/** A wrong flag or command in one line, as every other complaint. */
function usageLine(text: string): string {
  const problem = plainText(text)
    .replace(/^error: /, '')
    .replace(/\s+/g, ' ')
    .trim();
  return `mm2slack: ${problem} (mm2slack --help tells what there is)\n`;
}
