import type { LinkedPost, Post, RowFault, ThreadPlace } from '../../model/model.ts';
import type { Tie } from '../../model/tie.ts';
import { hasLostCharacter } from '../database/rows.ts';
import type { PostRow } from './post-row.ts';

/** What other rows than its own say of a post. */
export interface PostParts {
  readonly tie: Tie;
  readonly thread: ThreadPlace;
  /** None for a deleted post, and neither are files. */
  readonly reactions: Post['reactions'];
  readonly files: Post['files'];
  readonly priority: Post['priority'];
  readonly linked: readonly LinkedPost[];
}

/** Makes a post of its row. */
export function makePost(row: PostRow, parts: PostParts): Post {
  const { reactions, files } = parts;
  const hasLostFiles = row.fileIds.length > 0 && files.length === 0 && row.deleteAtMs === undefined;
  // Field by field: spreading a million rows takes seconds.
  return {
    id: row.id,
    channelId: row.channelId,
    userId: row.userId,
    createAtMs: row.createAtMs,
    updateAtMs: row.updateAtMs,
    editAtMs: row.editAtMs,
    deleteAtMs: row.deleteAtMs,
    message: row.message,
    type: row.type,
    props: row.props,
    isPinned: row.isPinned,
    tie: parts.tie,
    thread: parts.thread,
    reactions,
    files,
    priority: parts.priority,
    linked: parts.linked,
    faults: withFaultsOf(row.faults, { files, reactions, hasLostFiles }),
  };
}

interface Attached extends Pick<Post, 'files' | 'reactions'> {
  readonly hasLostFiles: boolean;
}

/** Adds faults of a post's files and reactions to those of its row. */
function withFaultsOf(
  faults: readonly RowFault[],
  { files, reactions, hasLostFiles }: Attached,
): readonly RowFault[] {
  let isRepaired = false;
  let isLost = false;
  for (const file of files) {
    if (file.isRepaired === true) isRepaired = true;
    if (hasLostCharacter(file.name)) isLost = true;
  }
  for (const reaction of reactions) {
    if (reaction.isRepaired === true) isRepaired = true;
    if (hasLostCharacter(reaction.emojiName)) isLost = true;
  }
  if (!hasLostFiles && !isRepaired && !isLost) return faults;
  const all = new Set(faults);
  if (hasLostFiles) all.add('file-ids-without-rows');
  if (isRepaired) all.add('encoding-repaired');
  if (isLost) all.add('unreadable-character');
  return all.size === faults.length ? faults : [...all];
}

export const NONE: readonly never[] = Object.freeze([]);
export const NO_THREAD: ThreadPlace = Object.freeze({ kind: 'alone' });
