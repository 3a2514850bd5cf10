import { expect, it } from 'vitest';
import { failureLines } from '../../../../src/commands/run/failure.ts';
import type { Flags } from '../../../../src/config/flags.ts';
import { ConfigError } from '../../../../src/errors/errors.ts';
import { AN_ADDRESS, resolveWritten, type Written } from '../../config/resolve-with.ts';

/** The advice after `zip` could not use its settings. */
function adviceFor(flags: Flags, written: Omit<Written, 'flags'> = {}): string {
  try {
    resolveWritten({ ...written, flags });
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const run = { command: 'zip', argv: ['zip'], flags: { ...flags }, log: undefined };
    return failureLines(error, run, 'en')
      .map(({ text }) => text)
      .join('\n');
  }
  throw new Error('expected complaints');
}

const source = AN_ADDRESS;
it.each<Flags>([
  { source, from: '2026-13-01' },
  { source, include: 'publc' },
  { source, workers: '0' },
  { source, rehearsal: 'notadomain' },
  { source, splitSize: '2GB' },
  { source, splitBy: 'size', splitSize: 'big' },
  { source, excludeChannels: ',' },
])('a value of a flag that doctor is not given leads to the help of the command: %j', (flags) => {
  expect(adviceFor(flags)).toBe('Next: mm2slack zip --help');
  expect(adviceFor({ ...flags, lang: 'ja' })).toBe('Next: mm2slack zip --help --lang ja');
});

it('what doctor can look at leads to it', () => {
  expect(adviceFor({ source: 'mongodb://h/d' })).toContain('mm2slack doctor');
  expect(adviceFor({ source }, { yaml: 'from: yesterday' })).toContain('mm2slack doctor');
  expect(adviceFor({ from: '2026-13-01' })).toContain('mm2slack doctor');
});
