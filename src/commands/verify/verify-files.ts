import { makePermalink } from '../../mapping/permalinks.ts';
import type { Explanations } from '../../mapping/verify/explained.ts';
import type { ChannelId, PostId } from '../../model.ts';
import type { ReadWorkspace } from '../read-workspace.ts';
import { DifferenceBook, type DifferenceLines, type PostLink } from './difference-book.ts';
import { readExplanations } from './read-explanations.ts';

export const VERIFY_WORK_FILES = {
  differences: 'differences.jsonl',
  report: 'verify.md',
} as const;

/** Opens what is recorded and where differences go, when the source is known. */
export interface VerifyFiles {
  open(
    read: ReadWorkspace,
    lossFiles: readonly string[],
  ): Promise<{ readonly book: DifferenceBook; readonly explanations: Explanations }>;
}

export function verifyFiles(
  differences: DifferenceLines,
  {
    workDirectory,
    siteUrl,
  }: { readonly workDirectory: string; readonly siteUrl: string | undefined },
): VerifyFiles {
  return {
    async open(read, lossFiles) {
      const explanations = await readExplanations(workDirectory, lossFiles);
      const book = new DifferenceBook(differences, explanations, postLink(read, siteUrl));
      return { book, explanations };
    },
  };
}

function postLink({ workspace, teams }: ReadWorkspace, siteUrl: string | undefined): PostLink {
  const permalink = makePermalink(siteUrl, teams);
  const channels = new Map(workspace.conversations.map(({ channel }) => [channel.id, channel]));
  return (channelId, postId) => {
    const channel = channels.get(channelId as ChannelId);
    return channel === undefined ? postId : permalink(channel, postId as PostId);
  };
}
