import { z } from 'zod';
import type { ChannelBookmark } from '../../model/model.ts';
import { bookmarkKey } from '../ledger/keys.ts';
import { type Action, intentOf } from '../ledger/ledger.ts';
import { readCall } from '../slack/reading.ts';
import { runExactlyOnce } from './exactly-once.ts';
import { pacedCall, pacedReading, type WorkspaceSession } from './session.ts';

const listed = z.looseObject({
  bookmarks: z.array(
    z.looseObject({ title: z.string().default(''), link: z.string().default('') }),
  ),
});

/** Adds a bookmark to its channel, once. Slack's bookmarks are links, so the address must be a web address. */
export function addBookmark(
  session: WorkspaceSession,
  { id, channelId, title, url }: ChannelBookmark,
  slackChannel: string,
): Promise<Action> {
  return runExactlyOnce(session, {
    intent: intentOf({ key: bookmarkKey(id), kind: 'bookmark', channelId, slackChannel }),
    alreadyDone: [],
    async act(beforeSend) {
      const args = { channel_id: slackChannel, title, type: 'link', link: url };
      await pacedCall(session, 'bookmarks.add', args, { beforeSend });
      return {};
    },
    async find(sent) {
      const args = { channel_id: sent.slackChannel };
      const { bookmarks } = await readCall(pacedReading(session), 'bookmarks.list', args, listed);
      const isThere = bookmarks.some(({ title: known, link }) => known === title && link === url);
      return isThere ? {} : undefined;
    },
  });
}
