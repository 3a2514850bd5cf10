import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { splitWorkFolders } from '../../../src/commands/common-flags.ts';
import type { ProgramWorld } from '../../../src/commands/prepare.ts';
import { makeProgram } from '../../../src/commands/program.ts';
import { KnownError } from '../../../src/errors/errors.ts';
import { notice } from '../../../src/errors/notices.ts';
import { notEmpty } from '../../support/not-empty.ts';

const WORLD: ProgramWorld = {
  signal: new AbortController().signal,
  nowMs: () => 0,
  todayMs: () => 0,
  ask: undefined,
  argv: [],
  nodeVersion: '20.19.0',
  env: {},
  exitWith: () => {},
  configure: () => {},
};
const SEVERAL = ['verify', 'evidence'];
const withWork = notEmpty(
  makeProgram(WORLD, 'en').commands.filter(({ options }) =>
    options.some(({ long }) => long === '--work'),
  ),
).map((command) => command.name());

describe('--work', () => {
  it.each(withWork.filter((name) => !SEVERAL.includes(name)))(
    'is refused by %s when it is given twice',
    async (name) => {
      const line = [name, '--work', 'a', '--work', 'b'];
      const failure = await makeProgram(WORLD, 'en')
        .parseAsync(line, { from: 'user' })
        .catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(KnownError);
      expect(failure).toMatchObject({ exitCode: 2, lines: [notice('work-repeated')] });
    },
  );

  it('may be repeated for the two commands that compare and pack', () => {
    expect(withWork).toEqual(expect.arrayContaining(SEVERAL));
  });

  it('has the first directory as its own, and each further one once', () => {
    expect(splitWorkFolders(undefined)).toEqual({ own: {}, further: [] });
    expect(splitWorkFolders(['a', './a', 'b', resolve('b')])).toEqual({
      own: { work: './a' },
      further: [resolve('b')],
    });
  });
});
