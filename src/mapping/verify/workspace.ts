import { z } from 'zod';
import { unescapeText } from '../../slack/shapes.ts';
import {
  type EmojiName,
  type FileFacts,
  itemsSchema,
  type PostFacts,
  reactionsSchema,
  sizeBytesSchema,
  textSchema,
} from './facts.ts';
import { isTableAttachment } from './text/attached-tables.ts';
import { targetAttachments } from './text/target-attachments.ts';
import { type MessageText, workspaceText } from './text/target-text.ts';
import type { TargetNames } from './text/tree.ts';
import { readTextAlone } from './text-alone.ts';

/* A message as Slack's API gives it, read loosely. */

export const workspaceMessage = z.looseObject({
  ts: z.string(),
  thread_ts: textSchema,
  subtype: textSchema,
  user: textSchema,
  bot_id: textSchema,
  username: textSchema,
  text: textSchema,
  blocks: itemsSchema,
  attachments: itemsSchema,
  edited: z.looseObject({}).optional().catch(undefined),
  reply_count: z.number().catch(0),
  reactions: reactionsSchema,
  files: z
    .array(
      z.looseObject({
        id: textSchema,
        name: textSchema,
        size: sizeBytesSchema,
        url_private: textSchema,
      }),
    )
    .catch([]),
  metadata: z
    .looseObject({ event_type: textSchema, event_payload: z.looseObject({}).catch({}) })
    .optional()
    .catch(undefined),
});
export type WorkspaceMessage = z.infer<typeof workspaceMessage>;

/** How messages of a workspace are read. */
export interface WorkspaceView {
  readonly names: TargetNames;
  /** One name for an emoji of a reaction. */
  readonly emoji: EmojiName;
  /** How the replay wrote reactions. */
  readonly reactions: 'summary' | 'app' | 'none';
  /** The app's user id. */
  readonly botUserId: string;
  /** Name of a person by Slack's id, as in the source's facts. */
  readonly displayName: (slackId: string) => string;
}

/** Facts of a post that are not in its messages. */
export interface MessagePlace {
  /** Root post of the thread; '' outside threads. */
  readonly thread: string;
  readonly isPinned: boolean;
  readonly files: readonly FileFacts[];
  /** The source's value: an edit by the app does not mean that the author edited the post. */
  readonly edited: string;
  /** True for a message that Slack imported: its author is the person, and its `ts` is the time of the post. */
  readonly isImported: boolean;
}

/** Facts of a post, read from its messages in order. */
export function workspacePost(
  parts: readonly [WorkspaceMessage, ...WorkspaceMessage[]],
  place: MessagePlace,
  view: WorkspaceView,
): PostFacts {
  const [first] = parts;
  const authors = parts.map((part) => authorOf(part, place, view));
  return {
    author: [...new Set(authors)].join(', '),
    atMs: place.isImported ? Math.floor(Number(first.ts)) * 1000 : timeOf(parts),
    text: workspaceText(place.isImported ? parts : parts.map(ownText), view.names),
    attachments: targetAttachments(
      parts.flatMap(({ attachments }) => attachments).filter((each) => !isTableAttachment(each)),
      view.names,
      'workspace',
    ),
    thread: place.thread,
    edited: parts.some(({ edited }) => edited !== undefined) ? place.edited : '',
    reactions: reactionsOf(parts, place, view),
    isPinned: place.isPinned,
    files: place.files,
    isTombstone: false,
  };
}

function authorOf(
  { username, user }: WorkspaceMessage,
  { isImported }: MessagePlace,
  { displayName }: WorkspaceView,
): string {
  return isImported && username === '' ? displayName(user) : username;
}

const contextBlock = z.looseObject({
  type: z.literal('context'),
  elements: z.array(z.looseObject({ text: z.string().catch('') })),
});
const DATE = /<!date\^(\d+)\^/;

/** What a message of the app says: without blocks, the lines below its text are no part of it. */
const ownText = ({ text, blocks, attachments }: WorkspaceMessage): MessageText =>
  blocks.length === 0
    ? { text: readTextAlone(text).text, blocks, attachments }
    : { text, blocks, attachments };

/** Texts of a message's context blocks, which Slack shows in grey; without blocks, the lines below its text. */
function contextTexts({ text, blocks }: WorkspaceMessage): readonly string[] {
  if (blocks.length === 0) return readTextAlone(text).below;
  return blocks.flatMap((block) => {
    const read = contextBlock.safeParse(block);
    return read.success ? read.data.elements.map((element) => element.text) : [];
  });
}

/** Original time in milliseconds, whole seconds; 0 when the message has none. */
function timeOf(parts: readonly WorkspaceMessage[]): number {
  for (const text of parts.flatMap(contextTexts)) {
    const seconds = DATE.exec(text)?.[1];
    if (seconds !== undefined) return Number(seconds) * 1000;
  }
  return 0;
}

function reactionsOf(
  parts: readonly WorkspaceMessage[],
  { isImported }: MessagePlace,
  view: WorkspaceView,
): readonly string[] {
  const { reactions, botUserId, displayName, emoji } = view;
  const own = parts.flatMap((part) => part.reactions);
  if (isImported) {
    const all = own.map(({ name, users }) => [name, users.map(displayName)] as const);
    return reactionFacts(all, emoji);
  }
  const ours = own.filter(({ users }) => users.includes(botUserId));
  const byApp = [...new Set(ours.map(({ name }) => `:${emoji(name)}:`))].sort();
  if (reactions !== 'summary') return byApp;
  return [...reactionFacts(parts.flatMap(contextTexts).flatMap(summaryOf), emoji), ...byApp];
}

const SUMMARY_GROUP = /^:([^\s:]+(?:::skin-tone-[\d-]+)?): (.*)$/su;

/** Parses `:name: A, B   :name2: C`, the line below a message for reactions that an app cannot add. */
function summaryOf(line: string): readonly (readonly [string, readonly string[]])[] {
  if (DATE.test(line)) return [];
  return line.split(/ {3}(?=:[^\s:]+(?:::skin-tone-[\d-]+)?: )/).flatMap((group) => {
    const [, name, people = ''] = SUMMARY_GROUP.exec(group) ?? [];
    return name === undefined ? [] : [[name, [unescapeText(people)]] as const];
  });
}

/** One line for each person and emoji, in code-unit order. A name may itself contain the separating comma. */
export function reactionFacts(
  given: readonly (readonly [name: string, people: readonly string[]])[],
  emoji: EmojiName,
): readonly string[] {
  const lines = given.flatMap(([name, people]) =>
    people
      .flatMap((person) => person.split(', '))
      .map((person) => `:${oneWord(emoji(name))}: ${person}`),
  );
  return [...new Set(lines)].sort();
}

/** An odd name as the line below a message has it: blanks and colons would end it. A skin tone has colons of its own. */
function oneWord(name: string): string {
  const [, odd = name, tone = ''] = /^(.*?)(::skin-tone-[\d-]+)?$/su.exec(name) ?? [];
  return odd.replace(/[\s:]/g, '_') + tone;
}
