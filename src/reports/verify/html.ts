import type { VerifyReport } from '../../mapping/verify/report.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS } from '../../texts/texts.ts';
import { fill, momentText } from '../figures.ts';
import { type Html, html, htmlPage, unbroken } from '../html.ts';
import { tableHtml } from '../html-table.ts';
import { REPORT_CSS } from '../page-css.ts';
import { shownText } from '../shown-text.ts';
import { VERIFY_CSS } from './css.ts';
import { type VerifySection, verifySections } from './sections.ts';
import { madePublic } from './words.ts';

/** Renders the report as one self-contained page without scripts, to be read, printed and signed. */
export function verifyHtml(report: VerifyReport, lang: Language): string {
  const texts = TEXTS[lang].verify;
  const made = { time: momentText(report.madeAtMs, lang), version: report.programVersion };
  const note = report.withText ? texts.passOn.shown : texts.passOn.hidden;
  const body = html`<header class="page"><h1>${texts.title}</h1>
<p class="subtitle">${unbroken(fill(texts.made, made))}</p>
<p class="pass-on${report.withText ? ' warning' : ''}">${note}</p></header>
<main>
${madePublic(report, lang).map(
  (line) => html`<p class="alarm">${line}</p>
`,
)}${verdictHtml(report, lang)}
${verifySections(report, lang).map(sectionHtml)}
<p class="lead">${fill(texts.details, { file: 'differences.jsonl' })} ${texts.withText}</p>
${signatureHtml(lang)}</main>`;
  return htmlPage({ lang, title: texts.title, css: `${REPORT_CSS}${VERIFY_CSS}`, body });
}

function verdictHtml(report: VerifyReport, lang: Language): Html {
  const texts = TEXTS[lang].verify;
  const compared = fill(texts.compared, {
    posts: report.account.posts.written,
    conversations: report.conversations,
  });
  return html`<section class="verdict ${report.isClean ? 'clean' : 'differs'}">
<p class="result">${report.isClean ? texts.clean : texts.notClean}</p>
<p>${compared}</p>
<p>${texts.targets[report.kind]}: ${report.targets.map(shownText).join(', ')}</p></section>`;
}

function sectionHtml({ id, heading, lead, columns, rows }: VerifySection): Html {
  const table = tableHtml({
    id: `${id}-table`,
    caption: heading,
    columns: columns.map(({ label, align }) => ({
      label,
      isNumber: align === 'number',
      isText: align === 'text' || align === 'code',
    })),
    rows: rows.map((cells) => ({
      cells: cells.map((cell, index) =>
        columns[index]?.align === 'code' ? html`<code>${cell}</code>` : cell,
      ),
    })),
  });
  const isCards =
    columns.length > 2 && columns.some(({ align }, index) => index > 1 && align !== 'number');
  return html`<section id="${id}"${isCards ? html` class="cards"` : undefined}><h2>${heading}</h2>
${lead === '' ? undefined : html`<p class="lead">${lead}</p>`}
${rows.length === 0 ? undefined : table}</section>
`;
}

function signatureHtml(lang: Language): Html {
  const { signature, headings, leads } = TEXTS[lang].verify;
  const lines = [signature.name, signature.date, signature.signature];
  return html`<section id="signature"><h2>${headings.signature}</h2>
<p>${leads.signature}</p>
<ul class="sign">${lines.map((label) => html`<li>${label}</li>`)}</ul></section>`;
}
