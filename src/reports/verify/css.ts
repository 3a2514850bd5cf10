/** Style of the verification report: no table is wider than the page, and the signature stays on one page. */
export const VERIFY_CSS = `
  td, thead th { white-space: normal; }
  td.number { white-space: nowrap; }
  td.text { min-width: 0; }
  code { font: 0.82rem/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
  .wide { max-height: none; }
  .verdict {
    margin-top: 1.5rem; padding: 1.1rem 1.4rem; border-radius: 10px;
    background: var(--card); border: 1px solid var(--line); border-left: 6px solid var(--create);
  }
  .verdict.differs { border-left-color: var(--gone); }
  .alarm {
    margin-top: 1.5rem; padding: 1rem 1.4rem; border: 3px solid var(--gone); border-radius: 10px;
    color: var(--gone); font-size: 1.15rem; font-weight: 700;
  }
  .result { font-size: 1.15rem; font-weight: 700; color: var(--create); }
  .differs .result { color: var(--gone); }
  .sign { display: grid; grid-template-columns: 2fr 1fr 3fr; gap: 1rem 1.5rem; padding: 0; list-style: none; }
  .sign li { margin-top: 3.5rem; padding-top: 0.3rem; border-top: 1px solid var(--text); color: var(--faint); font-size: 0.85rem; }
  @page { size: A4; margin: 16mm; }
  @media screen and (max-width: 760px) {
    th, td { padding: 0.4rem 0.6rem; }
    tbody th { min-width: 0; }
    /* Each row becomes a card: what it is about and its number in one line, the rest below. */
    .cards thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    .cards tr { display: grid; grid-template-columns: 1fr auto; border-top: 1px solid var(--line); }
    .cards tbody tr:first-child { border-top: 0; }
    .cards tbody :is(th, td) { border-top: 0; }
    .cards td.text { grid-column: 1 / -1; }
    .sign { grid-template-columns: 1fr; }
    .sign li { margin-top: 2.5rem; }
  }
  @media print {
    section { margin-top: 1.6rem; }
    .verdict, .alarm, #signature { break-inside: avoid; }
  }
`;
