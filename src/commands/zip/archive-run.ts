import type { FileStore } from '../../exporters/files/file-store.ts';
import type { ExportedPosts } from '../../importers/archive/exported-posts.ts';
import type { SlackUserIds } from '../../mapping/users.ts';
import type { AtomicFile } from '../../system/atomic-file.ts';
import type { MessageContexts } from '../run/message-context.ts';
import type { RunLog } from '../run/run-log.ts';
import type { Scope } from '../run/scope.ts';
import type { Archives, OpenDay } from './archives.ts';

/** Destinations of an archive's posts and of the records about them. */
export interface ArchiveOutput {
  readonly openDay: OpenDay;
  readonly wholeOf: Archives['wholeOf'];
  readonly manifest: AtomicFile;
  readonly postIndex: AtomicFile;
  /**
   * Record of the posts in this archive and earlier ones; undefined when no archive may follow, as after a rehearsal.
   */
  readonly exported: ExportedPosts | undefined;
  /** True when the last message of a conversation lists its bookmarks. */
  readonly listsBookmarks: boolean;
  /** Store of the files to put into the archive; undefined for none. */
  readonly bundled: FileStore | undefined;
}

/** Context for writing the conversations of an archive. */
export interface ArchiveRun {
  readonly scope: Scope;
  readonly people: SlackUserIds;
  readonly log: Pick<RunLog, 'losses' | 'progress'>;
  readonly out: ArchiveOutput;
  readonly contextOf: MessageContexts;
  readonly signal: AbortSignal;
}
