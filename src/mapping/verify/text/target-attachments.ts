import { isUncheckedObject } from '../../../model/json.ts';
import { unescapeText } from '../../../slack/shapes.ts';
import { shownJson, shownValue } from '../shown-json.ts';
import {
  ATTACHMENT_KEYS,
  type AttachmentKey,
  type AttachmentPlace,
  attachmentKeys,
  attachmentLines,
  colorDigits,
  fieldLine,
} from './attachment-lines.ts';
import { plainPiece, tag } from './canonical.ts';
import { readMrkdwn } from './mrkdwn.ts';
import { looseList } from './slack-blocks.ts';
import type { TargetNames } from './tree.ts';

/** Reads the attachments of a message. */
export const targetAttachments = (
  attachments: readonly unknown[],
  names: TargetNames,
  place: AttachmentPlace,
): string => attachments.map((attachment) => targetAttachment(attachment, names, place)).join('\n');

function targetAttachment(value: unknown, names: TargetNames, place: AttachmentPlace): string {
  if (!isUncheckedObject(value)) return `${tag('attachment')}${tag(`?${shownJson(value)}`)}`;
  const values: Partial<Record<AttachmentKey, string>> = {};
  for (const key of attachmentKeys(place)) {
    if (value[key] !== undefined) values[key] = READERS[key](value[key], names);
  }
  const foreign = place === 'archive' ? foreignLines(value) : foreignContent(value);
  return attachmentLines(values, place, foreign);
}

type Reader = (value: unknown, names: TargetNames) => string;

const json = (value: unknown): string => tag(`?${shownJson(value)}`);
const ofText =
  (read: (text: string, names: TargetNames) => string): Reader =>
  (value, names) =>
    typeof value === 'string' ? read(value, names) : json(value);

const plain = ofText((text) => plainPiece(unescapeText(text).trim()));
const address = ofText((text) => plainPiece(text));
const mrkdwn = ofText(readMrkdwn);

const READERS: Readonly<Record<AttachmentKey, Reader>> = {
  pretext: mrkdwn,
  text: mrkdwn,
  author_name: plain,
  author_link: address,
  author_icon: address,
  title: plain,
  title_link: address,
  image_url: address,
  thumb_url: address,
  footer: plain,
  footer_icon: address,
  fallback: mrkdwn,
  color: ofText(colorDigits),
  ts: (value) =>
    typeof value === 'string' || typeof value === 'number' ? String(Number(value)) : json(value),
  mrkdwn_in: (value) => looseList(value).map(shownValue).join(','),
  fields: (value, names) =>
    looseList(value)
      .map((field) => fieldOf(field, names))
      .join(''),
};

function fieldOf(field: unknown, names: TargetNames): string {
  if (!isUncheckedObject(field)) return json(field);
  const { title = '', value = '', short } = field;
  return fieldLine(plain(title, names), mrkdwn(value, names), short === true);
}

const KNOWN: ReadonlySet<string> = new Set<string>([...ATTACHMENT_KEYS, 'id']);

const foreignLines = (value: Readonly<Record<string, unknown>>): readonly string[] =>
  Object.entries(value).flatMap(([key, content]) =>
    KNOWN.has(key) ? [] : [tag(`?${key}`) + json(content)],
  );

/** Fields by which an attachment of a workspace shows more than was sent. */
const CONTENT_KEYS = ['blocks', 'message_blocks', 'files', 'video_html', 'actions'] as const;

const foreignContent = (value: Readonly<Record<string, unknown>>): readonly string[] =>
  CONTENT_KEYS.flatMap((key) => {
    const content = value[key];
    const isEmpty = content === undefined || (Array.isArray(content) && content.length === 0);
    return isEmpty ? [] : [tag(`?${key}`) + json(content)];
  });
