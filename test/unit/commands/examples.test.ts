import { describe, expect, it } from 'vitest';
import { EXAMPLES } from '../../../src/commands/examples.ts';
import { helpGuide, LINES, STEPS } from '../../../src/commands/help-guide.ts';
import { textWidth } from '../../../src/mapping/text.ts';
import { help as en } from '../../../src/texts/en/help.ts';
import { help as ja } from '../../../src/texts/ja/help.ts';
import { programIn } from '../../../tools/commands-reference.ts';
import { parseLine } from '../../support/program/parse-line.ts';

const parsed = async (line: string): Promise<string> => (await parseLine(line)).command;

const lines = Object.entries(EXAMPLES).flatMap(([name, own]) => own.map((line) => [name, line]));

describe('the examples', () => {
  it('are there for every command that has flags of its own', () => {
    const named = Object.keys(EXAMPLES).sort();
    const commands = programIn('en').commands.map((command) => command.name());
    expect(named).toEqual(commands.filter((name) => name !== 'version').sort());
  });

  it.each(lines)('of %s can be run as they stand: %s', async (name, line) => {
    expect(await parsed(line)).toBe(name);
    expect(line.length).toBeLessThanOrEqual(78);
  });

  it.each([...LINES, ...STEPS.map(([, line]) => line)])(
    'of --help can be run: %s',
    async (line) => {
      expect(await parsed(line)).toBe(line.split(' ')[1]);
    },
  );

  it('would not pass with a flag that is not there', async () => {
    await expect(parsed('mm2slack zip --out x --nosuch')).rejects.toThrow('nosuch');
  });
});

it.each([
  ['en', en],
  ['ja', ja],
] as const)(
  '--help ends with steps, examples and exit codes within 80 columns, in %s',
  (_lang, texts) => {
    const guide = helpGuide(texts);
    expect(guide.filter((line) => textWidth(line) > 80)).toEqual([]);
    for (const code of ['0', '1', '2', '3', '70', '130']) {
      expect(guide.some((line) => line.startsWith(`  ${code} `))).toBe(true);
    }
    for (const line of LINES) expect(guide).toContain(`  ${line}`);
  },
);
