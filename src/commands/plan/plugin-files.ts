import { FILE_REASONS, type FileCopy, type FileReason } from '../../mapping/plugins/board-files.ts';
import { type ChannelPage, PAGES_FILE, PAGES_FORMAT } from '../../mapping/plugins/channel-pages.ts';
import { freePath, type PluginKind, pluginPath } from '../../mapping/plugins/file-names.ts';
import {
  PLUGIN_REASONS,
  type Placed,
  type PluginPlace,
  type PluginReason,
  type PluginSelection,
} from '../../mapping/plugins/places.ts';
import type { PersonName } from '../../mapping/plugins/properties.ts';
import { textIn } from '../../mapping/plugins/values.ts';
import type { PluginRow } from '../../model/plugin-rows.ts';
import {
  type AtomicFolder,
  type FolderFile,
  openAtomicFolder,
} from '../../system/atomic-folder.ts';
import type { Texts } from '../../texts/texts.ts';
import type { BoardFileStore, CopyFolder } from './board-files.ts';

/** What pages of plugins are written with. */
export interface PluginWriting {
  readonly selection: PluginSelection;
  readonly personName: PersonName;
  readonly texts: Texts['plugins'];
  /** Where files of boards are copied from. */
  readonly stored: BoardFileStore;
}

/** How many things of a kind there were, and what became of them. */
export interface PluginCounts {
  readonly kind: CountedKind;
  readonly read: number;
  readonly written: number;
  readonly leftOut: Readonly<Partial<Record<PluginReason | FileReason, number>>>;
}

/** A file is one that a block of a board names. */
export type CountedKind = PluginKind | 'file';

/** The two files of one thing, and copies beside them. JSON is written piece by piece, because a board may be large. */
export interface ThingFiles extends CopyFolder {
  /** Lines, each ended. */
  page(lines: readonly string[]): Promise<void>;
  json(text: string): Promise<void>;
  close(): Promise<void>;
}

/** What is named after a title and an id, and counted. */
interface Thing {
  readonly kind: PluginKind;
  readonly title: string;
  readonly id: string;
}

/** Writes files of plugins into one folder of the work directory and counts them. */
export interface PluginFiles {
  /** Counts a thing; its place when it is written, undefined when it is left out. */
  placed(kind: PluginKind, place: Placed): PluginPlace | undefined;
  open(thing: Thing, place: PluginPlace): Promise<ThingFiles>;
  /** Counts a file of a board. */
  copied(copy: FileCopy): void;
  /** Opens a file that belongs to no thing. */
  openOther(name: string): Promise<FolderFile>;
  /** Writes the list of pages. */
  listPages(isRedacted: boolean): Promise<void>;
  readonly folder: AtomicFolder;
  counts(kind: CountedKind): PluginCounts;
}

/** Opens the folder, at `path`, of all kinds that it has the name of. */
export async function openPluginFiles(path: string): Promise<PluginFiles> {
  const folder = await openAtomicFolder(path);
  const taken = new Set<string>();
  const counted = countKinds();
  const pages: ChannelPage[] = [];
  return {
    folder,
    placed(kind, place) {
      const isLeftOut = typeof place === 'string';
      counted.add(kind, isLeftOut ? place : 'written');
      return isLeftOut ? undefined : place;
    },
    async open(thing, place) {
      const name = freePath(pluginPath(thing, place), taken);
      const files = await openThing(folder, name, taken);
      const { kind, title, id } = thing;
      if (kind !== 'playbook') {
        const channelId = place.channel?.id ?? '';
        const { isPrivate } = place;
        pages.push({ page: `${name}.md`, id, kind, title, channelId, isPrivate });
      }
      return files;
    },
    copied: ({ state }) => counted.add('file', state === 'copied' ? 'written' : state),
    openOther: (name) => folder.create(name),
    async listPages(isRedacted) {
      const file = await folder.create(PAGES_FILE);
      await file.write(
        `${JSON.stringify({ format: PAGES_FORMAT, isRedacted, pages }, undefined, 2)}\n`,
      );
      await file.close();
    },
    counts: counted.of,
  };
}

/** Opens the two files of a thing; copies get names that are not in `taken`, and are added to it. */
async function openThing(
  folder: AtomicFolder,
  name: string,
  taken: Set<string>,
): Promise<ThingFiles> {
  const page = await folder.create(`${name}.md`);
  const json = await folder.create(`${name}.json`);
  return {
    page: (lines) => page.write(lines.map((line) => `${line}\n`).join('')),
    json: (text) => json.write(text),
    async openCopy(copyName) {
      const path = freePath(`${name}.files/${copyName}`, taken);
      return {
        path: path.slice(name.lastIndexOf('/') + 1),
        file: await folder.create(path),
      };
    },
    async close() {
      await page.close();
      await json.close();
    },
  };
}

/** Counts what became of things, by kind. */
function countKinds() {
  const counted = new Map<string, number>();
  const keyOf = (kind: CountedKind, what: Outcome): string => `${kind} ${what}`;
  return {
    add(kind: CountedKind, what: Outcome): void {
      const key = keyOf(kind, what);
      counted.set(key, (counted.get(key) ?? 0) + 1);
    },
    of(kind: CountedKind): PluginCounts {
      const count = (what: Outcome): number => counted.get(keyOf(kind, what)) ?? 0;
      const leftOut = [...PLUGIN_REASONS, ...FILE_REASONS].flatMap((reason) =>
        count(reason) === 0 ? [] : [[reason, count(reason)] as const],
      );
      const written = count('written');
      const read = leftOut.reduce((sum, [, rows]) => sum + rows, written);
      return { kind, read, written, leftOut: Object.fromEntries(leftOut) };
    },
  };
}

type Outcome = PluginReason | FileReason | 'written';

/** A list in JSON whose values come one by one, each on a line of its own. */
export function jsonList(write: (text: string) => Promise<void>) {
  let isFirst = true;
  return {
    async add(value: object): Promise<void> {
      await write(`${isFirst ? '\n' : ',\n'}${JSON.stringify(value)}`);
      isFirst = false;
    },
    end: (): Promise<void> => write(isFirst ? ']' : '\n]'),
  };
}

/** The row with the name of the person whose id a column holds. */
export const withName = (row: PluginRow, column: string, personName: PersonName): PluginRow => ({
  ...row,
  username: personName(textIn(row, column)),
});
