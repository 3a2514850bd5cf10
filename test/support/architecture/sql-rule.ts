import type { Rule } from './rules.ts';

/** A template that holds a statement or a part of one; the sentences about rights hold GRANT. */
const TEMPLATE = /`((?:[^`\\]|\\[\s\S])*)`/g;
const IS_SQL = /\b(?:SELECT|INSERT|UPDATE|DELETE|FROM|WHERE|PRAGMA|EXISTS|JOIN|CASE|SET)\b/;
const IS_SENTENCE = /\bGRANT\b/;
const PUT_IN = /\$\{([^}]*)\}/g;

/** What may stand in a statement: our own constants, names that `Tables` spells, and question marks. */
const CONSTANT = /^[A-Z][A-Z0-9_]*(?:\.join\(', '\)|\[(?:database\.)?engine\])?(?: \+ 1)?$/;
const OF_TABLES = /^tables\.(?:name|columns|match|exact|order|byBytes|postsInTime)\([^`]*\)$/;
const MARKS = /^\w+\.marks$/;
/** A condition on a column that is named there. */
const CONDITION = /^withoutId\('(?:\w+\.)?\w+'\)$/;

/** Numbers, and parts of statements that are put together of the above in the same file. A new one is looked at. */
const LOOKED_AT: ReadonlySet<string> = new Set([
  ...['postsPerPage', 'longTextCharacters', 'maxHeldChanges + 1', 'Math.trunc(limit)'],
  ...['address.statementTimeoutMs', 'timeoutMs', 'timeoutMs / 1000'],
  ...['columns', 'condition', 'isReply', 'live', 'notRemoved', 'own', 'posts', 'props', 'select'],
  ...['rows', 'sample', 'isHook', 'sql'],
  ...['where.sql', 'on', 'state', 'deleted'],
  ...['exactId', 'exactChannel', 'exactUser', 'exactGroup', 'idOrder', 'doubledAlias', 'isPost'],
  ...['doubledPost', 'doubledOwn', 'copies', 'copyJoin', 'postJoin', 'ownJoin'],
  ...['place', 'severalIds(tables)'],
  ...[
    'where',
    'table',
    'serviceOf(database)',
    "branches.join(' ')",
    'messageOf(database, query)',
    'botCondition(tables)',
    'webhookName(database)',
  ],
]);

/** A statement that goes on after its quotes. */
const ADDED_TO = /\.(?:query|prepare|exec|execute|pragma)\(\s*(?:'[^']*'|"[^"]*"|`[^`]*`)\s*\+/;

/** Values go to the server beside a statement, never in it. */
export const sqlOfConstants: Rule = ({ path, text, code }) => {
  if (!/^src\/(?:exporters|importers)\//.test(path)) return [];
  const templates = [...text.matchAll(TEMPLATE)].map(([, inside = '']) => inside);
  const statements = templates.filter((inside) => IS_SQL.test(inside) && !IS_SENTENCE.test(inside));
  const unknown = statements
    .flatMap((inside) => [...inside.matchAll(PUT_IN)].map(([, put = '']) => put.trim()))
    .filter((put) => ![CONSTANT, OF_TABLES, MARKS, CONDITION].some((known) => known.test(put)))
    .filter((put) => !LOOKED_AT.has(put));
  const added = ADDED_TO.exec(code) === null ? [] : ['adds to a statement'];
  return [...unknown.map((put) => `puts ${put} into a statement`), ...added];
};
