import { isUncheckedObject } from '../../../model/json.ts';
import { shownValue } from '../shown-json.ts';
import { attachedTables, isTableAttachment } from './attached-tables.ts';
import { canonicalText, plainPiece, tag, tidyLines } from './canonical.ts';
import { beginsFileLine } from './file-lines.ts';
import { isControlled, mrkdwnOf, readMrkdwn, tidyMrkdwn } from './mrkdwn.ts';
import { fittedTo, joinParts } from './parts.ts';
import { plainBlocksText, slackBlocks, typeOf } from './slack-blocks.ts';
import type { Block, TargetNames } from './tree.ts';
import { ITALIC } from './tree.ts';

/** What a message says: Slack displays the blocks, and searches the text. */
export interface MessageText {
  readonly text: string;
  readonly blocks: readonly unknown[];
  /** Of which those with a table belong to the text. */
  readonly attachments?: readonly unknown[];
}

/** Begins a text that is given as mrkdwn, because its message has no blocks. */
const AS_MRKDWN = tag('mrkdwn');
/** Begins what the text beside the blocks says, where it is something else. */
const TEXT_BESIDE = tag('text');

/** Marks a text as mrkdwn, so that it is compared with the same form of the source alone; an empty one stays empty. */
export const asMrkdwn = (mrkdwn: string): string => (mrkdwn === '' ? '' : AS_MRKDWN + mrkdwn);

/** A text of the source in both forms in which a message may have it. */
export interface SourceForms {
  readonly text: string;
  readonly textAsMrkdwn?: (() => string) | undefined;
  /** The same text with its table in other places, all of which a reader finds. */
  readonly textsOtherwise?: (() => readonly string[]) | undefined;
  /** The same text with the rows of its tables as lines. */
  readonly textWithoutTables?: (() => string) | undefined;
}

/** Texts of both sides in one form, equal when a reader finds no difference. */
export function comparableTexts(
  source: SourceForms,
  target: string,
): { readonly source: string; readonly target: string } {
  const isMrkdwn = target.startsWith(AS_MRKDWN) || (target === '' && source.text !== '');
  const wanted = isMrkdwn ? (source.textAsMrkdwn?.() ?? source.text) : source.text;
  const fitted = fittedTo(wanted, target, isMrkdwn);
  if (fitted === wanted || isMrkdwn) return { source: wanted, target: fitted };
  const other = source.textsOtherwise?.().find((text) => fittedTo(text, target) === text);
  return other === undefined
    ? { source: wanted, target: fitted }
    : { source: other, target: other };
}

/** True when the target has the source's text with the rows of its tables as lines. */
export function hasTablesAsLines({ textWithoutTables }: SourceForms, target: string): boolean {
  const wanted = textWithoutTables?.();
  return wanted !== undefined && fittedTo(wanted, target) === wanted;
}

/** True when both sides say the same, in one of the forms of the source. */
export function areSameText(source: SourceForms, target: string): boolean {
  const sides = comparableTexts(source, target);
  return sides.source === sides.target;
}

/** Reads the messages of an archive: in each, the text must say the same as the blocks. */
export const archiveText = (parts: readonly MessageText[], names: TargetNames): string =>
  sameTwice(parts, names) ?? archiveTextAtLength(parts, names);

/**
 * The text of one message that says the same twice, character by character, as most do; undefined for others. Nothing
 * in it may stand for something else: no escape, link or mention in the text, no mark of a canonical text.
 */
function sameTwice(parts: readonly MessageText[], names: TargetNames): string | undefined {
  const [message] = parts;
  if (message === undefined || parts.length > 1 || names.emoji !== undefined) return undefined;
  const { text, blocks, attachments } = message;
  if (attachments !== undefined && attachments.length > 0) return undefined;
  const isSame = plainBlocksText(blocks) === text && !isControlled(text);
  return isSame ? tidyLines(text) : undefined;
}

/** Reads them one by one, whatever they say. */
export const archiveTextAtLength = (parts: readonly MessageText[], names: TargetNames): string =>
  joinBodies([
    ...parts.filter(isSpoken).map(({ text, blocks }) => {
      const body = bodyOf({ text, blocks }, names);
      return blocks.length === 0 ? body : besideText(body, text, names);
    }),
    ...tableBodies(parts, names).map((body) => besideText(body, fallbackOf(parts), names)),
  ]);

/** A body with what the text beside its blocks says, where it is something else. */
function besideText(body: Body, text: string, names: TargetNames): Body {
  const beside = readMrkdwn(text, names);
  if (body.isSaidBy(beside)) return body;
  return {
    ...body,
    canonical: `${body.canonical}${TEXT_BESIDE}${beside}`,
    asMrkdwn: () => `${body.asMrkdwn()}${TEXT_BESIDE}${beside}`,
  };
}

/** What attachments with tables say to those who do not see the tables. */
const fallbackOf = (parts: readonly MessageText[]): string =>
  parts
    .flatMap(({ attachments = [] }) => attachments.filter(isTableAttachment))
    .map((attachment) => (isUncheckedObject(attachment) ? shownValue(attachment['fallback']) : ''))
    .join('\n');

/** Reads the messages of a workspace, where Slack itself may change the text beside the blocks. */
export const workspaceText = (parts: readonly MessageText[], names: TargetNames): string =>
  joinBodies([
    ...parts.filter(isSpoken).map(({ text, blocks }) => {
      const body = blocks.filter((block) => typeOf(block) !== 'context');
      const isGreyOnly = blocks.length > 0 && body.length === 0;
      return bodyOf({ text: isGreyOnly ? '' : text, blocks: body }, names, sectionText(body));
    }),
    ...tableBodies(parts, names),
  ]);

/** False for a message that has a table and no text of its own. */
const isSpoken = ({ text, blocks, attachments = [] }: MessageText): boolean =>
  text !== '' || blocks.length > 0 || !attachments.some(isTableAttachment);

/** What attachments with tables say, below the text of their messages. */
function tableBodies(parts: readonly MessageText[], names: TargetNames): readonly Body[] {
  const tables = parts.flatMap(({ attachments = [] }) => attachments.flatMap(attachedTables));
  return tables.length === 0 ? [] : [bodyOf({ text: '', blocks: tables }, names)];
}

interface Body {
  readonly canonical: string;
  /** True for a text that is mrkdwn and nothing else. */
  readonly isMrkdwn: boolean;
  /** The same as mrkdwn. */
  readonly asMrkdwn: () => string;
  /** True when mrkdwn, as `readMrkdwn` gives it, says the same. */
  readonly isSaidBy: (mrkdwn: string) => boolean;
}

/** Where one message of a post is mrkdwn and nothing else, the others are given as mrkdwn too. */
function joinBodies(bodies: readonly Body[]): string {
  if (!bodies.some(({ isMrkdwn }) => isMrkdwn))
    return joinParts(bodies.map(({ canonical }) => canonical));
  return asMrkdwn(joinParts(bodies.map((body) => body.asMrkdwn())));
}

/** `section`: the mrkdwn of blocks that are one section, as no archive has them. */
function bodyOf({ text, blocks }: MessageText, names: TargetNames, section?: string): Body {
  const mrkdwn = blocks.length === 0 ? text : section;
  if (mrkdwn !== undefined) {
    const canonical = readMrkdwn(mrkdwn, names);
    const isSaidBy = (beside: string): boolean => beside === canonical;
    return { canonical, isMrkdwn: true, asMrkdwn: () => canonical, isSaidBy };
  }
  const plain = plainBlocksText(blocks);
  if (plain !== undefined) {
    const piece = plainPiece(plain);
    const asPiece = (): string => tidyMrkdwn(piece);
    const isSaidBy = (beside: string): boolean => beside === asPiece();
    return { canonical: tidyLines(piece), isMrkdwn: false, asMrkdwn: asPiece, isSaidBy };
  }
  const read = slackBlocks(blocks, names);
  const isSaidBy = (beside: string): boolean =>
    mrkdwnOf(read) === beside || mrkdwnOf(withPlainFileLines(read)) === beside;
  return {
    canonical: canonicalText(read),
    isMrkdwn: false,
    asMrkdwn: () => mrkdwnOf(read),
    isSaidBy,
  };
}

/** Mrkdwn of blocks that are one section; undefined for others. */
function sectionText(blocks: readonly unknown[]): string | undefined {
  const [section] = blocks;
  if (blocks.length !== 1 || !isUncheckedObject(section) || section['type'] !== 'section')
    return undefined;
  const { text } = section;
  return isUncheckedObject(text) && typeof text['text'] === 'string' ? text['text'] : undefined;
}

/** Lines about files that were not moved are italic in the blocks alone. */
function withPlainFileLines(blocks: readonly Block[]): readonly Block[] {
  const last = blocks.at(-1);
  if (last?.kind !== 'text') return blocks;
  const runs = last.runs.map((run) =>
    run.kind === 'text' && run.marks === ITALIC && beginsFileLine(run.text)
      ? { ...run, marks: 0 }
      : run,
  );
  return [...blocks.slice(0, -1), { ...last, runs }];
}
