import { KnownError } from '../../errors/errors.ts';
import type { Notice } from '../../errors/notices.ts';
import type { Lists, Matching } from '../../mapping/lists/lists.ts';
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
export class Editing {
  readonly matching: Matching;
  readonly #work: string;
  #opened: OpenedLists;
  #savedLines = 0;

  private constructor(work: string, matching: Matching, opened: OpenedLists) {
    this.#work = work;
    this.matching = matching;
    this.#opened = opened;
  }

  /** Reads the lists. UsageError when there are none, or a line is wrong. */
  static async begin(work: string, matching: Matching): Promise<Editing> {
    return new Editing(work, matching, await openLists(work, matching));
  }

  get lists(): Lists {
    return this.#opened.lists;
  }

  /** Number of lines that were written so far. */
  get savedLines(): number {
    return this.#savedLines;
  }

  decide(wish: Wish): Refusal {
    const now =
      wish.list === 'people'
        ? decidePerson(this.lists, wish.key, wish.cells, this.matching)
        : decideChannel(this.lists, wish.key, wish.cells, this.matching);
    if (now === undefined) return 'no-line';
    if ('code' in now) return now;
    this.#opened = { ...this.#opened, lists: now };
    return undefined;
  }

  undo(): void {
    this.#opened = { ...this.#opened, lists: undoLast(this.lists) };
  }

  /** Writes the lists. They stay as they are when they cannot be written. */
  async save(): Promise<SaveRefusal> {
    const unsaved = unsavedLines(this.lists);
    if (unsaved === 0) return undefined;
    try {
      const saved = await saveLists(this.#work, this.#opened, this.matching);
      if ('changedOnDisk' in saved) return saved;
      this.#opened = saved;
      this.#savedLines += unsaved;
      return undefined;
    } catch (error) {
      if (error instanceof KnownError) return { error };
      throw error;
    }
  }

  /** Reads the lists again and drops what is not saved; the error when they cannot be read. */
  async loadAgain(): Promise<KnownError | undefined> {
    try {
      this.#opened = await openLists(this.#work, this.matching);
      return undefined;
    } catch (error) {
      if (error instanceof KnownError) return error;
      throw error;
    }
  }
}
