import {
  type ChannelId,
  channelId,
  type JsonObject,
  type PostId,
  postId,
  type RowFault,
  type UserId,
  userId,
} from '../../model/model.ts';
import type { Row } from '../database/database.ts';
import {
  count,
  filledText,
  flag,
  hasLostCharacter,
  hasLostJsonCharacter,
  isUnfit,
  jsonObject,
  jsonTexts,
  mendText,
  possibleTimeMs,
  RepairedText,
  text,
  timeMs,
} from '../database/rows.ts';
import { filenamesOf } from './legacy-files.ts';

/** The columns of a post that we read, in the order that `postRow` takes them. */
export const POST_COLUMNS = [
  'Id',
  'CreateAt',
  'UpdateAt',
  'EditAt',
  'DeleteAt',
  'IsPinned',
  'UserId',
  'ChannelId',
  'RootId',
  'Message',
  'Type',
  'Props',
  'FileIds',
  'Filenames',
  'ParentId',
];

/** A row of Posts, checked, before anything of other tables is added to it. */
export interface PostRow {
  readonly id: PostId;
  readonly createAtMs: number;
  readonly updateAtMs: number;
  readonly editAtMs: number | undefined;
  readonly deleteAtMs: number | undefined;
  readonly isPinned: boolean;
  readonly userId: UserId | undefined;
  readonly channelId: ChannelId;
  readonly rootId: PostId | undefined;
  readonly message: string;
  readonly type: string;
  readonly props: JsonObject;
  readonly fileIds: readonly string[];
  /** Files without rows, by which very old servers named them; none when there are fileIds. */
  readonly filenames: readonly string[];
  readonly faults: readonly RowFault[];
}

const NO_FAULTS: readonly RowFault[] = [];

/** Checks a row of POST_COLUMNS; what is wrong with its texts is in `faults`. */
export function postRow(row: Row): PostRow {
  const message = text(row[9]);
  const props = jsonObject(row[11]);
  const fileIds = jsonTexts(row[12]);
  const filenames = filenamesOf(fileIds, row[FILENAMES]);
  const user = filledText(row[6]);
  // Before 6.0 a reply could name its thread in ParentId alone.
  const root = filledText(row[8]) ?? filledText(row[14]);
  return {
    id: postId(text(row[0])),
    createAtMs: count(row[1]),
    updateAtMs: count(row[2]),
    editAtMs: possibleTimeMs(row[3]),
    deleteAtMs: timeMs(row[4]),
    isPinned: flag(row[5]),
    userId: user === undefined ? undefined : userId(user),
    channelId: channelId(text(row[7])),
    rootId: root === undefined ? undefined : postId(root),
    message: mendText(message),
    type: text(row[10]),
    props: props ?? {},
    fileIds,
    filenames,
    faults: faultsOf(row, message, props, filenames),
  };
}

function faultsOf(
  row: Row,
  message: string,
  props: JsonObject | undefined,
  filenames: readonly string[],
): readonly RowFault[] {
  const isUnfitMessage = isUnfit(message);
  const isLegacy = filenames.length > 0;
  const isUnread = hasLostCharacter(message) || TEXTS.some((at) => hasLostJsonCharacter(row[at]));
  const isRepaired = REPAIRABLE.some((at) => row[at] instanceof RepairedText);
  const isOdd = isUnfitMessage || isLegacy || isUnread || isRepaired;
  if (!isOdd && props !== undefined) return NO_FAULTS;
  const faults: RowFault[] = [];
  if (isRepaired) faults.push('encoding-repaired');
  if (props === undefined) faults.push('props-not-json');
  if (isUnfitMessage) faults.push(message.includes('\0') ? 'nul-character' : 'lone-surrogate');
  if (isUnread) faults.push('unreadable-character');
  if (isLegacy) faults.push('legacy-filenames');
  return faults;
}

const [MESSAGE, PROPS, FILENAMES] = [9, 11, 13];
/** The places of JSON texts in POST_COLUMNS, and of all texts. */
const TEXTS = [PROPS, FILENAMES];
const REPAIRABLE = [MESSAGE, ...TEXTS];
