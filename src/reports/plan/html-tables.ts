import { CHANNEL_ACTIONS, CHANNEL_TYPES, PERSON_ACTIONS } from '../../mapping/decisions.ts';
import { countText } from '../figures.ts';
import { type Html, html } from '../html.ts';
import {
  searchableTable,
  type TableColumn,
  type TableParts,
  type TableRow,
  tablePieces,
} from '../html-table.ts';
import { shownReason } from '../reasons.ts';
import { shownText } from '../shown-text.ts';
import type { PlanReport, ReportChannel, ReportPerson } from './report.ts';
import { nameText, type PlanWords } from './words.ts';

/** Searchable table of all people. */
export function peopleTable({ people, withText }: PlanReport, words: PlanWords): Iterable<Html> {
  const { texts } = words;
  const parts = personTable('people-table', texts.headings.allPeople, people, withText, words);
  const options = PERSON_ACTIONS.map((action) => [action, texts.personActions[action]] as const);
  return searchableTable(parts, [{ key: 'action', label: texts.columns.action, options }], words);
}

/** Table of the people without an account in Slack, in pieces, so that 50,000 of them are never one text. */
export function unmatchedTable(
  { unmatched, withText }: PlanReport,
  words: PlanWords,
): Iterable<Html> {
  const { none, headings } = words.texts;
  if (unmatched.length === 0) return [html`<p>${none}</p>`];
  return tablePieces(
    personTable('unmatched-table', headings.unmatched, unmatched, withText, words),
  );
}

function personTable(
  id: string,
  caption: string,
  people: readonly ReportPerson[],
  withText: boolean,
  words: PlanWords,
): TableParts {
  const { columns, personActions, personStates } = words.texts;
  const hasIds = people.some(({ slackId }) => slackId !== '');
  const rowOf = (person: ReportPerson): TableRow => ({
    action: person.action,
    cells: [
      shownText(person.username),
      shownText(person.fullName),
      ...(withText ? [shownText(person.email)] : []),
      personStates[person.state],
      countText(person.posts),
      personActions[person.action],
      ...(hasIds ? [shownText(person.slackId)] : []),
      reasonHtml(person.reason, words),
    ],
  });
  const heads: readonly TableColumn[] = [
    { label: columns.username },
    { label: columns.fullName, isText: true },
    ...(withText ? [{ label: columns.email, isText: true }] : []),
    { label: columns.state },
    { label: columns.posts, isNumber: true },
    { label: columns.action },
    ...(hasIds ? [{ label: columns.slackId }] : []),
    { label: columns.reason, isText: true },
  ];
  return { id, caption, columns: heads, rows: eachOf(people, rowOf) };
}

/** Table of all channels with a search, in pieces. */
export function channelsTable({ channels }: PlanReport, words: PlanWords): Iterable<Html> {
  const { columns, headings, shortTypes, channelActions } = words.texts;
  const parts = channelTable('channels-table', headings.channels, channels, words);
  return searchableTable(
    parts,
    [
      {
        key: 'type',
        label: columns.type,
        options: CHANNEL_TYPES.map((type) => [type, shortTypes[type]]),
      },
      {
        key: 'action',
        label: columns.action,
        options: CHANNEL_ACTIONS.map((action) => [action, channelActions[action]]),
      },
    ],
    words,
  );
}

function channelTable(
  id: string,
  caption: string,
  channels: readonly ReportChannel[],
  words: PlanWords,
): TableParts {
  const { texts } = words;
  const { columns } = texts;
  const rowOf = (channel: ReportChannel): TableRow => ({
    type: channel.type,
    action: channel.action,
    cells: [
      nameText(channel.name, words),
      texts.shortTypes[channel.type],
      texts.channelActions[channel.action],
      slackNameText(channel),
      channel.archive ? texts.yes : '',
      countText(channel.members),
      countText(channel.posts),
      countText(channel.files),
      reasonHtml(channel.reason, words),
    ],
  });
  const heads: readonly TableColumn[] = [
    { label: columns.channel },
    { label: columns.type },
    { label: columns.action },
    { label: columns.slackName, isText: true },
    { label: columns.archive },
    { label: columns.members, isNumber: true },
    { label: columns.posts, isNumber: true },
    { label: columns.files, isNumber: true },
    { label: columns.reason, isText: true },
  ];
  return { id, caption, columns: heads, rows: eachOf(channels, rowOf) };
}

const slackNameText = ({ slackName }: ReportChannel): string =>
  slackName === '' ? '' : `#${shownText(slackName)}`;

/** Makes one row after another. */
function* eachOf<Thing>(
  things: readonly Thing[],
  rowOf: (thing: Thing) => TableRow,
): Generator<TableRow> {
  for (const thing of things) yield rowOf(thing);
}

/** A reason that is not known is in English, as the lists have it. */
function reasonHtml(reason: string, { lang }: PlanWords): Html {
  const text = shownReason(reason, lang);
  const own = text === reason ? 'en' : lang;
  return html`<span lang="${own}">${shownText(text)}</span>`;
}
