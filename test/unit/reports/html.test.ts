import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  escapeHtml,
  html,
  htmlLink,
  htmlPage,
  htmlText,
  unbroken,
} from '../../../src/reports/html.ts';

describe('the html template', () => {
  it('escapes every text that is put into it', () => {
    const name = '</script><script>alert(1)</script>';
    expect(htmlText(html`<b>${name}</b>`)).toBe(
      '<b>&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;</b>',
    );
  });

  it('keeps moments of a text on one line each, in either language', () => {
    const moments = ['2026-04-03 01:30 UTC', '2026年4月3日 01:30 UTC', '2026-04-03 01:30:05 UTC'];
    for (const moment of moments) {
      expect(htmlText(unbroken(`made <${moment}> by me`))).toBe(
        `made &lt;<span class="moment">${moment}</span>&gt; by me`,
      );
    }
  });

  it('lets no text end an attribute', () => {
    expect(htmlText(html`<i title="${'" onclick="alert(1)'}"></i>`)).toBe(
      '<i title="&quot; onclick=&quot;alert(1)"></i>',
    );
    expect(escapeHtml("it's")).toBe('it&#39;s');
  });

  it('keeps markup that it made itself, alone or in lists, and shows nothing for undefined', () => {
    const items = ['a', '<b>'].map((item) => html`<li>${item}</li>`);
    expect(htmlText(html`<ul>${items}${undefined}</ul>${1}`)).toBe(
      '<ul><li>a</li><li>&lt;b&gt;</li></ul>1',
    );
  });

  it('does not take an object of the data for markup', () => {
    const forged = JSON.parse('{"Symbol(safe HTML)": "<script>"}');
    expect(() => htmlText(forged)).toThrow();
  });

  it('shows a NUL as the character that stands for what cannot be shown', () => {
    expect(escapeHtml('a\0b')).toBe('a\ufffdb');
  });
});

describe('a link', () => {
  it.each(['https://example.com/?a=1&b=2', 'http://example.com', 'mailto:a@example.com'])(
    'leads to %s',
    (url) => {
      expect(htmlText(htmlLink(url, 'x'))).toContain(`href="${escapeHtml(url)}"`);
    },
  );

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    '/relative',
  ])('never leads to %j', (url) => {
    expect(htmlText(htmlLink(url, 'x'))).not.toContain('href');
  });
});

describe('a page', () => {
  const parts = { lang: 'ja', title: '</title><b>', css: 'a{}', body: html`<p>a</p>` } as const;
  const page = htmlPage(parts);
  const policyOf = (text: string): string =>
    (/Security-Policy" content="([^"]*)"/.exec(text)?.[1] ?? '').replaceAll('&#39;', "'");

  it('forbids scripts, requests and forms, and all styles but its own', () => {
    expect(policyOf(page)).toBe(
      "default-src 'none'; style-src 'sha256-X1RutGBrXCt9KkSaXMK7tHftWiRscFHOhxsS8tv8hBk='; base-uri 'none'; form-action 'none'",
    );
  });

  it('allows styles at elements where a page has them', () => {
    expect(policyOf(htmlPage({ ...parts, hasStyleAttributes: true }))).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
    );
  });

  it('allows its own script and pictures inside the page, when it has such', () => {
    const script = 'document.title = "ours"';
    const policy = policyOf(htmlPage({ ...parts, script, hasPictures: true }));
    const hash = createHash('sha256').update(script).digest('base64');
    expect(policy).toContain(`; img-src data:; `);
    expect(policy).toContain(`; script-src 'sha256-${hash}'; `);
    expect(htmlPage({ ...parts, script })).toContain(`<script>${script}</script>`);
  });

  it('names its language and escapes its title', () => {
    expect(page).toContain('<html lang="ja">');
    expect(page).toContain('<title>&lt;/title&gt;&lt;b&gt;</title>');
  });
});
