import { SourceError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { isUncheckedObject } from '../../model/json.ts';
import { stageChannel, stageDirectChannel, stageTeam } from './channels.ts';
import { KNOWN_FIELDS, UNUSED_LINES } from './fields.ts';
import { stageBot, stageEmoji, stageUser } from './people.ts';
import { stageDirectPost, stagePost } from './posts.ts';
import { keepUnknownFields, keepUnknownLine, type StageWriter } from './stage-writer.ts';
import { type BulkObject, type LinePlace, lacking, textOf } from './values.ts';

type StageObject = (writer: StageWriter, object: BulkObject, place: LinePlace) => void;

const STAGERS: Readonly<Record<string, StageObject>> = {
  team: stageTeam,
  channel: stageChannel,
  user: stageUser,
  bot: stageBot,
  post: stagePost,
  emoji: stageEmoji,
  direct_channel: stageDirectChannel,
  direct_post: stageDirectPost,
};

/** The version of the format that all releases write (mattermost, server/channels/app/export.go). */
const FORMAT_VERSION = 1;

const SET_SYSTEM = 'INSERT OR REPLACE INTO Systems (Name, Value) VALUES (?, ?)';

/**
 * Puts what a line says into the staged tables. SourceError, with file and line, when it is no JSON object, names no
 * type, lacks what makes it one, or is the first one and says no version.
 */
export function stageLine(
  writer: StageWriter,
  text: string,
  { place, isFirst }: { readonly place: LinePlace; readonly isFirst: boolean },
): void {
  const line = parsed(text, place);
  const type = textOf(line['type']);
  if (isFirst && type !== 'version') throw complaint('bulk-no-version-line', place);
  if (type === '') throw lacking('type', place);
  if (type === 'version') {
    stageVersion(writer, line, place);
    return;
  }
  const stager = Object.hasOwn(STAGERS, type) ? STAGERS[type] : undefined;
  if (stager === undefined) {
    if (!UNUSED_LINES.has(type)) keepUnknownLine(writer, type, text, place);
    return;
  }
  const object = line[type];
  if (!isUncheckedObject(object)) throw lacking(type, place);
  keepUnknownFields(writer, line, { kind: 'line', known: KNOWN_FIELDS.line, place });
  writer.seen.add(type);
  stager(writer, object, place);
}

function parsed(text: string, place: LinePlace): BulkObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw complaint('bulk-line-unreadable', place, error);
  }
  if (!isUncheckedObject(value)) throw complaint('bulk-line-unreadable', place);
  return value;
}

function stageVersion(writer: StageWriter, line: BulkObject, place: LinePlace): void {
  if (line['version'] !== FORMAT_VERSION) {
    const { file } = place;
    const version = JSON.stringify(line['version']) ?? 'null';
    throw new SourceError(notice('bulk-version-unknown', { file, version }));
  }
  const info = isUncheckedObject(line['info']) ? line['info'] : {};
  const said = textOf(info['version']);
  const generator = textOf(info['generator']);
  if (generator === 'mattermost-server') {
    writer.run(SET_SYSTEM, 'Version', /^\d+(?:\.\d+)*/.exec(said)?.[0] ?? '');
  }
  for (const [name, value] of Object.entries({
    generator,
    said,
    created: textOf(info['created']),
  })) {
    if (value !== '') writer.run(SET_SYSTEM, `bulk ${name}`, value);
  }
}

const complaint = (
  code: 'bulk-no-version-line' | 'bulk-line-unreadable',
  { file, line }: LinePlace,
  cause?: unknown,
): SourceError => new SourceError(notice(code, { file, line: String(line) }), { cause });
