import { Argument, type Command } from 'commander';
import { SHELLS, type Shell } from '../completion/shells.ts';
import { makeOutput } from '../output.ts';

/** `mm2slack completion`. */
export function addCompletion(program: Command): void {
  program
    .command('completion')
    .description('Prints a script that completes commands and flags in a shell.')
    .addArgument(new Argument('<shell>', 'the shell').choices(SHELLS))
    .action(async (shell: Shell) => {
      const { completionScript } = await import('../completion/completion-script.ts');
      const { shellWords } = await import('../completion/shell-words.ts');
      const output = makeOutput({ json: false, quiet: false, secrets: [] });
      for (const line of completionScript(shell, shellWords(program)).trimEnd().split('\n')) {
        output.line(line);
      }
    });
}
