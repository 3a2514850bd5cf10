import fc from 'fast-check';
import { expect, it } from 'vitest';
import { maskSecret } from '../../../../src/exporters/secrets/redact.ts';

it('shows the first four characters of a credential and its length', () => {
  expect(maskSecret('AKIAIOSFODNN7EXAMPLE')).toBe('AKIA… (20 characters)');
  expect(maskSecret('abcdefg')).toBe('a… (7 characters)');
  expect(maskSecret('abc')).toBe('… (3 characters)');
});

it('never shows more than a quarter of it, whatever it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), (secret) => {
      const shown = maskSecret(secret).replace(/… \(\d+ characters\)$/, '');
      expect(secret.startsWith(shown)).toBe(true);
      expect([...shown].length * 4).toBeLessThanOrEqual([...secret].length);
      expect([...shown].length).toBeLessThanOrEqual(4);
    }),
  );
});
