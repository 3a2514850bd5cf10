import { z } from 'zod';
import { lineOf, listPage, openLines } from '../../mapping/lists/list.ts';
import { channelCandidatesOf, personCandidates, unsavedLines } from '../../mapping/lists/lists.ts';
import { LIST_FILTERS, LIST_NAMES, type ListName } from '../../mapping/lists/names.ts';
import { errorLines, noticeText } from '../../reports/notices.ts';
import {
  accountView,
  channelView,
  channelViewThere,
  otherView,
  personView,
} from '../../reports/people/views.ts';
import type { Language } from '../../texts/language.ts';
import { decide, type Editing, loadAgain, save, undo } from './editing.ts';

/** An answer: a status and a JSON value. */
export interface Answer {
  readonly status: 200 | 400 | 404 | 409 | 422 | 500;
  readonly value: Readonly<Record<string, unknown>>;
}

/** Who is asked: the lists, the language, and what ends the command. */
export interface Answering {
  readonly editing: Editing;
  readonly lang: Language;
  readonly end: () => void;
}

const BAD: Answer = { status: 400, value: {} };
const GONE: Answer = { status: 404, value: {} };

const listQuery = z.object({
  list: z.enum(LIST_NAMES),
  filter: z.enum(LIST_FILTERS),
  words: z.string().max(200),
  offset: z.coerce.number().int().min(0),
});
const lineQuery = z.object({ list: z.enum(LIST_NAMES), key: z.string() });

/** Answers to GET, by path. */
export const GET_ANSWERS: Readonly<
  Record<string, (answering: Answering, query: URLSearchParams) => Answer>
> = {
  list(answering, query) {
    const asked = listQuery.safeParse(Object.fromEntries(query));
    if (!asked.success) return BAD;
    const { list, ...wanted } = asked.data;
    const { lang } = answering;
    const { lists } = answering.editing.opened;
    const page =
      list === 'people'
        ? viewed(listPage(lists.people, wanted), (line) => personView(line, lang))
        : viewed(listPage(lists.channels, wanted), (line) => channelView(line, lang));
    return { status: 200, value: { ...page, ...summary(answering) } };
  },
  line(answering, query) {
    const asked = lineQuery.safeParse(Object.fromEntries(query));
    return asked.success ? lineAnswer(answering, asked.data.list, asked.data.key) : BAD;
  },
};

const viewed = <Line, View>(
  { total, offset, lines }: { total: number; offset: number; lines: readonly Line[] },
  view: (line: Line) => View,
) => ({ total, offset, lines: lines.map(view) });

function lineAnswer(answering: Answering, list: ListName, key: string): Answer {
  const { lang } = answering;
  const { matching, opened } = answering.editing;
  const { lists } = opened;
  if (list === 'people') {
    const line = lineOf(lists.people, key);
    if (line === undefined) return GONE;
    const { accounts, people } = personCandidates(lists, line, matching);
    const candidates = {
      accounts: accounts.map(accountView),
      others: people.map(otherView(lists)),
    };
    return {
      status: 200,
      value: { line: personView(line, lang), ...candidates, ...summary(answering) },
    };
  }
  const line = lineOf(lists.channels, key);
  if (line === undefined) return GONE;
  const channels = channelCandidatesOf(line, matching).map(channelViewThere);
  return { status: 200, value: { line: channelView(line, lang), channels, ...summary(answering) } };
}

function summary({ editing: { opened, matching } }: Answering) {
  const { lists } = opened;
  return {
    unsaved: unsavedLines(lists),
    canUndo: lists.past.length > 0,
    open: { people: openLines(lists.people), channels: openLines(lists.channels) },
    hasWorkspace: matching.target.kind === 'slack',
  };
}

const wish = z.discriminatedUnion('list', [
  z.object({
    list: z.literal('people'),
    key: z.string(),
    cells: z.object({ slack_id: z.string().trim(), action: z.string().trim() }),
  }),
  z.object({
    list: z.literal('channels'),
    key: z.string(),
    cells: z.object({
      slack_name: z.string().trim(),
      slack_id: z.string().trim(),
      action: z.string(),
      visibility: z.string(),
      archive: z.string(),
    }),
  }),
]);

/** Answers to POST, by path; `body` is what JSON made of the body. */
export const POST_ANSWERS: Readonly<
  Record<string, (answering: Answering, body: unknown) => Answer | Promise<Answer>>
> = {
  decide(answering, body) {
    const asked = wish.safeParse(body);
    if (!asked.success) return BAD;
    const refusal = decide(answering.editing, asked.data);
    if (refusal === 'no-line') return GONE;
    if (refusal === undefined) return lineAnswer(answering, asked.data.list, asked.data.key);
    const problem = noticeText(refusal, answering.lang);
    return { status: 422, value: { problem, ...summary(answering) } };
  },
  undo(answering) {
    undo(answering.editing);
    return { status: 200, value: summary(answering) };
  },
  async save(answering) {
    const refusal = await save(answering.editing);
    if (refusal === undefined) return { status: 200, value: summary(answering) };
    if ('changedOnDisk' in refusal) {
      return { status: 409, value: { files: refusal.changedOnDisk, ...summary(answering) } };
    }
    return failed(answering, errorLines(refusal.error, answering.lang));
  },
  async load(answering) {
    const error = await loadAgain(answering.editing);
    if (error !== undefined) return failed(answering, errorLines(error, answering.lang));
    return { status: 200, value: summary(answering) };
  },
  done(answering) {
    answering.end();
    return { status: 200, value: summary(answering) };
  },
};

const failed = (answering: Answering, lines: readonly string[]): Answer => ({
  status: 500,
  value: { problem: lines.join('\n'), ...summary(answering) },
});
