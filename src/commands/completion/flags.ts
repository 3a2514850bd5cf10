import { Argument, type Command } from 'commander';
import { makeOutput } from '../run/output.ts';
import { SHELLS, type Shell } from './script.ts';

/** `mm2slack completion`. */
export function addCompletion(program: Command): void {
  program
    .command('completion')
    .addArgument(new Argument('<shell>').choices(SHELLS))
    .action(async (shell: Shell) => {
      const { completionScript } = await import('./script.ts');
      const { shellWords } = await import('./words.ts');
      const output = makeOutput({ json: false, quiet: false, secrets: [] });
      for (const line of completionScript(shell, shellWords(program)).trimEnd().split('\n')) {
        output.line(line, 'exact');
      }
    });
}
