import type { Command } from 'commander';

/** What can follow `mm2slack` on a command line. */
export interface ShellWords {
  readonly commands: readonly CommandWords[];
}

export interface CommandWords {
  readonly name: string;
  readonly description: string;
  readonly flags: readonly FlagWords[];
  /** What may follow the command without a flag; empty when that is nothing or any text. */
  readonly choices: readonly string[];
}

export interface FlagWords {
  /** `--include` */
  readonly flag: string;
  readonly description: string;
  /** Values that it may have; empty when it takes any text, or none. */
  readonly choices: readonly string[];
  readonly takesValue: boolean;
}

/** Read from the program, so that a new flag is completed without anybody thinking of it. */
export function shellWords(program: Command): ShellWords {
  const commands = program.commands.map((command) => ({
    name: command.name(),
    description: command.description(),
    choices: command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []),
    flags: command.options.map((option) => ({
      flag: option.long ?? option.flags,
      description: option.description,
      choices: option.argChoices ?? [],
      takesValue: option.required || option.optional,
    })),
  }));
  return { commands };
}
