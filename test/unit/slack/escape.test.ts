import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeText } from '../../../src/slack/shapes.ts';

describe('escaping', () => {
  it.each([
    ['a < b && c > d', 'a &lt; b &amp;&amp; c &gt; d'],
    ['<!channel>', '&lt;!channel&gt;'],
    ['&amp;', '&amp;amp;'],
    ['"quotes" and \'apostrophes\' 山田', '"quotes" and \'apostrophes\' 山田'],
    ['', ''],
  ])('writes %s as %s', (text, expected) => {
    expect(escapeText(text)).toBe(expected);
  });

  it('can be undone, and leaves no control character', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('&', '<', '>', 'a', ';', 'lt', 'amp') }),
        (text) => {
          const escaped = escapeText(text);
          const back = escaped
            .replaceAll('&lt;', '<')
            .replaceAll('&gt;', '>')
            .replaceAll('&amp;', '&');
          expect(back).toBe(text);
          expect(escaped).not.toMatch(/[<>]/);
        },
      ),
    );
  });
});
