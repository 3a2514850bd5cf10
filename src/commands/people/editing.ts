import { KnownError } from '../../errors/errors.ts';
import type { Notice } from '../../errors/notices.ts';
import type { Matching } from '../../mapping/lists/lists.ts';
import { decideChannel, decidePerson, undoLast, unsavedLines } from '../../mapping/lists/lists.ts';
import { type OpenedLists, openLists, saveLists } from './list-files.ts';

/** The cells that decide about a line, as they stand in its list. */
export type Wish =
  | { readonly list: 'people'; readonly key: string; readonly cells: PersonCells }
  | { readonly list: 'channels'; readonly key: string; readonly cells: ChannelCells };
type PersonCells = Parameters<typeof decidePerson>[2];
type ChannelCells = Parameters<typeof decideChannel>[2];

/** What became of a change: undefined when it was taken. `no-line`: the list has none for the key. */
export type Refusal = Notice | 'no-line' | undefined;

/** What became of saving: undefined when all is written. */
export type SaveRefusal =
  | { readonly changedOnDisk: readonly string[] }
  | { readonly error: KnownError }
  | undefined;

/** The lists of a work directory while somebody edits them: the one place that holds what is not saved yet. */
export interface Editing {
  readonly work: string;
  readonly matching: Matching;
  opened: OpenedLists;
  /** Number of lines that were written so far. */
  savedLines: number;
}

/** Reads the lists. UsageError when there are none, or a line is wrong. */
export async function beginEditing(work: string, matching: Matching): Promise<Editing> {
  return { work, matching, opened: await openLists(work, matching), savedLines: 0 };
}

/** Changes a line of the lists as somebody wishes. */
export function decide(editing: Editing, wish: Wish): Refusal {
  const { matching, opened } = editing;
  const lists =
    wish.list === 'people'
      ? decidePerson(opened.lists, wish.key, wish.cells, matching)
      : decideChannel(opened.lists, wish.key, wish.cells, matching);
  if (lists === undefined) return 'no-line';
  if ('code' in lists) return lists;
  editing.opened = { ...opened, lists };
  return undefined;
}

/** Takes the last change back; nothing when there is none. */
export function undo(editing: Editing): void {
  const { opened } = editing;
  editing.opened = { ...opened, lists: undoLast(opened.lists) };
}

/** Writes the lists. They stay as they are when they cannot be written. */
export async function save(editing: Editing): Promise<SaveRefusal> {
  const { work, matching, opened } = editing;
  const unsaved = unsavedLines(opened.lists);
  if (unsaved === 0) return undefined;
  try {
    const saved = await saveLists(work, opened, matching);
    if ('changedOnDisk' in saved) return saved;
    editing.opened = saved;
    editing.savedLines += unsaved;
    return undefined;
  } catch (error) {
    if (error instanceof KnownError) return { error };
    throw error;
  }
}

/** Reads the lists again and drops what is not saved; the error when they cannot be read. */
export async function loadAgain(editing: Editing): Promise<KnownError | undefined> {
  try {
    editing.opened = await openLists(editing.work, editing.matching);
    return undefined;
  } catch (error) {
    if (error instanceof KnownError) return error;
    throw error;
  }
}
