import { COLUMN_PLACES } from '../src/mapping/database/columns.ts';
import { leftBehindCode } from '../src/mapping/database/left-behind.ts';
import {
  type Fate,
  PART_FATES,
  PLACE_OF,
  PLACES,
  TABLE_FATES,
} from '../src/mapping/database/places.ts';
import { TABLE_PARTS, type TablePart } from '../src/model/database-rows.ts';
import { tables as texts } from '../src/texts/en/tables.ts';

/** docs/tables.md, made from the table of places: every table of Mattermost and its plugins, and what becomes of it. */
export function tablesReference(): string {
  const rows = [...TABLE_FATES.values()].sort(
    (a, b) =>
      PLACES.indexOf(PLACE_OF[a.fate]) - PLACES.indexOf(PLACE_OF[b.fate]) ||
      (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1),
  );
  return [
    ...['# What becomes of each table', ''],
    'Made from the program by `npm run generate:tables`. Every table of Mattermost 5.37 to 11, and of its plugins Playbooks,',
    'Boards and Calls. `inventory`, `plan` and `zip` show the tables of your server with their rows in the same form',
    '([FORMATS.md](../FORMATS.md)). A table that is not listed here is reported as unknown, with its rows. With',
    `\`zip.bookmarks: message\`, \`plan\` and \`zip\` count bookmarks as moved (\`${LISTED}\`): ${texts.fates[LISTED]}.`,
    ...['', '| table | place | code | what becomes of it |', '| --- | --- | --- | --- |'],
    ...rows.map(({ name, fate }) => line(`\`${name}\``, fate)),
    line('any other', 'unknown-table'),
    ...['', '## What people will miss', '', '| what | place | code | what becomes of it | loss |'],
    '| --- | --- | --- | --- | --- |',
    ...TABLE_PARTS.map(
      (part) =>
        `${line(`${texts.parts[part]} (\`${part}\`)`, PART_FATES[part])} ${lossCell(part)} |`,
    ),
    ...['', '## Columns of the tables that are moved or kept', ''],
    'Columns that do not share the fate of their rows; a column that is not known is reported with its name.',
    ...['', '| columns | place | code | what becomes of them |', '| --- | --- | --- | --- |'],
    ...[...COLUMN_PLACES].flatMap(([table, { others }]) =>
      (Object.entries(others) as [Fate, readonly string[]][]).map(([fate, columns]) =>
        line(columns.map((column) => `\`${table}.${column}\``).join(', '), fate),
      ),
    ),
    '',
  ].join('\n');
}

/** What a setting makes of bookmarks. */
const LISTED: Fate = 'bookmarks-message';

const line = (what: string, fate: Fate): string =>
  `| ${what} | ${texts.places[PLACE_OF[fate]]} | \`${fate}\` | ${texts.fates[fate]} |`;

/** The code of what stays of a part; of a part that moves as a whole there is none. */
const lossCell = (part: TablePart): string =>
  PLACE_OF[PART_FATES[part]] === 'moved' && part !== 'custom-status'
    ? ''
    : `\`${leftBehindCode(part)}\``;
