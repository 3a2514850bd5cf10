import { REPORT_CSS } from '../page-css.ts';

/** Style sheet of the page that matches people and channels. */
export const PEOPLE_CSS = `${REPORT_CSS}
body { max-width: 80rem; padding-bottom: 2rem; }
header { display: flex; flex-wrap: wrap; gap: 0.8rem 2rem; align-items: start; justify-content: space-between; }
.lead { max-width: 46rem; }
button {
  font: inherit; color: inherit; padding: 0.35rem 0.9rem; cursor: pointer;
  background: var(--card); border: 1px solid var(--line); border-radius: 6px;
}
button:disabled { color: var(--faint); cursor: default; }
button.main:not(:disabled) { background: var(--accent); border-color: var(--accent); color: var(--page); font-weight: 600; }
.buttons { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; }
.chip { background: var(--warning-back); color: var(--warning); font-size: 0.85rem; padding: 0.1rem 0.7rem; }
.warnings { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: center; }
.warnings p { white-space: pre-line; }
#status { min-height: 1.6em; color: var(--accent); font-size: 0.92rem; }
main { display: grid; grid-template-columns: minmax(19rem, 2fr) 3fr; gap: 1.25rem; align-items: start; }
section { margin-top: 0; min-width: 0; background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 1rem; }
.tabs { display: flex; flex-wrap: wrap; gap: 0.5rem; }
/* Both beside each other in the narrow column. */
.tabs button { padding: 0.3rem 0.6rem; font-size: 0.92rem; }
.tabs button[aria-pressed="true"] { background: var(--accent-back); border-color: var(--accent); color: var(--accent); font-weight: 600; }
.finder label { display: flex; gap: 0.4rem; align-items: center; min-width: 0; }
.finder input { width: 11rem; background: var(--page); }
.finder select { background: var(--page); }
#lines { list-style: none; margin: 0; padding: 0; max-height: 62vh; overflow-y: auto; border-block: 1px solid var(--line); }
#lines li { margin: 0; border-top: 1px solid var(--line); }
#lines li:first-child { border-top: 0; }
#lines button {
  display: grid; grid-template-columns: 1fr auto; gap: 0 0.8rem; width: 100%; text-align: left;
  border: 0; border-radius: 0; background: none; padding: 0.4rem 0.6rem; line-height: 1.4;
}
#lines button:focus-visible { outline-offset: -2px; }
#lines button[aria-current="true"] { background: var(--accent-back); }
#lines .name { font-weight: 600; }
#lines .small { color: var(--faint); font-size: 0.82rem; }
#lines .changed .fate { color: var(--change); font-weight: 600; }
#lines .fate, #lines .count { text-align: right; }
.pager { display: flex; gap: 0.8rem; align-items: center; justify-content: center; margin-top: 0.6rem; font-size: 0.88rem; }
#facts { margin: 0 0 0.8rem; font-size: 0.92rem; }
#facts div { display: grid; grid-template-columns: 9rem 1fr; gap: 0 0.8rem; align-items: baseline; }
#facts dd { margin: 0; }
#candidates ol { list-style: none; margin: 0; padding: 0; display: grid; gap: 0.4rem; }
#candidates li { margin: 0; }
#candidates li button { display: grid; grid-template-columns: 2rem 1fr; width: 100%; text-align: left; line-height: 1.45; }
#candidates kbd { font: inherit; color: var(--accent); font-weight: 700; }
#candidates .small { color: var(--faint); font-size: 0.85rem; }
#candidates .chosen { border-color: var(--accent); background: var(--accent-back); }
#candidates h3 { margin: 1rem 0 0.4rem; }
form { display: grid; gap: 0.6rem; font-size: 0.92rem; }
form label { display: grid; gap: 0.15rem; color: var(--faint); }
form input, form select {
  font: inherit; color: var(--text); padding: 0.35rem 0.6rem; width: 100%; max-width: 26rem;
  background: var(--page); border: 1px solid var(--line); border-radius: 6px;
}
form button { justify-self: start; }
footer { margin-top: 1rem; color: var(--faint); font-size: 0.85rem; }
#lines span, #candidates span, #who, #facts dd { unicode-bidi: isolate; }
h2 { outline: none; }
@media (max-width: 760px) {
  main { grid-template-columns: 1fr; gap: 0.8rem; }
  section { margin-top: 0; padding: 0.8rem; }
  #lines { max-height: 40vh; }
  #facts div { grid-template-columns: 7rem 1fr; }
}
`;
