import { describe, expect, it } from 'vitest';
import { help } from '../../../src/texts/en/help.ts';
import { programIn } from '../../../tools/commands-reference.ts';

describe.each(['en', 'ja'] as const)('--help in %s', (lang) => {
  const program = programIn(lang);

  it('describes the program, every command and every flag', () => {
    expect(program.commands.length).toBe(Object.keys(help.commands).length);
    const silent = [program, ...program.commands].flatMap((command) => [
      ...(command.description() === '' ? [command.name()] : []),
      ...command.options
        .filter(({ description }) => description === '')
        .map(({ long }) => `${command.name()} ${long}`),
      ...command.registeredArguments
        .filter(({ description }) => description === '')
        .map((argument) => `${command.name()} ${argument.name()}`),
    ]);
    expect(silent).toEqual([]);
  });

  it('has no sentence for a flag that no command has', () => {
    const taken = new Set(
      [program, ...program.commands].flatMap(({ options }) => options.map(({ long }) => long)),
    );
    const unused = Object.keys(help.flags).filter((flag) => flag !== '--help' && !taken.has(flag));
    expect(unused).toEqual([]);
    for (const [name, { flags }] of Object.entries(help.commands)) {
      const command = program.commands.find((each) => each.name() === name);
      const own = [
        ...(command?.options.map(({ long }) => long) ?? []),
        ...(command?.registeredArguments.map((argument) => argument.name()) ?? []),
      ];
      expect(own).toEqual(expect.arrayContaining(Object.keys(flags)));
    }
  });
});

it('is Japanese from its headings on when that is asked for', () => {
  const text = programIn('ja')
    .commands.find((command) => command.name() === 'zip')
    ?.helpInformation()
    .replace(/\s+/g, ' ');
  expect(text).toMatch(/^使い方: mm2slack zip/);
  expect(text).toContain('オプション:');
  expect(text).not.toContain('display help');
  expect(text).toContain('(値: "keep", "drop")');
  expect(programIn('ja').helpInformation()).not.toMatch(/display help|output the/);
});
