import { stepsOfWay } from '../mapping/status/next-step.ts';
import type { PastRun } from '../mapping/status/past-runs.ts';
import { type PersonalKind, personalKindOf } from '../mapping/status/personal-files.ts';
import type { StatusReport } from '../mapping/status/report.ts';
import type { LeftTask } from '../mapping/status/what-is-left.ts';
import type { Language } from '../texts/language.ts';
import { TEXTS } from '../texts/texts.ts';
import { durationText } from './duration.ts';
import { countText, fill, momentText, sizeText } from './figures.ts';
import { type Html, html, htmlPage, unbroken } from './html.ts';
import { alignedTableHtml } from './html-table.ts';
import { REPORT_CSS } from './page-css.ts';
import { pendingLines } from './pending-lines.ts';
import { shownText } from './shown-text.ts';

/** A file of the work directory that people open. */
export interface WorkFile {
  readonly name: string;
  readonly sizeBytes: number;
  readonly changedMs: number;
}

/** What the page of a work directory shows. */
export interface WorkIndex {
  readonly status: StatusReport;
  readonly files: readonly WorkFile[];
  /** The newest first. */
  readonly runs: readonly PastRun[];
  readonly madeAtMs: number;
}

const CSS = `${REPORT_CSS}
  .wide { max-height: none; }
  thead th, td.text { white-space: normal; }
  .steps { list-style: none; padding: 0; }
  .steps code { display: inline-block; min-width: 7rem; }
  .next { padding: 1rem 1.4rem; background: var(--card); border: 1px solid var(--line); border-left: 6px solid var(--accent); border-radius: 10px; }
  .next pre { margin: 0.5rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere; font: 0.9rem/1.5 ui-monospace, monospace; }
  @media (max-width: 760px) {
    .steps code { min-width: 0; }
  }
`;

/** Renders the page of a work directory: steps, what is next, files with links, and runs. It runs and loads nothing. */
export function indexPage({ status, files, runs, madeAtMs }: WorkIndex, lang: Language): string {
  const texts = TEXTS[lang].index;
  const pending = pendingLines(status, lang);
  const body = html`<header class="page"><h1>${texts.title}</h1>
<p class="subtitle">${unbroken(fill(texts.made, { time: momentText(madeAtMs, lang) }))}</p></header>
<main>
${nextHtml(status, lang)}
<section id="steps"><h2>${texts.steps}</h2>${stepsHtml(status, lang)}</section>
${pending.length === 0 ? undefined : html`<section id="pending" class="warnings"><h2>${TEXTS[lang].status.pendingHeading}</h2><ul>${pending.map((line) => html`<li>${shownText(line)}</li>`)}</ul></section>`}
<section id="files"><h2>${texts.files}</h2>
<p class="lead">${texts.personal}</p>${filesHtml(files, lang)}</section>
<section id="runs"><h2>${texts.runs}</h2>${runs.length === 0 ? html`<p>${texts.none}</p>` : runsHtml(runs, lang)}</section>
</main>`;
  return htmlPage({ lang, title: texts.title, css: CSS, body });
}

function nextHtml({ next }: StatusReport, lang: Language): Html {
  const texts = TEXTS[lang].status;
  return html`<section id="next" class="next"><p>${texts.next[next.step]}</p>${leftHtml(next.left ?? [], lang)}${next.command === undefined ? undefined : html`<pre>${next.command}</pre>`}</section>`;
}

function leftHtml(tasks: readonly LeftTask[], lang: Language): Html | undefined {
  if (tasks.length === 0) return undefined;
  const { left } = TEXTS[lang].status;
  return html`<ul>${tasks.map((task) => html`<li>${left[task]}</li>`)}</ul>`;
}

function stepsHtml({ state, reached }: StatusReport, lang: Language): Html {
  const { steps } = TEXTS[lang].status;
  const { isDone, isOpen } = TEXTS[lang].index;
  const items = stepsOfWay(state).map((step) => {
    const isReached = reached.includes(step);
    return html`<li><span class="chip">${isReached ? isDone : isOpen}</span> <code>${step}</code> ${steps[step]}</li>
`;
  });
  return html`<ul class="steps">${items}</ul>`;
}

function filesHtml(files: readonly WorkFile[], lang: Language): Html {
  const { columns, files: caption } = TEXTS[lang].index;
  return alignedTableHtml({
    id: 'files-table',
    caption,
    columns: [
      { label: columns.file, align: 'word' },
      { label: columns.holds, align: 'text' },
      { label: columns.changed, align: 'word' },
      { label: columns.size, align: 'number' },
    ],
    rows: files.map(({ name, sizeBytes, changedMs }) => [
      html`<a href="./${addressOf(name)}">${shownText(name)}</a>`,
      holdsText(personalKindOf(name), lang),
      momentText(changedMs, lang),
      sizeText(sizeBytes),
    ]),
  });
}

/** A half of a surrogate pair, which no address can hold, is no name that a file has. */
const addressOf = (name: string): string =>
  encodeURIComponent(name.replace(/\p{Surrogate}/gu, '\ufffd'));

const holdsText = (kind: PersonalKind | undefined, lang: Language): string =>
  kind === undefined ? '' : TEXTS[lang].status.holds[kind];

function runsHtml(runs: readonly PastRun[], lang: Language): Html {
  const { columns, runs: caption, ends, isOpen } = TEXTS[lang].index;
  const endText = (run: PastRun): string => {
    if (run.end === undefined) return isOpen;
    const { exitCode } = run.end;
    const word = Object.entries(ends).find(([code]) => Number(code) === exitCode)?.[1];
    return `${exitCode}: ${word ?? ''}`;
  };
  return alignedTableHtml({
    id: 'runs-table',
    caption,
    columns: [
      { label: columns.command, align: 'word' },
      { label: columns.began, align: 'word' },
      { label: columns.took, align: 'word' },
      { label: columns.end, align: 'text' },
      { label: columns.read, align: 'number' },
      { label: columns.written, align: 'number' },
    ],
    rows: runs.map((run) => [
      run.command,
      momentText(Date.parse(run.at), lang),
      run.end === undefined ? '' : durationText(run.end.tookMs / 1000, lang),
      endText(run),
      run.posts === undefined ? '' : countText(run.posts.read),
      run.posts === undefined ? '' : countText(run.posts.written),
    ]),
  });
}
