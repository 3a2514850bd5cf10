import type { ExportMessage } from '../../slack/export-format.ts';
import { type SlackBlock, WORKSPACE_ID } from '../../slack/shapes.ts';

/** JSON of the values of which digests are made, as they are in the archive; undefined where a message has none. */
export interface MessageJson {
  readonly text: string;
  readonly blocks: string | undefined;
  readonly attachments: string | undefined;
  readonly reactions: string | undefined;
  readonly isPinned: boolean;
}

/** A message and its JSON in one line. */
export interface SerializedMessage extends MessageJson {
  readonly message: ExportMessage;
  readonly json: string;
}

/**
 * Writes a message as `JSON.stringify` does, and each of its values once. Faster, because there is one for each post:
 * most begin with the same fields and have their text twice, as it is in the blocks and escaped beside them.
 */
export function serializeMessage(message: ExportMessage): SerializedMessage {
  const { blocks, attachments, reactions, pinned_to: pinnedTo } = message;
  const text = JSON.stringify(message.text);
  const written: Mutable<SerializedMessage> = {
    message,
    json: '',
    text,
    blocks: blocks === undefined ? undefined : blocksJson(blocks, message.text, text),
    attachments: attachments === undefined ? undefined : JSON.stringify(attachments),
    reactions: reactions === undefined ? undefined : JSON.stringify(reactions),
    isPinned: pinnedTo !== undefined,
  };
  written.json = wholeJson(message, written);
  return written;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Fields with which the message of a person begins, in the order of mapPost. */
const USUAL_BEGIN = ['type', 'user', 'text', 'blocks', 'ts', 'team'] as const;

function beginsAsUsual(message: ExportMessage): boolean {
  let at = 0;
  for (const key in message) {
    if (key !== USUAL_BEGIN[at]) return false;
    at += 1;
    if (at === USUAL_BEGIN.length) return true;
  }
  return false;
}

function wholeJson<Message extends ExportMessage>(message: Message, values: MessageJson): string {
  const isUsual = beginsAsUsual(message) && values.blocks !== undefined;
  const written = isUsual ? USUAL_BEGIN.length : 0;
  let json = isUsual ? usualBegin(message, values) : '{';
  let at = 0;
  for (const key in message) {
    at += 1;
    if (at <= written || message[key] === undefined) continue;
    json += `${json === '{' ? '' : ','}"${key}":${valueJson(message, key, values)}`;
  }
  return `${json}}`;
}

const usualBegin = ({ user, ts, team }: ExportMessage, { text, blocks }: MessageJson) =>
  `{"type":"message","user":${JSON.stringify(user)},"text":${text},"blocks":${blocks},"ts":"${ts}","team":${team === WORKSPACE_ID ? WORKSPACE_JSON : JSON.stringify(team)}`;

/** Of nearly all messages. */
const WORKSPACE_JSON = JSON.stringify(WORKSPACE_ID);

function valueJson<Message extends ExportMessage>(
  message: Message,
  key: keyof Message,
  values: MessageJson,
): string {
  if (key === 'text') return values.text;
  const known = isValueKey(key) ? values[key] : undefined;
  return known ?? JSON.stringify(message[key]);
}

const isValueKey = (key: PropertyKey): key is 'blocks' | 'attachments' | 'reactions' =>
  key === 'blocks' || key === 'attachments' || key === 'reactions';

/** Blocks are mostly the text alone; then it is serialised already, unless characters of it had to be escaped. */
function blocksJson(blocks: readonly SlackBlock[], text: string, textJson: string): string {
  const only = onlyText(blocks);
  if (only === undefined) return JSON.stringify(blocks);
  const json = only === text ? textJson : JSON.stringify(only);
  return `[{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":${json}}]}]}]`;
}

/** The text of blocks that are one text without style; undefined for others. */
function onlyText(blocks: readonly SlackBlock[]): string | undefined {
  const [block] = blocks;
  if (blocks.length !== 1 || block?.type !== 'rich_text') return undefined;
  const [section] = block.elements;
  if (block.elements.length !== 1 || section?.type !== 'rich_text_section') return undefined;
  const [inline] = section.elements;
  if (section.elements.length !== 1 || inline?.type !== 'text') return undefined;
  return inline.style === undefined ? inline.text : undefined;
}
