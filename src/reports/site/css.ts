/** Style sheet of a site: light or dark by the reader's setting, for phones, and black on white in print. */
export const SITE_CSS = `
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #ffffff; --text: #1f242d; --faint: #5a6270; --line: #dde1e7;
  --accent: #24569c; --accent-back: #eaf1fb; --code: #eef0f3; --mark: #fff0a8;
  --gone: #9a2f2f; --gone-back: #fdf0f0;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --page: #14171c; --card: #1c2027; --text: #e4e7ec; --faint: #a0a8b6; --line: #343a45;
    --accent: #8bb5ee; --accent-back: #1e2d44; --code: #282d36; --mark: #5a4c10;
    --gone: #f09a9a; --gone-back: #33201f;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html { scroll-padding-top: 4rem; }
body {
  margin: 0 auto; padding: 0 1.25rem 4rem; max-width: 60rem;
  background: var(--page); color: var(--text); overflow-wrap: anywhere;
  font: 16px/1.6 system-ui, "Hiragino Sans", "Yu Gothic UI", "Noto Sans JP", "Noto Sans CJK JP", sans-serif;
  line-break: strict;
}
h1 { margin: 1.2rem 0 0.4rem; font-size: 1.7rem; line-height: 1.25; }
h2 { margin: 2rem 0 0.5rem; font-size: 1.2rem; line-height: 1.35; }
p { margin: 0.3rem 0; }
a { color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.faint, .time, .thread { color: var(--faint); font-size: 0.86rem; }
.time { text-decoration: none; }
.time:hover { text-decoration: underline; }
nav.top {
  position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: 0.4rem 1.2rem; align-items: center;
  padding: 0.6rem 0; background: var(--page); border-bottom: 1px solid var(--line);
}
nav.top form { margin-left: auto; }
input, select, button {
  min-width: 0; font: inherit; color: inherit; padding: 0.35rem 0.7rem; max-width: 100%;
  background: var(--card); border: 1px solid var(--line); border-radius: 6px;
}
button { cursor: pointer; color: var(--accent); }
.steps { display: flex; justify-content: space-between; gap: 1rem; margin: 1rem 0; }
table { border-collapse: collapse; font-size: 0.92rem; }
th, td { padding: 0.4rem 0.8rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
th { color: var(--faint); font-weight: 600; }
tbody th { color: inherit; }
.number { text-align: right; white-space: nowrap; }
.moment { white-space: nowrap; }
td.right, th.right { text-align: right; } td.center, th.center { text-align: center; }
.list { width: 100%; background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
.wide { overflow: auto; max-width: 100%; }
.post {
  margin: 0.6rem 0; padding: 0.7rem 1rem; background: var(--card);
  border: 1px solid var(--line); border-radius: 8px; unicode-bidi: isolate;
}
.post:target, .post.here { outline: 2px solid var(--accent); }
.reply { margin-left: 1.6rem; border-left: 4px solid var(--accent-back); }
.system { color: var(--faint); background: none; border-style: dashed; }
.deleted { border-color: var(--gone); background: var(--gone-back); }
.post header { display: flex; flex-wrap: wrap; gap: 0 0.6rem; align-items: baseline; }
.chip {
  display: inline-block; padding: 0 0.5rem; border-radius: 999px; font-size: 0.75rem;
  background: var(--accent-back); color: var(--accent);
}
.text p { white-space: pre-wrap; unicode-bidi: plaintext; }
.heading { font-weight: 700; font-size: 1.08rem; }
.mention { background: var(--accent-back); color: var(--accent); border-radius: 4px; padding: 0 0.15rem; }
.address { text-decoration: underline dotted; }
blockquote { margin: 0.3rem 0; padding-left: 0.8rem; border-left: 4px solid var(--line); }
ul, ol { margin: 0.3rem 0; padding-left: 1.6rem; }
pre, code { font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", "Noto Sans Mono CJK JP", monospace; font-size: 0.86rem; background: var(--code); }
pre { margin: 0.3rem 0; padding: 0.6rem; border-radius: 6px; white-space: pre-wrap; max-height: 40rem; overflow: auto; }
code { border-radius: 3px; padding: 0 0.15rem; }
.emoji { height: 1.4em; max-width: 4em; object-fit: contain; vertical-align: -0.3em; }
.attachment { margin: 0.4rem 0; padding: 0.2rem 0.8rem; border-left: 4px solid var(--line); }
figure { margin: 0.4rem 0; }
figure img { display: block; max-width: min(100%, 32rem); max-height: 24rem; border-radius: 6px; }
.reactions { display: flex; flex-wrap: wrap; gap: 0.3rem; padding: 0; list-style: none; }
.reactions li { padding: 0 0.6rem; border: 1px solid var(--line); border-radius: 999px; font-size: 0.86rem; }
.who { display: none; }
.reactions li:hover .who, .reactions li:focus .who { display: inline; color: var(--faint); margin-left: 0.4rem; }
details { font-size: 0.9rem; }
summary { cursor: pointer; color: var(--accent); }
.former li { margin: 0.3rem 0; }
.months { display: flex; flex-wrap: wrap; gap: 0.5rem; padding: 0; list-style: none; }
.months a {
  display: block; padding: 0.3rem 0.8rem; background: var(--card); border: 1px solid var(--line);
  border-radius: 8px; text-decoration: none;
}
.choices { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: center; margin: 0.8rem 0; font-size: 0.9rem; }
.choices label { display: flex; flex-wrap: wrap; gap: 0.3rem; align-items: center; max-width: 100%; }
.choices .words { flex: 1 1 100%; }
.choices .words input { width: 100%; font-size: 1.05rem; }
.result { display: block; margin: 0.6rem 0; padding: 0.6rem 1rem; background: var(--card); border: 1px solid var(--line); border-radius: 8px; color: inherit; text-decoration: none; }
.result:hover { border-color: var(--accent); }
mark { background: var(--mark); color: inherit; }
@media (max-width: 640px) {
  body { padding: 0 0.8rem 3rem; }
  h1 { font-size: 1.4rem; }
  .reply { margin-left: 0.6rem; }
  .post { padding: 0.6rem 0.7rem; }
  th, td { padding: 0.35rem 0.4rem; }
  .list:not(.people) th:not(.number), .list:not(.people) td:not(.number) { min-width: 6.5rem; }
  .people thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .people, .people tbody { display: block; }
  .people tr { display: flex; flex-wrap: wrap; gap: 0 0.8rem; padding: 0.45rem 0.6rem; border-bottom: 1px solid var(--line); }
  .people tr:last-child { border-bottom: none; }
  .people th, .people td { padding: 0; border: none; }
  .people td { color: var(--faint); }
  .choices label { flex: 1 1 100%; }
  .choices label input, .choices label select { flex: 1; }
  nav.top form, nav.top label { flex: 1 1 100%; margin: 0; }
  nav.top input { width: 100%; }
}
@media print {
  :root { --page: #fff; --card: #fff; --text: #000; --faint: #444; --code: #f4f4f4; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  nav.top, .choices, .steps { display: none; }
  h1 a { color: inherit; text-decoration: none; }
  details::details-content { display: block; content-visibility: visible; block-size: auto; }
  .chip { border: 1px solid #bbb; background: none; color: #000; }
  .post { break-inside: avoid; border-color: #bbb; }
  pre { max-height: none; }
  .who { display: inline; margin-left: 0.4rem; }
}
`;
