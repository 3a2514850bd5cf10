import type { Command, Option } from 'commander';
import { expect, it } from 'vitest';
import { NeededOption } from '../../../src/commands/common-flags.ts';
import { programIn } from '../../../tools/commands-reference.ts';

const takesValue = (option: Option): boolean => option.required || option.optional;
const names = programIn('en').commands.flatMap((command) =>
  command.options
    .filter((option) => takesValue(option) && option.argChoices === undefined)
    .map((option) => [command.name(), option.long ?? ''] as const),
);

it('there are many flags that take a path or a name', () => {
  expect(names.length).toBeGreaterThan(100);
});

/** What the program says of a command line, before it runs. */
async function refusalOf(name: string, flag: string, value: string): Promise<string> {
  const program = programIn('en');
  const said: string[] = [];
  const runs = (command: Command): Command => command.action(() => void said.push('it runs'));
  for (const command of program.commands) runs(command.copyInheritedSettings(program));
  const command = program.commands.find((each) => each.name() === name);
  const needed = (command?.options ?? [])
    .filter((option) => option instanceof NeededOption && option.long !== flag)
    .flatMap(({ long }) => [long ?? '', 'x']);
  for (const each of [program, ...program.commands]) {
    each.configureOutput({ writeErr: (text) => said.push(text) });
  }
  await program
    .parseAsync(['node', 'mm2slack', name, ...needed, flag, value])
    .catch(() => undefined);
  return said.join('');
}

it.each(names)('%s %s is refused without a value, before anything is read', async (name, flag) => {
  for (const value of ['', ' ']) {
    const said = await refusalOf(name, flag, value);
    expect(said).toContain(`option '${flag} `);
    expect(said).toMatch(
      /^mm2slack: .* has an empty value \(see mm2slack (?:[a-z-]+ )?--help\)\n$/,
    );
  }
});
