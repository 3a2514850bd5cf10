import { join } from 'node:path';
import type { SlackAccess } from '../../config/slack.ts';
import { InterruptedError, UsageError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { readSlackTarget } from '../../importers/slack/read-target.ts';
import { matchingOf, unsavedLines } from '../../mapping/lists/lists.ts';
import { LIST_NAMES } from '../../mapping/lists/names.ts';
import { NO_TARGET, type TargetFacts } from '../../mapping/plan/target.ts';
import { fill } from '../../reports/figures.ts';
import { plainText } from '../../reports/shown-text.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS } from '../../texts/texts.ts';
import type { Ask } from '../run/ask.ts';
import type { Output } from '../run/output.ts';
import { askSlack, slackReading } from '../run/slack-access.ts';
import { beginEditing, type Editing } from './editing.ts';
import { LIST_FILES } from './list-files.ts';
import { openInBrowser } from './open-browser.ts';
import { servePage } from './serve-page.ts';
import { runWizard } from './wizard.ts';

export interface PeopleOptions {
  readonly work: string;
  readonly lang: Language;
  /** The workspace whose accounts and channels are candidates; undefined for none. */
  readonly slack: SlackAccess | undefined;
  /** False to ask in the terminal. */
  readonly usesPage: boolean;
}

/** What the command needs of the process. */
export interface PeopleWorld {
  readonly ask: Ask | undefined;
  readonly signal: AbortSignal;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly output: Output;
}

/** Report of `people`. */
export interface PeopleReport {
  readonly command: 'people';
  readonly savedLines: number;
  /** Lines whose changes were dropped at the end. */
  readonly unsavedLines: number;
  readonly files: readonly string[];
}

/**
 * Lets a person match people and channels of the lists, on a page or in the terminal, until they end it or press
 * Ctrl-C. UsageError when there are no lists, a line is wrong, or a terminal is needed and there is none.
 */
export async function peopleCommand(
  options: PeopleOptions,
  world: PeopleWorld,
): Promise<PeopleReport> {
  const ask = options.usesPage ? undefined : askOf(world);
  const { work } = options;
  const editing = await beginEditing(work, matchingOf(await targetOf(options, world)));
  if (ask === undefined) await editOnPage(editing, options, world);
  else await editInTerminal(editing, ask, options, world.output);
  const { savedLines } = editing;
  return {
    command: 'people',
    savedLines,
    unsavedLines: unsavedLines(editing.opened.lists),
    files: savedLines === 0 ? [] : LIST_NAMES.map((name) => join(work, LIST_FILES[name])),
  };
}

function askOf({ ask }: PeopleWorld): Ask {
  if (ask === undefined) throw new UsageError(notice('lists-need-terminal'));
  return (question, how) => ask(plainText(question), how);
}

async function targetOf(
  { slack, lang }: PeopleOptions,
  { signal, output }: PeopleWorld,
): Promise<TargetFacts> {
  if (slack === undefined) return NO_TARGET;
  const reading = slackReading(slack, signal, { output, lang });
  return await askSlack(() => readSlackTarget(reading));
}

async function editOnPage(
  editing: Editing,
  { work, lang }: PeopleOptions,
  { signal, env, output }: PeopleWorld,
): Promise<void> {
  const texts = TEXTS[lang].people.terminal;
  let close = async (): Promise<void> => undefined;
  const onReady = async (address: string): Promise<void> => {
    output.remark(`${texts.listening}\n  ${address}`);
    output.remark(texts.until);
    close = await openInBrowser(work, address, { env, lang });
  };
  const onFault = (error: unknown): void => {
    output.problem(fill(texts.requestFailed, { cause: faultText(error) }));
  };
  try {
    await servePage(editing, { lang, signal, onReady, onFault });
  } finally {
    await close();
  }
}

/** What a fault says, and where in the program it was. */
function faultText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const where = /^\s+(at .*)$/m.exec(error.stack ?? '')?.[1] ?? '';
  return `${error.name}: ${error.message} ${where}`.replace(/\s+/g, ' ').trim();
}

/** Ctrl-C ends the questions as `q` does, without saving. */
async function editInTerminal(
  editing: Editing,
  ask: Ask,
  { lang }: PeopleOptions,
  output: Output,
): Promise<void> {
  try {
    await runWizard(editing, { ask, say: (line) => output.remark(line), lang });
  } catch (error) {
    if (!(error instanceof InterruptedError)) throw error;
  }
}
