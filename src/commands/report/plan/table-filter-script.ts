/**
 * Finds rows in the tables of a page. It holds nothing of the data and reads only what the page shows; its
 * hash stands in the page's policy. Without it the tables show all rows and no search field.
 */
export const TABLE_FILTER_SCRIPT = `
'use strict';
const fold = (text) => text.normalize('NFKC').toLowerCase();
for (const finder of document.querySelectorAll('.finder')) {
  const table = document.getElementById(finder.dataset.table);
  const rows = Array.from(table.tBodies[0].rows, (row) => ({ row, text: fold(row.textContent) }));
  const search = finder.querySelector('input');
  const choices = Array.from(finder.querySelectorAll('select'));
  const status = finder.querySelector('.shown');
  const count = (value) => value.toLocaleString(document.documentElement.lang);
  const apply = () => {
    const words = fold(search.value).split(/\\s+/).filter(Boolean);
    let shown = 0;
    for (const { row, text } of rows) {
      const fits =
        words.every((word) => text.includes(word)) &&
        choices.every(({ value, dataset }) => value === '' || row.dataset[dataset.key] === value);
      row.hidden = !fits;
      if (fits) shown += 1;
    }
    status.textContent = finder.dataset.text
      .replace('{shown}', count(shown))
      .replace('{all}', count(rows.length));
  };
  search.addEventListener('input', apply);
  for (const choice of choices) choice.addEventListener('change', apply);
  finder.hidden = false;
  apply();
}
`;
