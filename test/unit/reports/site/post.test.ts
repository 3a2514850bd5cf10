import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { monthOf, siteFileName, siteFolders } from '../../../../src/mapping/site/folders.ts';
import { channelId, fileId, postId, userId } from '../../../../src/model/model.ts';
import { htmlText } from '../../../../src/reports/html.ts';
import { siteNames } from '../../../../src/reports/site/names.ts';
import { postHtml } from '../../../../src/reports/site/post.ts';
import { TEXTS } from '../../../../src/texts/texts.ts';
import { aChannel, aFile, aPost, aPostRef, aReaction } from '../../../support/builders/builders.ts';

const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '[a](javascript:alert(1))',
  '![x](javascript:alert(1))',
  '[a](https://x.example/"onclick="alert(1))',
  '<javascript:alert(1)>',
  '| a | <b>c</b> |\n|---|:-:|\n| <i>x</i> | `</code><script>` |',
  '```\n</pre><script>\n```',
  '@<script> ~"onclick :"x:',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
] as const;
const TAGS = new Set(
  'article header b span a time p div pre code blockquote ul ol li table thead tbody tr th td hr i s details summary figure figcaption img bdi'.split(
    ' ',
  ),
);

/** Markup that is not of the templates: an element, an attribute with a script, or an address with one. */
function misdeedsOf(markup: string): readonly string[] {
  return [...markup.matchAll(/<\/?([^\s>/]*)((?:"[^"]*"|[^">])*)>/g)].flatMap(
    ([tag, name = '', rest = '']) => {
      const attributes = rest.replace(/"[^"]*"/g, '""');
      const isBad =
        !TAGS.has(name) ||
        /\bon\w+=|\bstyle=|\bsrcdoc=/i.test(attributes) ||
        /(?:href|src)="\s*(?:javascript|data|vbscript):/i.test(rest);
      return isBad ? [tag] : [];
    },
  );
}

describe('a post on a page', () => {
  it('shows hostile texts and names as text', () => {
    const hostile = fc.oneof(
      fc.constantFrom(...HOSTILE),
      fc.string({ unit: 'binary', maxLength: 30 }),
    );
    fc.assert(
      fc.property(hostile, hostile, hostile, (text, name, other) => {
        const author = { id: userId('u1'), username: name, fullName: other };
        const names = siteNames([author], [], () => undefined);
        const place = { names, team: undefined, root: '../../' };
        const post = aPost({
          id: postId(name),
          userId: author.id,
          message: `${text}\n${other}`,
          props: {
            from_webhook: 'true',
            override_username: other,
            attachments: [{ title: text, text: name, fields: [{ title: other, value: text }] }],
          },
          files: [aFile({ name: `${other}.png` })],
          reactions: [aReaction({ emojiName: name, userId: author.id })],
          thread: { kind: 'reply', root: aPostRef({ id: postId(other) }) },
        });
        const look = { place, texts: TEXTS.en.site, fileLink: () => 'files/a.png' };
        const markup = htmlText(
          postHtml(post, look, {
            former: [{ id: postId(name), message: text, untilMs: 0 }],
            earlierOf: postId(other),
            slack: { channel: name, ts: other },
          }),
        );
        expect(misdeedsOf(markup)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('is seen as hostile when a template forgets to escape', () => {
    for (const text of HOSTILE.slice(0, 2)) expect(misdeedsOf(`<p>${text}</p>`)).not.toEqual([]);
    expect(misdeedsOf('<a href="javascript:alert(1)">x</a>')).not.toEqual([]);
  });
});

describe('names in a site', () => {
  it('gives every channel of a type a folder of its own, of harmless characters', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.constantFrom('../..', 'CON', 'a/b', 'A B', 'a-b', 'search', 'index', ''),
            fc.string({ unit: 'binary' }),
          ),
        ),
        (given) => {
          const channels = given.map((name, at) => aChannel({ id: channelId(`c${at}`), name }));
          const folders = [...siteFolders(channels, ({ name }) => name).values()];
          expect(new Set(folders).size).toBe(given.length);
          for (const folder of folders) {
            expect(folder).toMatch(/^[a-z0-9_-]{1,70}$/);
            expect(['con', 'search', 'index']).not.toContain(folder);
          }
        },
      ),
    );
  });

  it('gives no copy of a file a name under which a browser would run it', () => {
    for (const name of [
      'a.html',
      'a.SVG',
      'a.xhtml',
      'a.js',
      'a.mht',
      'a.xml',
      'a',
      'a.png.htm',
      '.html',
    ]) {
      expect(siteFileName(aFile({ name }))).toMatch(/\.bin$/);
    }
    expect(siteFileName(aFile({ id: fileId('abc123'), name: 'Photo.PNG' }))).toBe('abc123.png');
    expect(siteFileName(aFile({ id: fileId('../../x'), name: 'a.pdf' }))).toMatch(
      /^f[0-9a-f]+\.pdf$/,
    );
  });

  it('names months in UTC', () => {
    expect(monthOf(Date.UTC(2026, 0, 31, 23, 59))).toBe('2026-01');
    expect(monthOf(0)).toBe('1970-01');
  });
});
