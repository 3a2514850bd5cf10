import type { ComparedField, FileFacts, PostFacts } from './facts.ts';
import { FILE_LINES, fileLinesAtEnd, fileLinesBehind } from './text/file-lines.ts';
import { comparableTexts, hasTablesAsLines } from './text/target-text.ts';

/** A field that differs, with the values of both sides. */
export interface FieldDifference {
  readonly thing: 'message' | 'file';
  readonly kind: 'missing' | 'unexpected' | 'differs';
  readonly field: ComparedField;
  readonly name: string;
  readonly source: string;
  readonly target: string;
  /** True for a missing file that the message names in its text, as it may. */
  readonly isNamed?: true;
}

/** Name of the difference between a text with a table and the same text with lines in its place: a loss explains it. */
export const TABLE_LINES = 'table lines';

/** Name of the difference between a post and a message that is as the post was before an edit: a loss explains it. */
export const FORMER = 'former content';

/** Characters shown on each side of the first difference of two texts. */
const CONTEXT_CHARACTERS = 60;

const NONE: readonly FieldDifference[] = [];

/** Joins lists of differences. Nearly all are empty, for each of very many posts: then nothing is made. */
export function allOf(
  ...lists: readonly (readonly FieldDifference[])[]
): readonly FieldDifference[] {
  let all = NONE;
  for (const list of lists) {
    if (list.length > 0) all = all.length === 0 ? list : [...all, ...list];
  }
  return all;
}

/** A field, how it is told, and a cheaper way to see that it is equal. */
type ReadField = readonly [
  field: ComparedField,
  read: (facts: PostFacts) => string,
  isEqual: (source: PostFacts, target: PostFacts) => boolean,
];

const FIELDS: readonly ReadField[] = [
  ['author', ({ author }) => author, (a, b) => a.author === b.author],
  ['time', ({ atMs }) => new Date(atMs).toISOString(), (a, b) => a.atMs === b.atMs],
  ['thread', ({ thread }) => thread, (a, b) => a.thread === b.thread],
  [
    'reactions',
    ({ reactions }) => reactions.join('; '),
    (a, b) => a.reactions.length === 0 && b.reactions.length === 0,
  ],
  ['pinned', ({ isPinned }) => String(isPinned), (a, b) => a.isPinned === b.isPinned],
];

/** True for what a message says, but for lines about files and tables, which have explanations of their own. */
export const isSaid = ({ thing, field, name }: FieldDifference): boolean =>
  thing === 'message' && (field === 'text' || field === 'attachments') && name === '';

/** Compares a post with its messages, field by field; of a tombstone only that it is one. */
export function comparePosts(source: PostFacts, target: PostFacts): readonly FieldDifference[] {
  if (source.isTombstone !== target.isTombstone) {
    const sides = { source: String(source.isTombstone), target: String(target.isTombstone) };
    return [{ thing: 'message', kind: 'differs', field: 'deleted', name: '', ...sides }];
  }
  if (source.isTombstone) return [];
  const text = comparableTexts(source, target.text);
  const lines = fileLinesBehind(text.source, text.target, source.files);
  return allOf(
    textDifferences(text, { source, target, lines }),
    fieldsDiffering(source, target),
    editedDifferences(source, target),
    attachmentDifferences(source, target),
    namedFiles(compareFiles(source.files, target), { source, target, lines }),
  );
}

function fieldsDiffering(source: PostFacts, target: PostFacts): readonly FieldDifference[] {
  if (FIELDS.every(([, , isEqual]) => isEqual(source, target))) return NONE;
  return FIELDS.flatMap(([field, read, isEqual]) =>
    isEqual(source, target) ? NONE : fieldDifferences(field, read(source), read(target)),
  );
}

function fieldDifferences(
  field: ComparedField,
  source: string,
  target: string,
): readonly FieldDifference[] {
  if (source === target) return NONE;
  const sides = cutToDifference(source, target);
  return [{ thing: 'message', kind: 'differs', field, name: '', ...sides }];
}

function textDifferences(
  text: { readonly source: string; readonly target: string },
  { source, target, lines }: TextSides,
): readonly FieldDifference[] {
  const found = fieldDifferences('text', text.source, text.target);
  if (found.length === 0 || lines?.every(isRightName) === true) return [];
  if (lines !== undefined) return found.map((difference) => ({ ...difference, name: FILE_LINES }));
  const name = hasTablesAsLines(source, target.text) ? TABLE_LINES : '';
  return found.map((difference) => ({ ...difference, name }));
}

function attachmentDifferences(
  { attachments, attachmentsOr }: PostFacts,
  target: PostFacts,
): readonly FieldDifference[] {
  if (target.isOld === true && target.attachments === attachmentsOr) return [];
  return fieldDifferences('attachments', attachments, target.attachments);
}

/** Lines about files behind a text; undefined where something else differs. */
type Lines = ReturnType<typeof fileLinesBehind<FileFacts>>;

interface TextSides {
  readonly source: PostFacts;
  readonly target: PostFacts;
  readonly lines: Lines;
}

const isRightName = ({ file, says }: NonNullable<Lines>[number]): boolean =>
  file.mayBeNamed === true && says === 'size';

/** Marks the files that the message names, also behind a text that differs, which is told by itself. */
function namedFiles(
  found: readonly FieldDifference[],
  { source, target, lines }: TextSides,
): readonly FieldDifference[] {
  if (found.length === 0) return found;
  const named = lines ?? fileLinesAtEnd(target.text, source.files);
  return found.map((difference) => withName(difference, named));
}

/** Marks the difference of a file that is missing, and whose line says its size or another one. */
function withName(found: FieldDifference, lines: Lines = []): FieldDifference {
  if (found.kind !== 'missing') return found;
  const isNamed = lines.some(
    ({ file, says }) => file.id === found.name && file.mayBeNamed === true && says !== 'reason',
  );
  return isNamed ? { ...found, isNamed } : found;
}

/** True when a reader finds the same text on both sides, apart from lines about files. */
export function hasSameText(source: PostFacts, target: PostFacts): boolean {
  const text = comparableTexts(source, target.text);
  if (text.source === text.target) return true;
  return fileLinesBehind(text.source, text.target, source.files) !== undefined;
}

function editedDifferences(
  { edited, editedOr }: PostFacts,
  target: PostFacts,
): readonly FieldDifference[] {
  if (target.isOld === true && target.edited === editedOr) return [];
  return fieldDifferences('edited', edited, target.edited);
}

/** Texts cut to where they begin to differ. */
export function cutToDifference(
  source: string,
  target: string,
): { source: string; target: string } {
  let same = 0;
  while (same < source.length && source.charCodeAt(same) === target.charCodeAt(same)) same += 1;
  const from = Math.max(0, same - CONTEXT_CHARACTERS);
  const cut = (text: string): string =>
    `${from > 0 ? '…' : ''}${text.slice(from, same + CONTEXT_CHARACTERS)}${text.length > same + CONTEXT_CHARACTERS ? '…' : ''}`;
  return { source: cut(source), target: cut(target) };
}

function compareFiles(
  source: readonly FileFacts[],
  { files: target, isOld }: PostFacts,
): readonly FieldDifference[] {
  if (target.length === 0) return source.length === 0 ? NONE : source.map(missingFile);
  // Of two files with one id the first counts.
  const there = new Map(target.toReversed().map((file) => [file.id, file]));
  const wanted = new Set(source.map(({ id }) => id));
  const kept = new Set(there.values());
  const surplus = target.filter((file) => !wanted.has(file.id) || !kept.has(file));
  return [
    ...source.flatMap((file) => compareFile(file, there.get(file.id), isOld === true)),
    ...surplus.map(({ id, name }) => fileDifference('unexpected', '', id, '', name)),
    ...orderDifference(
      source.filter(({ id }) => there.has(id)),
      target.filter((file) => wanted.has(file.id) && kept.has(file)),
    ),
  ];
}

/** Compares the order of files that both sides have. */
function orderDifference(
  source: readonly FileFacts[],
  target: readonly FileFacts[],
): readonly FieldDifference[] {
  const ids = (files: readonly FileFacts[]): string => files.map(({ id }) => id).join(' ');
  const names = (files: readonly FileFacts[]): string => files.map(({ name }) => name).join(', ');
  const [first] = source;
  if (first === undefined || ids(source) === ids(target)) return [];
  return [fileDifference('differs', 'order', first.id, names(source), names(target))];
}

function compareFile(
  source: FileFacts,
  target: FileFacts | undefined,
  isOld: boolean,
): readonly FieldDifference[] {
  const { id, name } = source;
  if (target === undefined) return [missingFile(source)];
  const found: FieldDifference[] = [];
  if (name !== target.name) found.push(fileDifference('differs', 'name', id, name, target.name));
  if (target.sizeBytes !== undefined && source.sizeBytes !== target.sizeBytes) {
    const sizes = [String(source.sizeBytes), String(target.sizeBytes)] as const;
    found.push(fileDifference('differs', 'size', id, ...sizes));
  }
  const types = [source.mimeType, ...(isOld ? [source.mimeTypeOr] : [])];
  if (!types.includes(target.mimeType)) {
    found.push(fileDifference('differs', 'type', id, source.mimeType, target.mimeType));
  }
  return found;
}

const fileDifference = (
  kind: FieldDifference['kind'],
  field: ComparedField,
  name: string,
  source: string,
  target: string,
): FieldDifference => ({ thing: 'file', kind, field, name, source, target });

const missingFile = ({ id, name }: FileFacts): FieldDifference =>
  fileDifference('missing', '', id, name, '');
