import { isUncheckedObject } from '../../../model/json.ts';
import { looseList, typeOf } from './slack-blocks.ts';

/** Fields that Slack gives to an attachment of blocks, beside them. */
const FRAME: ReadonlySet<string> = new Set(['blocks', 'fallback', 'id', 'color', 'from_url']);

/** True for an attachment that has a table and nothing else, as a pasted table in Slack's own exports. */
export const isTableAttachment = (attachment: unknown): boolean =>
  attachedTables(attachment).length > 0;

/** The tables of such an attachment. */
export function attachedTables(attachment: unknown): readonly unknown[] {
  if (!isUncheckedObject(attachment) || Object.keys(attachment).some((key) => !FRAME.has(key)))
    return [];
  const blocks = looseList(attachment['blocks']);
  return blocks.every((block) => typeOf(block) === 'table') ? blocks : [];
}
