import type { ChannelBookmark } from '../../model/model.ts';
import { LINK_URL_CHARACTERS } from '../../slack/limits.ts';
import { type BookmarkWords, fileWords } from '../bookmarks.ts';
import type { Conversation } from '../conversations.ts';
import { SLACKBOT } from './archive-authors.ts';
import type { ArchiveMessage } from './archive-message.ts';
import { cutToDifference } from './compare.ts';
import { type Difference, differenceOf } from './facts.ts';
import { envelopeFormat } from './format-marks.ts';
import { isDeeper, shownValue } from './shown-json.ts';
import { canonicalText } from './text/canonical.ts';
import { mrkdwnOf } from './text/mrkdwn.ts';
import type { SourceTexts } from './text/source-text.ts';
import { archiveText, comparableTexts, type SourceForms } from './text/target-text.ts';
import { type Block, BOLD, pushText, type Run, type TargetNames } from './text/tree.ts';
import { pushWords } from './text/words.ts';

/** A message of an archive that lists bookmarks, or a further part of such a list. */
export interface FoundList {
  readonly message: ArchiveMessage;
  /** True where it stands behind everything that the conversation had. */
  readonly isInPlace: boolean;
}

/**
 * True for a message of Slackbot that shows something: tombstones do not, and nothing else is its own. Not for one with
 * lists in lists that no list of bookmarks has: threads could not hand it over.
 */
export function isBookmarkList(message: ArchiveMessage): boolean {
  const { user, subtype, blocks } = message;
  const isOfSlackbot = user === SLACKBOT && subtype !== 'tombstone' && blocks.length > 0;
  return isOfSlackbot && !isDeeper(message);
}

/** The list that a channel should have; one that an older run wrote may be in another language. */
export interface ExpectedList {
  readonly bookmarks: readonly ChannelBookmark[];
  readonly words: readonly BookmarkWords[];
  readonly texts: SourceTexts;
}

/** Compares the lists of a conversation with the one that it should have, or with none where it has no bookmarks. */
export function compareBookmarkLists(
  { channel, slackId }: Pick<Conversation, 'channel' | 'slackId'>,
  expected: ExpectedList,
  found: readonly FoundList[],
): readonly Difference[] {
  const place = { channelId: channel.id, slackChannel: slackId };
  const about = { ...place, thing: 'channel', field: 'bookmarks' } as const;
  const unexpected = (lists: readonly FoundList[]): readonly Difference[] =>
    lists.map(({ message: { ts } }) => differenceOf({ ...about, kind: 'unexpected', ts }));
  if (expected.bookmarks.length === 0) return unexpected(found);
  const [first] = found;
  if (first === undefined) return [differenceOf({ ...about, kind: 'missing' })];
  const { ts } = first.message;
  const forms = expected.words.map((words) => listForms(expected, words));
  const { names } = expected.texts;
  const size = partsOf(found, forms, names);
  if (size === undefined) {
    const [form] = forms;
    const texts = comparableTexts(form ?? { text: '' }, textOf(found, names));
    const sides = cutToDifference(texts.source, texts.target);
    return [differenceOf({ ...about, kind: 'differs', ts, ...sides })];
  }
  const faults = found.slice(0, size).flatMap((list, at) => listFaults(list, at, slackId));
  const target = [...new Set(faults)].join(', ');
  return [
    ...(target === '' ? [] : [differenceOf({ ...about, kind: 'differs', ts, target })]),
    ...unexpected(found.slice(size)),
  ];
}

const textOf = (lists: readonly FoundList[], names: TargetNames): string =>
  archiveText(
    lists.map(({ message }) => message),
    names,
  );

/** A list of more messages is not looked for among further ones, which only a damaged archive has. */
const MAX_PARTS = 32;

/** How many of the messages are the list; undefined where none of them begin with it. */
function partsOf(
  found: readonly FoundList[],
  forms: readonly SourceForms[],
  names: TargetNames,
): number | undefined {
  const isList = (size: number): boolean => {
    const target = textOf(found.slice(0, size), names);
    return forms.some((form) => {
      const sides = comparableTexts(form, target);
      return sides.source === sides.target;
    });
  };
  if (isList(found.length)) return found.length;
  for (let size = 1; size < found.length && size <= MAX_PARTS; size += 1) {
    if (isList(size)) return size;
  }
  return undefined;
}

/** What a list has besides its text. */
const PROPERTIES: ReadonlySet<string> = new Set([
  ...['type', 'user', 'text', 'blocks', 'ts', 'team', 'pinned_to'],
  // What reading adds to every message.
  ...['isOld', 'misshapen', 'subtype', 'bot_id', 'username', 'attachments', 'thread_ts', 'edited'],
  ...['files', 'reactions', 'replies'],
]);

/** Names of what a message has otherwise than a list; the first of a list's messages is pinned, and no other. */
function listFaults(
  { message, isInPlace }: FoundList,
  at: number,
  slackChannel: string,
): readonly string[] {
  const { subtype, bot_id: bot, username, thread_ts: thread, edited } = message;
  const { attachments, files, reactions, replies, pinned_to: pinned } = message;
  const isFilled = [subtype, bot, username, thread].some((value) => value !== '');
  const lists = [attachments, files, reactions, replies];
  const pins = at === 0 ? [slackChannel] : [];
  return [
    ...(isInPlace ? [] : ['ts']),
    ...(pinned.map(shownValue).join(' ') === pins.join(' ') ? [] : ['pinned_to']),
    ...envelopeFormat(message).map(({ name }) => name),
    ...Object.keys(message).filter((name) => !PROPERTIES.has(name)),
    ...(isFilled || edited !== undefined || lists.some(({ length }) => length > 0)
      ? ['content']
      : []),
  ];
}

function listForms({ bookmarks, texts }: ExpectedList, words: BookmarkWords): SourceForms {
  const heading: Run[] = [];
  pushText(heading, words.heading, BOLD);
  const blocks: readonly Block[] = [
    { kind: 'text', isQuoted: false, runs: heading },
    ...bookmarks.map(
      (bookmark): Block => ({
        kind: 'item',
        isQuoted: false,
        indent: 0,
        number: undefined,
        runs: itemRuns(bookmark, words, texts),
      }),
    ),
  ];
  return { text: canonicalText(blocks), textAsMrkdwn: () => mrkdwnOf(blocks) };
}

/** A bookmark as it should be shown: emoji, title as a link to a web address, name of the file. */
function itemRuns(bookmark: ChannelBookmark, words: BookmarkWords, texts: SourceTexts): Run[] {
  const runs: Run[] = [];
  const emoji = bookmark.emoji.trim().replace(/^:|:$/g, '');
  if (/^[\w+-]+$/.test(emoji)) {
    pushWords(runs, `:${emoji}:`, 0, texts);
    pushText(runs, ' ', 0);
  }
  const [title, typed, file] = [bookmark.title, bookmark.url, bookmark.fileName].map(inOneLine);
  const label = [title, file, typed].find((text) => text !== undefined && text !== '') ?? '—';
  const url = bookmark.url.replaceAll('\0', '\ufffd').trim().replace(/\s/g, encodeURIComponent);
  const isLink = /^https?:\/\/./i.test(url) && url.length <= LINK_URL_CHARACTERS;
  if (isLink) runs.push({ kind: 'link', url, label: label === url ? '' : label, marks: 0 });
  else {
    const beside = typed === '' || typed === label ? '' : ` (${typed})`;
    pushText(runs, `${label}${beside}`, 0);
  }
  if (file !== '') pushText(runs, ` (${fileWords(words, file ?? '')})`, 0);
  return runs;
}

const inOneLine = (text: string): string =>
  text.replaceAll('\0', '\ufffd').split(/\s+/).filter(Boolean).join(' ');
