import { z } from 'zod';
import { unescapeText } from '../../slack/shapes.ts';
import { type FileFacts, items, type PostFacts, reactions, sizeBytes, text } from './facts.ts';
import { comparableText, type EmojiName, type TextRules } from './plain-text.ts';
import { attachmentText, blocksText, mrkdwnText, type TargetNames } from './slack-text.ts';

/* A message as Slack's API gives it, read loosely. */

export const workspaceMessage = z.looseObject({
  ts: z.string(),
  thread_ts: text,
  subtype: text,
  user: text,
  bot_id: text,
  username: text,
  text,
  blocks: items,
  attachments: items,
  edited: z.looseObject({}).optional().catch(undefined),
  reply_count: z.number().catch(0),
  reactions,
  files: z
    .array(
      z.looseObject({
        id: text,
        name: text,
        size: sizeBytes,
        url_private: text,
      }),
    )
    .catch([]),
  metadata: z
    .looseObject({ event_type: text, event_payload: z.looseObject({}).catch({}) })
    .optional()
    .catch(undefined),
});
export type WorkspaceMessage = z.infer<typeof workspaceMessage>;

/** What reading a workspace needs. */
export interface WorkspaceView {
  readonly names: TargetNames;
  readonly text: TextRules;
  /** Where reactions are to be looked for. */
  readonly reactions: 'summary' | 'app' | 'none';
  /** The app's own user. */
  readonly botUserId: string;
  /** A person as the source's facts name them, by Slack's id. */
  readonly displayName: (slackId: string) => string;
}

/** What is known of a message's post beside the message. */
export interface MessagePlace {
  /** The post at whose message the thread begins; '' outside threads. */
  readonly thread: string;
  readonly isPinned: boolean;
  readonly files: readonly FileFacts[];
  /** As the source has it, for the app's own edits are no sign of the author's. */
  readonly edited: string;
  /** An import made it: then it is a person's own message, with the time as its `ts`. */
  readonly isImported: boolean;
}

/** The messages that stand for one post, in order. */
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
    text: comparableText(textOf(parts, view), view.text),
    attachments: comparableText(attachmentsOf(parts, view), view.text),
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

/** What stands in grey beside a message. */
function contextTexts({ blocks }: WorkspaceMessage): readonly string[] {
  return blocks.flatMap((block) => {
    const read = contextBlock.safeParse(block);
    return read.success ? read.data.elements.map((element) => element.text) : [];
  });
}

/** The original time, to the second; the epoch where none stands. */
function timeOf(parts: readonly WorkspaceMessage[]): number {
  for (const said of parts.flatMap(contextTexts)) {
    const seconds = DATE.exec(said)?.[1];
    if (seconds !== undefined) return Number(seconds) * 1000;
  }
  return 0;
}

function textOf(parts: readonly WorkspaceMessage[], { names }: WorkspaceView): string {
  return parts
    .map(({ blocks, text: mrkdwn }) =>
      blocks.length === 0 ? mrkdwnText(mrkdwn, names) : blocksText(blocks, names),
    )
    .join('\n');
}

function attachmentsOf(parts: readonly WorkspaceMessage[], { names }: WorkspaceView): string {
  return parts
    .flatMap(({ attachments }) => attachments)
    .map((attachment) => attachmentText(attachment, (mrkdwn) => mrkdwnText(mrkdwn, names)))
    .join('\n');
}

function reactionsOf(
  parts: readonly WorkspaceMessage[],
  { isImported }: MessagePlace,
  view: WorkspaceView,
): readonly string[] {
  const { reactions, botUserId, displayName } = view;
  const { emoji } = view.text;
  const own = parts.flatMap((part) => part.reactions);
  if (isImported) {
    const all = own.map(({ name, users }) => [name, users.map(displayName)] as const);
    return reactionFacts(all, emoji);
  }
  if (reactions === 'none') return [];
  if (reactions === 'app') {
    const ours = own.filter(({ users }) => users.includes(botUserId));
    return [...new Set(ours.map(({ name }) => `:${emoji(name)}:`))].sort();
  }
  return reactionFacts(parts.flatMap(contextTexts).flatMap(summaryOf), emoji);
}

/** `:name: A, B   :name2: C`, which stands under a message for reactions that an app cannot give. */
function summaryOf(line: string): readonly (readonly [string, readonly string[]])[] {
  if (DATE.test(line)) return [];
  return line.split(/ {3}(?=:\S+: )/).flatMap((group) => {
    const [, name, people = ''] = /^:(\S+): (.*)$/su.exec(group) ?? [];
    return name === undefined ? [] : [[name, [unescapeText(people)]] as const];
  });
}

/** One line a person and emoji, in code-unit order. A name may hold the comma that stands between names. */
export function reactionFacts(
  given: readonly (readonly [name: string, people: readonly string[]])[],
  emoji: EmojiName,
): readonly string[] {
  const lines = given.flatMap(([name, people]) =>
    people.flatMap((person) => person.split(', ')).map((person) => `:${emoji(name)}: ${person}`),
  );
  return [...new Set(lines)].sort();
}
