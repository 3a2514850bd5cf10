import { isUncheckedObject } from '../../model/json.ts';
import { type Misshapen, misshapenProperty } from './message-shapes.ts';

/**
 * A message of a day file, read loosely: a field that is missing or malformed is empty, so that it becomes a
 * difference and not an error; further fields stay as they are. Checked by hand: there is one for each post, and a
 * schema took longer than reading the archive.
 */
export interface ArchiveMessage {
  readonly [field: string]: unknown;
  /** True in an archive of version 0.1, whose messages lack some of what later ones have. */
  readonly isOld: boolean;
  /** Fields of another type than they should have, which are empty or lack elements here, and fields that none has. */
  readonly misshapen: readonly Misshapen[];
  readonly ts: string;
  readonly subtype: string;
  readonly user: string;
  readonly bot_id: string;
  readonly username: string;
  readonly text: string;
  readonly blocks: readonly unknown[];
  readonly attachments: readonly unknown[];
  readonly thread_ts: string;
  readonly edited: WithTs | undefined;
  readonly pinned_to: readonly unknown[];
  readonly files: readonly ArchiveFile[];
  readonly reactions: readonly ArchiveReaction[];
  readonly replies: readonly WithTs[];
}

interface WithTs {
  readonly [field: string]: unknown;
  readonly ts: string;
}

export interface ArchiveFile {
  readonly [field: string]: unknown;
  readonly id: string;
  readonly name: string;
  readonly size: number | undefined;
  readonly mimetype: string;
  readonly url_private: string;
}

interface ArchiveReaction {
  readonly [field: string]: unknown;
  readonly name: string;
  readonly users: readonly string[];
}

export type Fields = Readonly<Record<string, unknown>>;

/** The properties of a value; none of one that has none. */
export const fieldsOf = (value: unknown): Fields => Object(value);

/** What is known of an element of a day file beside its value. */
interface ReadElement {
  readonly isOld: boolean;
  /** True when an object in it has a name twice. */
  readonly repeatsNames: boolean;
}

/** Reads an element of a day file; undefined when it is no object. */
export function messageIn(
  element: unknown,
  { isOld, repeatsNames }: ReadElement,
): ArchiveMessage | undefined {
  if (!isUncheckedObject(element)) return undefined;
  const message = archiveMessage(element, isOld);
  return repeatsNames ? { ...message, misshapen: [...message.misshapen, REPEATED] } : message;
}

const REPEATED: Misshapen = { name: 'names', expected: 'there once', found: 'there twice' };

/** Reads one message. Field by field: a spread of so many shapes takes longer than reading them. */
export function archiveMessage(fields: Fields, isOld = false): ArchiveMessage {
  const message: { [field: string]: unknown } & ArchiveMessage = {
    isOld,
    misshapen: misshapenIn(fields),
    ts: text(fields['ts']),
    subtype: text(fields['subtype']),
    user: text(fields['user']),
    bot_id: text(fields['bot_id']),
    username: text(fields['username']),
    text: text(fields['text']),
    blocks: items(fields['blocks']),
    attachments: items(fields['attachments']),
    thread_ts: text(fields['thread_ts']),
    edited: isUncheckedObject(fields['edited']) ? withTs(fields['edited']) : undefined,
    pinned_to: items(fields['pinned_to']),
    files: objects(fields['files'], file),
    reactions: objects(fields['reactions'], reaction),
    replies: objects(fields['replies'], withTs),
  };
  for (const field in fields) {
    // Assigned, it would be no field, and lend others.
    if (field !== '__proto__' && !Object.hasOwn(message, field)) message[field] = fields[field];
  }
  return message;
}

function misshapenIn(fields: Fields): readonly Misshapen[] {
  let found: Misshapen[] | undefined;
  for (const field in fields) {
    const misshapen = misshapenProperty(field, fields[field]);
    if (misshapen === undefined) continue;
    found ??= [];
    found.push(misshapen);
  }
  return found ?? NONE;
}

/** What has a `ts` is not copied: a root can list a hundred thousand replies. */
const withTs = (fields: Fields): WithTs =>
  hasTs(fields) ? fields : { ...fields, ts: text(fields['ts']) };

const hasTs = (fields: Fields): fields is WithTs => typeof fields['ts'] === 'string';

const file = (fields: Fields): ArchiveFile => ({
  ...fields,
  id: text(fields['id']),
  name: text(fields['name']),
  size: typeof fields['size'] === 'number' ? fields['size'] : undefined,
  mimetype: text(fields['mimetype']),
  url_private: text(fields['url_private']),
});

const reaction = (fields: Fields): ArchiveReaction => ({
  ...fields,
  name: text(fields['name']),
  users: items(fields['users']).map(text),
});

const NONE: readonly never[] = [];

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const items = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : NONE);

/** Reads the objects of a list. */
function objects<Item>(value: unknown, read: (fields: Fields) => Item): readonly Item[] {
  const all = items(value);
  if (all.length === 0) return NONE;
  return all.every(isUncheckedObject) ? all.map(read) : all.filter(isUncheckedObject).map(read);
}
