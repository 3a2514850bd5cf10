import type { FileCopy } from '../../mapping/plugins/board-files.ts';
import { blockFacts, type CardFacts, cardFacts } from '../../mapping/plugins/cards.ts';
import { type PluginSelection, placeOfBoard } from '../../mapping/plugins/places.ts';
import { propertyDefinitions } from '../../mapping/plugins/properties.ts';
import { isDeleted, textIn } from '../../mapping/plugins/values.ts';
import { viewFacts } from '../../mapping/plugins/views.ts';
import type { BlockFile, BoardRows, BoardsReading } from '../../model/plugin-rows.ts';
import {
  type BoardPage,
  blockLines,
  boardHead,
  cardPage,
  otherBlocksHead,
} from '../../reports/plugins/board.ts';
import { blocks } from '../../reports/plugins/literal.ts';
import { copyBoardFile } from './board-files.ts';
import {
  jsonList,
  type PluginFiles,
  type PluginWriting,
  type ThingFiles,
  withName,
} from './plugin-files.ts';

/** Writes a page and a JSON file for each board that the run selects, card by card. */
export async function writeBoards(
  files: PluginFiles,
  reading: BoardsReading,
  writing: PluginWriting,
): Promise<void> {
  for await (const rows of reading.boards()) {
    const { board } = rows;
    const place = files.placed('board', placeOfBoard(board, writing.selection));
    if (place === undefined) continue;
    const thing = {
      kind: 'board',
      title: textIn(board, 'title'),
      id: textIn(board, 'id'),
    } as const;
    const own = await files.open(thing, place);
    const copies = new Map<string, FileCopy>();
    const copy = async (some: readonly BlockFile[]): Promise<void> => {
      for (const file of some) {
        if (copies.has(file.id)) continue;
        const made = await copyBoardFile(writing.stored, board, file, own);
        copies.set(file.id, made);
        files.copied(made);
      }
    };
    const page = { texts: writing.texts, personName: writing.personName, place, copies };
    await writeBoard(own, { rows, reading, page, copy });
    await own.close();
  }
  if (isWholeServer(writing.selection)) await writeStrayBlocks(files, reading);
}

interface BoardWork {
  readonly rows: BoardRows;
  readonly reading: BoardsReading;
  readonly page: BoardPage;
  /** Makes copies of files, which the page names then; each once. */
  copy(files: readonly BlockFile[]): Promise<void>;
}

async function writeBoard(files: ThingFiles, work: BoardWork): Promise<void> {
  const { rows, reading, page } = work;
  const { board, members, views } = rows;
  const { personName } = page;
  const definitions = propertyDefinitions(board);
  const live = views.filter((view) => !isDeleted(view));
  const shown = live.map((view) => viewFacts(view, definitions));
  await files.page(boardHead({ board, members, views: shown }, page));
  const people = members.map((member) => withName(member, 'user_id', personName));
  await files.json(`${jsonHead({ format: 'mm2slack board 1', board, members: people, views })},`);
  await files.json('"cards":[');
  const cards = jsonList(files.json);
  let deleted = views.length - live.length;
  for await (const some of reading.cards(textIn(board, 'id'))) {
    const known = new Map(some.files.map((file) => [file.id, file]));
    for (const each of some.cards) {
      const card = cardFacts(each, definitions, known, personName);
      deleted += card === undefined ? 1 + each.blocks.length : card.deletedBlocks;
      if (card === undefined) continue;
      await work.copy(card.files);
      await files.page(cardPage(card, page));
      await cards.add(cardJson(card, page));
    }
  }
  await cards.end();
  deleted += await writeOtherBlocks(files, work);
  await files.json(`,"deletedBlocks":${deleted}}\n`);
}

/** Blocks that are in no card; returns the number of those that were deleted. */
async function writeOtherBlocks(
  files: ThingFiles,
  { rows, reading, page, copy }: BoardWork,
): Promise<number> {
  await files.json(',"otherBlocks":[');
  const others = jsonList(files.json);
  let [deleted, isFirst] = [0, true];
  for await (const some of reading.otherBlocks(textIn(rows.board, 'id'))) {
    const known = new Map(some.files.map((file) => [file.id, file]));
    for (const block of some.blocks) {
      if (isDeleted(block)) {
        deleted += 1;
        continue;
      }
      if (isFirst) await files.page(otherBlocksHead(page));
      isFirst = false;
      const facts = blockFacts(block, known);
      const named = facts.file === undefined ? [] : [facts.file];
      await copy(named);
      await files.page(blocks(blockLines(facts, page)));
      await others.add(
        named.length === 0 ? block : { ...block, files: named.map((file) => fileJson(file, page)) },
      );
    }
  }
  await others.end();
  return deleted;
}

/** A JSON object that is not closed. */
const jsonHead = (object: object): string => JSON.stringify(object).slice(0, -1);

function cardJson({ card, properties, content, comments, files }: CardFacts, page: BoardPage) {
  return {
    card,
    properties,
    content: content.map(({ row }) => row),
    comments: comments.map((comment) => withName(comment, 'created_by', page.personName)),
    files: files.map((file) => fileJson(file, page)),
  };
}

/** With `copy`, the path of the copy relative to the page, or `noCopy`, the reason. */
function fileJson(file: BlockFile, { copies }: BoardPage) {
  const made = copies.get(file.id);
  if (made === undefined) return file;
  return made.state === 'copied' ? { ...file, copy: made.path } : { ...file, noCopy: made.state };
}

/** Nothing says who may read a block without a board, so that it is written where everything is. */
const isWholeServer = ({ rules }: PluginSelection): boolean =>
  rules.teams.length === 0 && rules.channels.length === 0 && rules.include.includes('private');

async function writeStrayBlocks(files: PluginFiles, reading: BoardsReading): Promise<void> {
  let open: { readonly list: ReturnType<typeof jsonList>; close(): Promise<void> } | undefined;
  for await (const some of reading.strayBlocks()) {
    for (const block of some.filter((each) => !isDeleted(each))) {
      open ??= await openStrayBlocks(files);
      await open.list.add(block);
    }
  }
  await open?.close();
}

async function openStrayBlocks(files: PluginFiles) {
  const file = await files.openOther('blocks-without-board.json');
  const list = jsonList((text) => file.write(text));
  await file.write('{"format":"mm2slack blocks 1","blocks":[');
  return {
    list,
    async close(): Promise<void> {
      await list.end();
      await file.write('}\n');
      await file.close();
    },
  };
}
