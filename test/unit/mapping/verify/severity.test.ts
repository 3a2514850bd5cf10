import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bySeverity } from '../../../../src/mapping/verify/severity.ts';
import { aDifferenceCount } from '../../../support/builders/verify-builders.ts';

const PUBLIC = aDifferenceCount({ thing: 'file', field: 'public', count: 1 });
const VISIBILITY = aDifferenceCount({ thing: 'channel', field: 'visibility', count: 1 });
const MISSING = aDifferenceCount({ kind: 'missing', field: '', count: 2 });
const TEXT = aDifferenceCount({ count: 900 });
const PINNED = aDifferenceCount({ field: 'pinned', count: 5 });
const TOPIC = aDifferenceCount({ thing: 'channel', field: 'topic', count: 3 });
const ENTRY = aDifferenceCount({ thing: 'entry', field: 'sha256', count: 5000 });
const EXPECTED = [PUBLIC, VISIBILITY, MISSING, TEXT, PINNED, TOPIC, ENTRY];

it('what was made public comes first, then visibility, and entries last, in whatever order they were found', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(EXPECTED, { minLength: EXPECTED.length }), (found) => {
      expect(bySeverity(found)).toEqual(EXPECTED);
    }),
  );
});
