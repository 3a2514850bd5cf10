import { readFile, writeFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { csvLine } from '../../../src/mapping/csv.ts';

/** Changes cells of the line whose first cell is `key`, as somebody with a spreadsheet would. */
export async function editCsv(
  path: string,
  key: string,
  cells: Readonly<Record<string, string>>,
): Promise<void> {
  const rows = z
    .array(z.array(z.string()))
    .parse(parse(await readFile(path, 'utf8'), { bom: true }));
  const [header = [], ...lines] = rows;
  const edited = lines.map((line) =>
    line[0] === key ? line.map((cell, index) => cells[header[index] ?? ''] ?? cell) : line,
  );
  if (!lines.some(([first]) => first === key)) throw new Error(`no line of ${key} in ${path}`);
  await writeFile(path, `\ufeff${[header, ...edited].map(csvLine).join('')}`);
}
