import { describe, expect, it } from 'vitest';
import {
  AccountError,
  ConfigError,
  InterruptedError,
  KnownError,
  SourceError,
  StoppedError,
  TargetError,
  UsageError,
} from '../../src/errors/errors.ts';

describe('a known error', () => {
  it.each([
    [new AccountError('a'), 'AccountError', 1],
    [new UsageError('a'), 'UsageError', 2],
    [new ConfigError(['a']), 'ConfigError', 2],
    [new SourceError('a'), 'SourceError', 2],
    [new TargetError('a'), 'TargetError', 2],
    [new StoppedError('a'), 'StoppedError', 3],
    [new InterruptedError('a'), 'InterruptedError', 130],
  ])('%s carries its name and exit code', (error, name, exitCode) => {
    expect(error).toBeInstanceOf(KnownError);
    expect(error).toMatchObject({ name, exitCode, message: 'a' });
  });

  it('keeps what caused it', () => {
    const cause = new Error('the socket closed');
    expect(new SourceError('cannot read', { cause }).cause).toBe(cause);
  });

  it('about settings holds each complaint, and shows all', () => {
    const error = new ConfigError(['from: x', 'to: y']);
    expect(error.lines).toEqual(['from: x', 'to: y']);
    expect(error.message).toBe('from: x\nto: y');
  });
});
