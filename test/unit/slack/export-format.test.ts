import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dayFileName,
  dayFileOf,
  dayOfTs,
  parseDayFileName,
} from '../../../src/slack/export-format.ts';
import { slackTs } from '../../../src/slack/shapes.ts';

const tsAt = (time: string, micros = '000000') => slackTs(`${Date.parse(time) / 1000}.${micros}`);

describe('a day file', () => {
  it('holds the messages of one UTC day', () => {
    expect(dayOfTs(tsAt('2024-02-29T23:59:59Z', '999999'))).toBe('2024-02-29');
    expect(dayFileName('dev', tsAt('2024-03-01T00:00:00Z'))).toBe('dev/2024-03-01.json');
  });

  it('has a name that gives back its folder and its day', () => {
    const folder = fc.stringMatching(/^[\p{L}\d_-]{1,80}$/u);
    const date = fc.date({ min: new Date(0), max: new Date('2255-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(folder, date, (name, at) => {
        const day = at.toISOString().slice(0, 10);
        expect(parseDayFileName(dayFileOf(name, day))).toEqual({ folder: name, day });
      }),
    );
  });

  it.each(['channels.json', 'dev/notes.json', 'dev/2024-03-01.txt', '2024-03-01.json'])(
    'is not %s',
    (name) => {
      expect(parseDayFileName(name)).toBeUndefined();
    },
  );
});
