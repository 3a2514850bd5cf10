import type { Json } from './model.ts';

/**
 * A row of a plugin's table with all of its columns, by their names in small letters. Columns of JSON are parsed; one
 * that cannot be read, or is nested too deep, is its text.
 */
export interface PluginRow {
  readonly [column: string]: Json;
}

/** A file that a block of a board refers to. */
export interface BlockFile {
  /** As the block has it, with an extension. */
  readonly id: string;
  /** '' where no table says it. */
  readonly name: string;
  /** Relative to the file store's root; '' where no table says it. */
  readonly path: string;
}

/** A card and the blocks whose parent it is. */
export interface CardRows {
  readonly card: PluginRow;
  readonly blocks: readonly PluginRow[];
}

/** Some blocks of a board, with the files that they name. */
export interface BlockPage {
  readonly blocks: readonly PluginRow[];
  readonly files: readonly BlockFile[];
}

/** Some cards of a board, with the files that their blocks name. */
export interface CardPage {
  readonly cards: readonly CardRows[];
  readonly files: readonly BlockFile[];
}

/** A board, its members, and its views. */
export interface BoardRows {
  readonly board: PluginRow;
  readonly members: readonly PluginRow[];
  readonly views: readonly PluginRow[];
}

/** What the tables of Boards hold, each part read when it is asked for. */
export interface BoardsReading {
  /** Boards one after the other, by their ids in code-unit order. */
  boards(): AsyncIterable<BoardRows>;
  /** Cards of a board by the time of their making, then by id. */
  cards(boardId: string): AsyncIterable<CardPage>;
  /** Blocks of a board that are neither views nor cards, and whose parent is no card of it, by time, then by id. */
  otherBlocks(boardId: string): AsyncIterable<BlockPage>;
  /** Blocks of boards that have no row. */
  strayBlocks(): AsyncIterable<readonly PluginRow[]>;
}

/** What newer versions of Playbooks add to playbooks and runs; those that were deleted are among them. */
export interface PlaybookAdditions {
  /** Definitions of attributes, which are fields of Mattermost's properties. */
  readonly attributes: readonly PluginRow[];
  readonly attributeValues: readonly PluginRow[];
  /** Conditions under which tasks are shown. */
  readonly conditions: readonly PluginRow[];
}

/** A playbook with its members and metrics. */
export interface PlaybookRows extends PlaybookAdditions {
  readonly playbook: PluginRow;
  readonly members: readonly PluginRow[];
  readonly metrics: readonly PluginRow[];
}

/** A run of a playbook, or a checklist of a channel, which Playbooks keeps as a run without one. */
export interface RunRows extends PlaybookAdditions {
  readonly run: PluginRow;
  /** Undefined where the run has no playbook, or one that has no row. */
  readonly playbook: PluginRow | undefined;
  readonly people: readonly PluginRow[];
  /** Posts, with `id`, `createat`, `deleteat`, `userid` and `message`. */
  readonly statusPosts: readonly PluginRow[];
  readonly timeline: readonly PluginRow[];
  /** Values of metrics, with `title` and `type` of what is measured. */
  readonly metrics: readonly PluginRow[];
}

/** What the tables of Playbooks hold, by id in code-unit order, each read when it is asked for. */
export interface PlaybooksReading {
  playbooks(): AsyncIterable<PlaybookRows>;
  runs(): AsyncIterable<RunRows>;
}

/** Undefined for a plugin whose tables the source lacks or may not read. */
export interface PluginReading {
  readonly boards: BoardsReading | undefined;
  readonly playbooks: PlaybooksReading | undefined;
}
