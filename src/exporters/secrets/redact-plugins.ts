import type { Json } from '../../model/model.ts';
import type {
  BlockFile,
  PlaybookAdditions,
  PluginReading,
  PluginRow,
} from '../../model/plugin-rows.ts';
import type { FoundSecret } from '../../model/secrets.ts';
import { redactText } from './redact.ts';
import { findSecrets } from './scan.ts';

/** Gives a value with each of its rows as `see` returns it. */
type Walk<Value> = (value: Value, see: (row: PluginRow) => PluginRow) => Value;

/** What plugins hold, without the credentials in any of its texts. */
export function redactPlugins({ boards, playbooks }: PluginReading): PluginReading {
  return {
    boards: boards && {
      boards: () =>
        redacted(boards.boards(), (each, see) => ({
          board: see(each.board),
          members: each.members.map(see),
          views: each.views.map(see),
        })),
      cards: (boardId) =>
        redacted(boards.cards(boardId), (page, see) => ({
          cards: page.cards.map(({ card, blocks }) => ({
            card: see(card),
            blocks: blocks.map(see),
          })),
          files: page.files.map((file) => seeFile(file, see)),
        })),
      otherBlocks: (boardId) =>
        redacted(boards.otherBlocks(boardId), ({ blocks, files }, see) => ({
          blocks: blocks.map(see),
          files: files.map((file) => seeFile(file, see)),
        })),
      strayBlocks: () => redacted(boards.strayBlocks(), rows),
    },
    playbooks: playbooks && {
      playbooks: () =>
        redacted(playbooks.playbooks(), (each, see) => ({
          playbook: see(each.playbook),
          members: each.members.map(see),
          metrics: each.metrics.map(see),
          ...redactAdditions(each, see),
        })),
      runs: () =>
        redacted(playbooks.runs(), (each, see) => ({
          run: see(each.run),
          playbook: each.playbook && see(each.playbook),
          people: each.people.map(see),
          statusPosts: each.statusPosts.map(see),
          timeline: each.timeline.map(see),
          metrics: each.metrics.map(see),
          ...redactAdditions(each, see),
        })),
    },
  };
}

const rows: Walk<readonly PluginRow[]> = (all, see) => all.map(see);

const redactAdditions: Walk<PlaybookAdditions> = (
  { attributes, attributeValues, conditions },
  see,
) => ({
  attributes: attributes.map(see),
  attributeValues: attributeValues.map(see),
  conditions: conditions.map(see),
});

function seeFile(file: BlockFile, see: (row: PluginRow) => PluginRow): BlockFile {
  const { name } = see({ name: file.name });
  return typeof name === 'string' ? { ...file, name } : file;
}

async function* redacted<Value>(
  values: AsyncIterable<Value>,
  walk: Walk<Value>,
): AsyncGenerator<Value> {
  for await (const value of values) {
    const texts: string[] = [];
    walk(value, (row) => {
      addTexts(row, texts);
      return row;
    });
    const found = await findSecrets(texts);
    yield found.size === 0 ? value : walk(value, (row) => redactRow(row, found));
  }
}

function addTexts(value: Json, texts: string[]): void {
  if (typeof value === 'string') texts.push(value);
  if (typeof value !== 'object' || value === null) return;
  for (const inner of Object.values(value)) addTexts(inner, texts);
}

type Found = ReadonlyMap<string, readonly FoundSecret[]>;

const redactRow = (row: PluginRow, found: Found): PluginRow =>
  Object.fromEntries(Object.entries(row).map(([key, inner]) => [key, redactJson(inner, found)]));

function redactJson(value: Json, found: Found): Json {
  if (typeof value === 'string') return redactText(value, found.get(value) ?? []);
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) return value.map((inner) => redactJson(inner, found));
  return redactRow(value, found);
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
