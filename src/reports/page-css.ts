/**
 * Style sheet of reports: light or dark by the reader's setting, black on white in print. Charts have their own
 * colours.
 */
export const REPORT_CSS = `
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #ffffff; --text: #1f242d; --faint: #5a6270; --line: #dde1e7;
  --accent: #24569c; --accent-back: #eaf1fb; --head: #f0f2f5;
  --warning: #7d4a00; --warning-back: #fdf3e1; --warning-line: #d08a2e;
  --create: #1d6b4a; --change: #7d4a00; --gone: #9a2f2f; --conflict: #9a2f2f;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --page: #14171c; --card: #1c2027; --text: #e4e7ec; --faint: #a0a8b6; --line: #343a45;
    --accent: #8bb5ee; --accent-back: #1e2d44; --head: #242933;
    --warning: #f0c078; --warning-back: #33291a; --warning-line: #c58a3a;
    --create: #7cc9a4; --change: #f0c078; --gone: #f09a9a; --conflict: #f09a9a;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html { scroll-padding-top: 1rem; }
body {
  margin: 0 auto; padding: 1.5rem 1.25rem 4rem; max-width: 64rem;
  background: var(--page); color: var(--text); overflow-wrap: anywhere;
  font: 16px/1.6 system-ui, "Hiragino Sans", "Yu Gothic UI", "Noto Sans JP", "Noto Sans CJK JP", sans-serif;
  font-variant-numeric: tabular-nums; line-break: strict;
}
h1 { margin: 0; font-size: 1.9rem; line-height: 1.25; letter-spacing: -0.01em; }
h2 { margin: 0 0 0.6rem; font-size: 1.25rem; line-height: 1.35; }
h3 { margin: 1.6rem 0 0.5rem; font-size: 1rem; line-height: 1.4; }
p { margin: 0.4rem 0; }
ul { margin: 0.4rem 0; padding-left: 1.2rem; }
li { margin: 0.25rem 0; }
a { color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.subtitle, .pass-on, .lead { color: var(--faint); font-size: 0.9rem; }
.pass-on.warning { color: var(--warning); font-weight: 600; }
.sum { font-weight: 600; }
section { margin-top: 2.75rem; }
.summary {
  display: grid; grid-template-columns: 3fr 2fr; margin-top: 1.5rem;
  background: var(--card); border: 1px solid var(--line); border-radius: 10px; overflow: hidden;
}
.advice { padding: 1.4rem 1.6rem; }
.advice h2 { color: var(--faint); font-size: 0.9rem; font-weight: 600; margin: 0; }
.path { margin: 0.1rem 0 0.7rem; font-size: 1.45rem; font-weight: 700; line-height: 1.3; color: var(--accent); }
.key { margin: 0; padding: 1.4rem 1.6rem; background: var(--accent-back); display: grid; gap: 0.9rem; align-content: center; }
.key dd { margin: 0; font-size: 1.25rem; font-weight: 650; line-height: 1.35; }
dt { color: var(--faint); font-size: 0.85rem; }
.warnings {
  margin-top: 1rem; padding: 1rem 1.6rem; border-left: 4px solid var(--warning-line);
  background: var(--warning-back); border-radius: 6px;
}
.warnings h2 { font-size: 1rem; color: var(--warning); margin: 0; }
.ways { display: grid; grid-template-columns: repeat(3, 1fr); gap: 1rem; }
.way { padding: 1rem 1.2rem; background: var(--card); border: 1px solid var(--line); border-radius: 10px; font-size: 0.92rem; }
.way h3 { margin: 0 0 0.5rem; }
.chip {
  display: inline-block; padding: 0 0.5rem; border-radius: 999px; font-size: 0.75rem;
  background: var(--accent-back); color: var(--accent); white-space: nowrap;
}
.figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); gap: 0.75rem; margin: 0.6rem 0; }
.figures div { padding: 0.7rem 1rem; background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
.facts { margin: 0.6rem 0; }
.facts div { display: grid; grid-template-columns: 13rem 1fr; gap: 0 1rem; align-items: baseline; padding: 0.2rem 0; }
.facts dd { margin: 0; font-weight: 600; }
.figures dd { margin: 0; font-size: 1.1rem; font-weight: 600; line-height: 1.4; }
nav { margin-top: 2.75rem; border-block: 1px solid var(--line); font-size: 0.92rem; }
nav ul { display: flex; flex-wrap: wrap; gap: 0.3rem 1.4rem; padding: 0.7rem 0; margin: 0; list-style: none; }
nav li { margin: 0; }
figure { margin: 0.8rem 0; padding: 1.2rem; background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
figure img { display: block; width: 100%; height: auto; }
.wide {
  overflow-x: auto; margin: 0.6rem 0;
  background: var(--card); border: 1px solid var(--line); border-radius: 10px;
}
table { border-collapse: separate; border-spacing: 0; width: 100%; font-size: 0.88rem; line-height: 1.5; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
th, td { padding: 0.45rem 0.8rem; text-align: left; vertical-align: top; border-top: 1px solid var(--line); }
thead th {
  position: sticky; top: 0; border-top: 0; border-bottom: 1px solid var(--line);
  background: var(--head); color: var(--faint); font-size: 0.82rem; white-space: nowrap;
}
tbody tr:first-child > * { border-top: 0; }
tbody th { font-weight: 600; min-width: 10rem; }
td { white-space: nowrap; }
td.text { min-width: 9rem; white-space: normal; overflow-wrap: anywhere; }
.says { display: block; font-weight: 400; }
.number { text-align: right; white-space: nowrap; }
.mark { white-space: nowrap; }
.moment { white-space: nowrap; }
.mark b { display: inline-block; width: 1ch; text-align: center; font-family: ui-monospace, monospace; }
.create { color: var(--create); } .change { color: var(--change); }
.gone { color: var(--gone); } .conflict { color: var(--conflict); font-weight: 600; }
details { margin: 0.6rem 0; }
summary { cursor: pointer; color: var(--accent); font-size: 0.92rem; padding: 0.2rem 0; }
.finder { display: flex; flex-wrap: wrap; gap: 0.6rem 1.2rem; align-items: center; margin: 0.6rem 0; font-size: 0.9rem; }
.finder input, .finder select {
  font: inherit; color: inherit; padding: 0.35rem 0.6rem; max-width: 100%;
  background: var(--card); border: 1px solid var(--line); border-radius: 6px;
}
.shown { color: var(--faint); margin-left: auto; }
@media screen and (max-width: 760px) {
  body { padding: 1rem 0.9rem 3rem; }
  h1 { font-size: 1.55rem; }
  section, nav { margin-top: 2.1rem; }
  .summary, .ways { grid-template-columns: 1fr; }
  .advice, .key { padding: 1.1rem 1.2rem; }
  .key { gap: 0.6rem; }
  .path { font-size: 1.25rem; }
  .figures { grid-template-columns: repeat(2, 1fr); gap: 0.5rem; }
  .facts div { grid-template-columns: 1fr; padding: 0.35rem 0; }
  .figures div { padding: 0.6rem 0.8rem; }
  figure { padding: 0.8rem; }
  table.cards, .cards tbody, .cards tr, .cards th, .cards td { display: block; width: auto; min-width: 0; }
  .cards thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .cards tr { padding: 0.5rem 0; border-top: 1px solid var(--line); }
  .cards tbody tr:first-child { border-top: 0; }
  .cards tbody th, .cards td { border: 0; padding: 0.15rem 0.9rem; text-align: left; white-space: normal; }
  .cards td, .cards td.text { min-width: 0; }
  .cards td { display: grid; grid-template-columns: 7.5rem minmax(0, 1fr); gap: 0 0.6rem; }
  .cards td::before { content: attr(data-label); color: var(--faint); }
  .cards td:has(> bdi:empty) { display: none; }
}
@media print {
  body { max-width: none; padding: 0; background: #fff; font-size: 10.5pt; }
  nav, .finder { display: none !important; }
  .wide { overflow: visible; }
  thead th { position: static; white-space: normal; }
  table { font-size: 8.5pt; line-height: 1.35; }
  /* A browser cuts Japanese anywhere otherwise, a word of two characters too. */
  th, td { padding: 1mm 1.8mm; word-break: auto-phrase; }
  tbody th, td, td.text { min-width: 0; white-space: normal; overflow-wrap: break-word; }
  td.number, td.day { white-space: nowrap; }
  figure img { max-height: 70mm; }
  figure, .way, .figures div, tr { break-inside: avoid; }
  h2, h3, .lead { break-after: avoid; }
}
`;
