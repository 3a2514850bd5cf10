import type { ChannelLine } from '../../mapping/lists/channel-list.ts';
import { lineOf, listPage, openKeys } from '../../mapping/lists/list.ts';
import { unsavedLines } from '../../mapping/lists/lists.ts';
import { LIST_NAMES, type ListName } from '../../mapping/lists/names.ts';
import type { PersonLine } from '../../mapping/lists/people-list.ts';
import { channelFateCells } from '../../mapping/plan/channels-csv.ts';
import { fill } from '../../reports/figures.ts';
import { errorLines, noticeText } from '../../reports/notices.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS } from '../../texts/texts.ts';
import { type Ask, askYesNo } from '../run/ask.ts';
import { decide, type Editing, loadAgain, save, undo, type Wish } from './editing.ts';
import { LIST_FILES } from './list-files.ts';
import {
  type Choice,
  channelChoices,
  channelLines,
  personChoices,
  personLines,
} from './wizard-lines.ts';

export interface WizardWorld {
  readonly ask: Ask;
  readonly say: (line: string) => void;
  readonly lang: Language;
}

/** What an answer did: went on to the next line, stayed, or ended the questions. */
type Went = 'on' | 'stay' | 'end' | { readonly found: readonly string[] };

/** Asks about the unmatched lines of both lists, one after another. InterruptedError on Ctrl-C. */
export async function runWizard(editing: Editing, world: WizardWorld): Promise<void> {
  const texts = TEXTS[world.lang].people.terminal;
  world.say(texts.lead);
  for (const list of LIST_NAMES) {
    if ((await askAboutList(editing, list, world)) === 'end') break;
  }
  const count = unsavedLines(editing.opened.lists);
  if (count === 0) return;
  if (await askYesNo(world.ask, fill(texts.saveQuestion, { count }), true)) {
    await saveChanges(editing, world);
  }
}

async function askAboutList(
  editing: Editing,
  list: ListName,
  world: WizardWorld,
): Promise<'on' | 'end'> {
  const texts = TEXTS[world.lang].people.terminal;
  let keys = openKeys(editing.opened.lists[list]);
  const begin = keys.length === 0 ? fill(texts.noneOpen, { file: LIST_FILES[list] }) : undefined;
  world.say(begin ?? (list === 'people' ? texts.commands : texts.channelCommands));
  for (let at = 0; ; ) {
    const key = keys[at];
    const went =
      key === undefined
        ? await askForMore(editing, list, world)
        : await askAboutLine(
            editing,
            { list, key, place: { at: at + 1, total: keys.length } },
            world,
          );
    if (went === 'end') return 'end';
    if (went === 'on') {
      if (key === undefined) return 'on';
      at += 1;
      if (at === keys.length) world.say(texts.ended);
    } else if (went !== 'stay') {
      keys = went.found;
      at = 0;
    }
  }
}

/** Behind the last line: any line can still be searched for. */
async function askForMore(editing: Editing, list: ListName, world: WizardWorld): Promise<Went> {
  const texts = TEXTS[world.lang].people.terminal;
  const answer = await world.ask(`${texts.search} `);
  if (answer === '') return 'on';
  return (await command(editing, list, answer, world)) ?? notUnderstood(world);
}

interface AskedLine {
  readonly list: ListName;
  readonly key: string;
  readonly place: { readonly at: number; readonly total: number };
}

async function askAboutLine(
  editing: Editing,
  { list, key, place }: AskedLine,
  world: WizardWorld,
): Promise<Went> {
  const texts = TEXTS[world.lang].people;
  const { matching, opened } = editing;
  const { lists } = opened;
  const person = list === 'people' ? lineOf(lists.people, key) : undefined;
  const channel = list === 'channels' ? lineOf(lists.channels, key) : undefined;
  const shown = person ?? channel;
  if (shown === undefined) return 'on';
  const choices: readonly Choice[] =
    person === undefined
      ? channelChoices(channel, matching, texts)
      : personChoices(lists, person, matching, texts);
  const lines =
    person === undefined ? channelLines(channel, world.lang) : personLines(person, world.lang);
  world.say(`\n${fill(texts.terminal.at, place)}  ${lines.join('\n')}`);
  for (const [index, { text }] of choices.entries()) world.say(`  ${index + 1}  ${text}`);
  const answer = await world.ask(`${fill(texts.terminal.prompt, { action: shown.action })} `);
  if (answer === '') return 'on';
  const done = await command(editing, list, answer, world);
  if (done !== undefined) return done;
  const wish = choices[Number(answer) - 1]?.wish ?? wishOf(person, channel, answer);
  if (wish === undefined) return notUnderstood(world);
  return tryWish(editing, wish, world);
}

function tryWish(editing: Editing, wish: Wish, { say, lang }: WizardWorld): Went {
  const refusal = decide(editing, wish);
  if (refusal === undefined || refusal === 'no-line') return 'on';
  say(noticeText(refusal, lang));
  return 'stay';
}

function notUnderstood({ say, lang }: WizardWorld): Went {
  say(TEXTS[lang].people.terminal.notUnderstood);
  return 'stay';
}

/** Does what an answer says that is about no line; undefined for another answer. */
async function command(
  editing: Editing,
  list: ListName,
  answer: string,
  world: WizardWorld,
): Promise<Went | undefined> {
  const texts = TEXTS[world.lang].people;
  if (answer === 'q') return 'end';
  if (answer === 'u') {
    undo(editing);
    world.say(texts.undone);
    return 'stay';
  }
  if (answer === 'w') {
    await saveChanges(editing, world);
    return 'stay';
  }
  if (!answer.startsWith('/')) return undefined;
  const query = { filter: 'all', words: answer.slice(1), offset: 0 } as const;
  const { total, lines } =
    list === 'people'
      ? pageOf(listPage(editing.opened.lists.people, query))
      : pageOf(listPage(editing.opened.lists.channels, query));
  world.say(fill(texts.terminal.found, { count: total }));
  return total === 0 ? 'stay' : { found: lines };
}

const pageOf = ({ total, lines }: { total: number; lines: readonly { key: string }[] }) => ({
  total,
  lines: lines.map(({ key }) => key),
});

/** Reads a decision as it is typed: `match ID`, `same-as NAME`, `create NAME`, `skip`. */
function wishOf(
  person: PersonLine | undefined,
  channel: ChannelLine | undefined,
  answer: string,
): Wish | undefined {
  const [, word = '', rest = ''] = /^(\S+)\s*(.*)$/su.exec(answer) ?? [];
  if (person !== undefined) {
    const isMatch = word === 'match';
    const cells = { slack_id: isMatch ? rest : '', action: isMatch ? word : answer };
    return { list: 'people', key: person.key, cells };
  }
  if (channel === undefined) return undefined;
  const cells = channelFateCells(channel);
  const named = word === 'create' && rest !== '' ? { slack_name: rest } : {};
  const slackId = word === 'merge' ? rest : '';
  return {
    list: 'channels',
    key: channel.key,
    cells: { ...cells, ...named, slack_id: slackId, action: word },
  };
}

/** Saves; after a change by somebody else it offers to load the lists again. */
async function saveChanges(editing: Editing, { ask, say, lang }: WizardWorld): Promise<void> {
  const texts = TEXTS[lang].people;
  const refusal = await save(editing);
  if (refusal === undefined) return say(texts.saved);
  if ('error' in refusal) return errorLines(refusal.error, lang).forEach(say);
  say(fill(texts.changedOnDisk, { files: refusal.changedOnDisk.join(', ') }));
  if (!(await askYesNo(ask, texts.terminal.loadQuestion, false))) return;
  const error = await loadAgain(editing);
  if (error === undefined) say(texts.loaded);
  else errorLines(error, lang).forEach(say);
}
