import type { ComparedField } from './difference.ts';
import type { FileFacts, PostFacts } from './facts.ts';

/** A field that is not the same, with what both sides say. */
export interface FieldDifference {
  readonly thing: 'message' | 'file';
  readonly kind: 'missing' | 'unexpected' | 'differs';
  readonly field: ComparedField;
  readonly name: string;
  readonly source: string;
  readonly target: string;
}

/** Shows a text around the place where it begins to differ. */
const AROUND = 60;

type ReadField = readonly [field: ComparedField, read: (facts: PostFacts) => string];

const FIELDS: readonly ReadField[] = [
  ['author', ({ author }) => author],
  ['time', ({ atMs }) => new Date(atMs).toISOString()],
  ['text', ({ text }) => text],
  ['attachments', ({ attachments }) => attachments],
  ['thread', ({ thread }) => thread],
  ['edited', ({ edited }) => edited],
  ['reactions', ({ reactions }) => reactions.join('; ')],
  ['pinned', ({ isPinned }) => String(isPinned)],
];

/** Every field in which a post and what stands for it are not the same; of a tombstone only that it is one. */
export function comparePosts(source: PostFacts, target: PostFacts): readonly FieldDifference[] {
  if (source.isTombstone !== target.isTombstone) {
    const sides = { source: String(source.isTombstone), target: String(target.isTombstone) };
    return [{ thing: 'message', kind: 'differs', field: 'deleted', name: '', ...sides }];
  }
  if (source.isTombstone) return [];
  const fields = FIELDS.flatMap(([field, read]): readonly FieldDifference[] => {
    const [before, after] = [read(source), read(target)];
    if (before === after) return [];
    const sides = cutToDifference(before, after);
    return [{ thing: 'message', kind: 'differs', field, name: '', ...sides }];
  });
  return [...fields, ...compareFiles(source.files, target.files)];
}

function cutToDifference(source: string, target: string): { source: string; target: string } {
  let same = 0;
  while (same < source.length && source.charCodeAt(same) === target.charCodeAt(same)) same += 1;
  const from = Math.max(0, same - AROUND);
  const cut = (text: string): string =>
    `${from > 0 ? '…' : ''}${text.slice(from, same + AROUND)}${text.length > same + AROUND ? '…' : ''}`;
  return { source: cut(source), target: cut(target) };
}

function compareFiles(
  source: readonly FileFacts[],
  target: readonly FileFacts[],
): readonly FieldDifference[] {
  const there = new Map(target.map((file) => [file.id, file]));
  const wanted = new Set(source.map(({ id }) => id));
  return [
    ...source.flatMap((file) => compareFile(file, there.get(file.id))),
    ...target
      .filter(({ id }) => !wanted.has(id))
      .map(({ id, name }) => fileDifference('unexpected', '', id, '', name)),
  ];
}

function compareFile(source: FileFacts, target: FileFacts | undefined): readonly FieldDifference[] {
  const { id, name } = source;
  if (target === undefined) return [fileDifference('missing', '', id, name, '')];
  const found: FieldDifference[] = [];
  if (name !== target.name) found.push(fileDifference('differs', 'name', id, name, target.name));
  if (target.sizeBytes !== undefined && source.sizeBytes !== target.sizeBytes) {
    const sizes = [String(source.sizeBytes), String(target.sizeBytes)] as const;
    found.push(fileDifference('differs', 'size', id, ...sizes));
  }
  if (target.mimeType !== '' && source.mimeType !== target.mimeType) {
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
