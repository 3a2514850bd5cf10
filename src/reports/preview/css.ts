/**
 * Style sheet of the preview: light or dark by the reader's setting; on narrow screens the two sides are below
 * each other.
 */
export const PREVIEW_CSS = `
:root {
  color-scheme: light dark;
  --page: #f4f5f7; --card: #ffffff; --text: #1d1c1d; --faint: #5c5f66; --line: #d6d8dc;
  --code: #f0f1f3; --link: #0b5cad; --mention: #e3eefb; --loss: #8a3b00; --loss-back: #fdeedd;
  --everybody: #fbf0c8;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #15171a; --card: #1f2227; --text: #e4e6ea; --faint: #a3a8b0; --line: #3a3f47;
    --code: #2a2e35; --link: #7ab8ff; --mention: #1f3a57; --loss: #ffc08a; --loss-back: #47301c;
    --everybody: #4a401a;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 1rem; max-width: 90rem; background: var(--page); color: var(--text);
  font: 15px/1.5 system-ui, "Hiragino Sans", "Noto Sans JP", "Noto Sans CJK JP", "Yu Gothic UI", sans-serif;
  overflow-wrap: anywhere;
}
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0.5rem 0; }
h2 { font-size: 1.15rem; margin: 2rem 0 0.5rem; }
h3 { font-size: 0.8rem; margin: 0 0 0.5rem; color: var(--faint); letter-spacing: 0.04em; }
h4 { font-size: 0.8rem; margin: 0.75rem 0 0.25rem; color: var(--faint); }
p { margin: 0.25rem 0; }
a { color: var(--link); }
.address { text-decoration: underline dotted; }
.warning { color: var(--loss); }
.note, .none, .place, time, .footer, .thread, .file span { color: var(--faint); font-size: 0.85rem; font-weight: normal; }
table { border-collapse: collapse; }
th, td { border: 1px solid var(--line); padding: 0.25rem 0.5rem; text-align: left; vertical-align: top; }
td.right, th.right { text-align: right; white-space: nowrap; }
td.center, th.center { text-align: center; }
.index { width: 100%; background: var(--card); font-size: 0.9rem; }
.index th[scope] { font-weight: 600; width: 55%; }
.index a { white-space: nowrap; }
.card {
  margin: 0.75rem 0; background: var(--card); border: 1px solid var(--line); border-radius: 8px;
  overflow: hidden; scroll-margin-top: 0.5rem;
}
.card:target { outline: 2px solid var(--link); }
.card > header { padding: 0.5rem 0.75rem; border-bottom: 1px solid var(--line); font-size: 0.9rem; }
.sides { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
.sides > section { padding: 0.75rem; min-width: 0; unicode-bidi: isolate; }
.slack { border-left: 1px solid var(--line); }
@media (max-width: 48rem) {
  body { padding: 0.5rem; }
  .sides { grid-template-columns: minmax(0, 1fr); }
  .slack { border-left: 0; border-top: 1px solid var(--line); }
  .index th[scope] { width: 45%; }
}
.chip {
  display: inline-block; padding: 0 0.4rem; border-radius: 4px; background: var(--code);
  color: var(--faint); font-size: 0.75rem; text-decoration: none;
}
.chip.loss { background: var(--loss-back); color: var(--loss); }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0 0.75rem; margin: 0 0 0.5rem; font-size: 0.85rem; }
dt { color: var(--faint); }
dd { margin: 0; }
pre, code { font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", "Noto Sans Mono CJK JP", monospace; font-size: 0.85rem; }
pre { margin: 0.25rem 0; padding: 0.5rem; background: var(--code); border-radius: 4px; white-space: pre-wrap; }
.raw, .body { max-height: 45rem; overflow: auto; tab-size: 4; }
code { padding: 0 0.2rem; background: var(--code); border: 1px solid var(--line); border-radius: 3px; white-space: pre-wrap; }
.message + .message { margin-top: 0.75rem; }
.head { display: flex; flex-wrap: wrap; align-items: center; gap: 0.4rem; margin-bottom: 0.25rem; }
.avatar {
  min-width: 1.6rem; height: 1.6rem; padding: 0 0.2rem; border-radius: 4px; background: var(--mention);
  text-align: center; line-height: 1.6rem; font-size: 0.85rem;
}
.section, blockquote, li { white-space: pre-wrap; unicode-bidi: isolate; }
.section:empty { display: none; }
.rich-text + .wide, .wide + .rich-text { margin-top: 0.5rem; }
blockquote { margin: 0.25rem 0; padding-left: 0.75rem; border-left: 4px solid var(--line); }
ul, ol { margin: 0; padding-left: 1.8rem; }
.level-1 { margin-left: 1.6rem; } .level-2 { margin-left: 3.2rem; } .level-3 { margin-left: 4.8rem; }
.level-4 { margin-left: 6.4rem; } .level-5 { margin-left: 8rem; } .level-6 { margin-left: 9rem; }
.level-7 { margin-left: 10rem; } .level-8 { margin-left: 11rem; }
ul.level-1, ul.level-4, ul.level-7 { list-style-type: circle; }
ul.level-2, ul.level-5, ul.level-8 { list-style-type: square; }
ol.level-1, ol.level-4, ol.level-7 { list-style-type: lower-alpha; }
ol.level-2, ol.level-5, ol.level-8 { list-style-type: lower-roman; }
pre.code { border: 1px solid var(--line); position: relative; }
.language { float: right; color: var(--faint); font-size: 0.75rem; }
.wide { overflow-x: auto; }
.wide td, .wide th { min-width: 4rem; max-width: 24rem; }
.mention { padding: 0 0.15rem; border-radius: 3px; background: var(--mention); color: var(--link); }
.broadcast { background: var(--everybody); }
.emoji { color: var(--faint); }
.attachment { margin: 0.4rem 0; padding-left: 0.75rem; border-left: 4px solid var(--line); display: flow-root; }
.attachment .title { font-weight: 700; }
.attachment .author, .picture { font-size: 0.85rem; }
.field { margin: 0.25rem 0; }
.field.short { float: left; width: 48%; margin-right: 2%; }
.field.long { clear: both; }
.picture, .attachment .footer { clear: both; }
.file { margin: 0.4rem 0; padding: 0.4rem 0.6rem; border: 1px solid var(--line); border-radius: 6px; }
.reactions { margin: 0.4rem 0; }
.pill { display: inline-block; padding: 0 0.5rem; border: 1px solid var(--line); border-radius: 999px; font-size: 0.85rem; }
details { margin-top: 0.3rem; font-size: 0.85rem; }
summary { cursor: pointer; color: var(--faint); }
@media print { .card { break-inside: avoid-page; } }
`;
