import { programIn } from '../../../tools/commands-reference.ts';

/** What a command line says: its command, and the values of its flags by their keys. */
export interface ParsedLine {
  readonly command: string;
  readonly flags: Readonly<Record<string, unknown>>;
}

/** Parses a line as the program does, and runs nothing; rejects what the program would. */
export async function parseLine(line: string): Promise<ParsedLine> {
  const program = programIn('en').configureOutput({ writeErr: () => undefined });
  const parsed: ParsedLine[] = [];
  for (const command of program.commands) {
    command.configureOutput({ writeErr: () => undefined }).action(() => {
      parsed.push({ command: command.name(), flags: command.opts() });
    });
  }
  await program.parseAsync(['node', ...shellWords(line)]);
  const [first] = parsed;
  if (first === undefined) throw new Error(`${line} is of no command`);
  return first;
}

/** Words of a line as a POSIX shell reads them, as far as single quotes and `\\'`. */
export function shellWords(line: string): readonly string[] {
  const words = line.match(/(?:'[^']*'|\\'|[^\s'\\])+/g) ?? [];
  return words.map((word) =>
    word.replace(/'([^']*)'|\\'/g, (_whole, inner: string | undefined) => inner ?? "'"),
  );
}
