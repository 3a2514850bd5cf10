import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mapPost } from '../../../../src/mapping/messages/map-post.ts';
import type { Post } from '../../../../src/model/model.ts';
import { previewHtml } from '../../../../src/reports/preview/html.ts';
import { makeSampleCollector } from '../../../../src/reports/preview/samples.ts';
import type { Language } from '../../../../src/texts/language.ts';
import { aFile, aPost, aReaction } from '../../../support/builders/builders.ts';
import { aMessageContext } from '../../../support/builders/message-context.ts';
import { notEmpty } from '../../../support/not-empty.ts';

function pageOf(
  over: Partial<Post>,
  { name = 'yamada', channel = 'dev', lang = 'en' as Language } = {},
): string {
  const post = aPost(over);
  const context = aMessageContext({ people: { nameOf: () => name } });
  const conversation = { ...context.conversation, name: channel };
  const book = makeSampleCollector(3);
  book.add({ post, conversation, mapped: mapPost(post, { ...context, conversation }) });
  return previewHtml({
    lang,
    samples: book.samples(),
    names: { user: () => name, channel: () => channel },
    nameOf: () => name,
    linkOf: () => `https://chat.example.com/tokyo/pl/${post.id}`,
  });
}

const ATTACKS = [
  '</script><script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  "' onmouseover='alert(1)",
  '[click](javascript:alert(1))',
  '</pre></style><iframe src="https://example.com">',
  '<!--',
];

/** The elements that the page is made of; anything else came out of a post. */
const OWN_ELEMENTS =
  /^\/?(?:html|head|meta|title|style|body|header|h[1-4]|p|nav|main|table|thead|tbody|tr|th|td|a|article|section|div|span|dl|dt|dd|pre|code|b|i|s|ul|ol|li|blockquote|details|summary|time)$/;
const OWN_ATTRIBUTES =
  /^(?:lang|charset|http-equiv|content|name|id|class|scope|href|title|rel|target|dir|tabindex|start|style|aria-hidden)$/;

function expectHarmless(page: string): void {
  for (const [, tag = ''] of page.matchAll(/<([^!\s>]+)/g)) expect(tag).toMatch(OWN_ELEMENTS);
  const tags = [...page.matchAll(/<[a-z][\w-]*((?:\s+[\w-]+="[^"]*")*)\s*>/g)];
  expect(tags).toHaveLength(page.match(/<[a-z]/gi)?.length ?? 0);
  for (const [, attributes = ''] of notEmpty(tags)) {
    for (const [, name = ''] of attributes.matchAll(/([\w-]+)="/g)) {
      expect(name).toMatch(OWN_ATTRIBUTES);
    }
  }
  for (const [, url = ''] of page.matchAll(/href="([^"]*)"/g)) {
    expect(url).toMatch(/^(?:https?:\/\/|mailto:|#)/);
  }
  expect(page.match(/<!/g)).toEqual(['<!']);
}

describe('a page of a hostile post', () => {
  it.each(ATTACKS)('shows %s as text, wherever it stands', (attack) => {
    const page = pageOf(
      {
        message: attack,
        type: attack,
        props: {
          from_webhook: 'true',
          override_username: attack,
          override_icon_emoji: attack,
          [attack]: attack,
          attachments: [
            {
              ...{ title: attack, title_link: 'javascript:alert(1)', text: attack, color: attack },
              ...{ pretext: attack, footer: attack, author_name: attack, image_url: attack },
              fields: [{ title: attack, value: attack, short: true }],
            },
          ],
        },
        files: [aFile({ name: attack, extension: attack, mimeType: attack })],
        reactions: [aReaction({ emojiName: attack })],
        priority: { level: attack, requestedAck: true, acknowledgedBy: [] },
      },
      { name: attack, channel: attack },
    );
    expectHarmless(page);
  });

  it('holds no markup but its own, whatever the text', () => {
    const piece = fc.constantFrom(
      ...ATTACKS,
      '**',
      '`',
      '```\n',
      '> ',
      '- ',
      '|a|b|\n|-|-|\n',
      '<',
      '&',
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(piece, fc.string({ unit: 'grapheme' })), { maxLength: 12 }),
        (parts) => {
          const message = parts.join('');
          expectHarmless(pageOf({ message, props: { attachments: [{ text: message }] } }));
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('the page', () => {
  it('shows the source as it was typed and the result as Slack would', () => {
    const page = pageOf({ message: '**重要** <b>' });
    expect(page).toContain('**重要** &lt;b&gt;</pre>');
    expect(page).toContain('<b>重要</b> &lt;b&gt;');
  });

  it('names every column of its tables', () => {
    const page = pageOf({ message: '# heading' });
    expect(page.match(/<th/g)?.length).toBeGreaterThan(5);
    expect(page).not.toMatch(/<th[^>]*><\/th>/);
  });

  it('has Japanese headings when asked to', () => {
    const page = pageOf({ message: '# a' }, { lang: 'ja' });
    expect(page).toContain('<h2>投稿に現れる要素</h2>');
    expect(page).toContain('<th scope="row">見出し</th>');
  });

  it('shows the props that decide the looks and only names the others, which may hold tokens', () => {
    const action = { integration: { url: 'http://10.0.0.1/hook', context: { token: 'tok-1' } } };
    const page = pageOf({
      props: {
        webhook_display_name: 'CI',
        secret_token: 'tok-2',
        attachments: [{ text: 'a', actions: [action] }],
      },
    });
    expect(page).toContain('webhook_display_name');
    expect(page).toContain('secret_token, attachments.actions');
    expect(page).not.toMatch(/tok-[12]|10\.0\.0\.1/);
  });

  it('names each loss with its sentence in the language of the page', () => {
    const page = pageOf({ message: '# a' }, { lang: 'ja' });
    expect(page).toContain('<p class="note" lang="ja">見出しは太字の行になりました。');
  });

  it('names each loss with its sentence and leads to the post', () => {
    const page = pageOf({ message: '# a' });
    expect(page).toContain('id="loss-heading_as_bold"');
    expect(page).toContain('A heading became a bold line');
    expect(page).toContain('href="#post-1"');
  });

  it('reads mrkdwn where there are no blocks, as in attachments', () => {
    const text = '**a** _b_ [c](https://example.com) `d` & <e>\n> q';
    const page = pageOf({ message: '', props: { attachments: [{ text }] } });
    const [, slack = ''] = page.split('<section class="slack">');
    expect(slack).toMatch(
      /<b>a<\/b> <i>b<\/i> <a href="https:\/\/example.com"[^>]*>c<\/a> <code>d<\/code> &amp; &lt;e&gt;/,
    );
    expect(slack).toContain('<blockquote>q</blockquote>');
  });
});
