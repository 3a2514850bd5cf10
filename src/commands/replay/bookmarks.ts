import { z } from 'zod';
import { doOnce } from '../../importers/replay/do-once.ts';
import { reading } from '../../importers/replay/find-message.ts';
import { pacedCall, type ReplayRun } from '../../importers/replay/replay-run.ts';
import { readCall } from '../../importers/slack/read-calls.ts';
import type { ChannelBookmark } from '../../model.ts';
import type { LossBook } from '../loss-book.ts';

const listed = z.looseObject({
  bookmarks: z.array(
    z.looseObject({ title: z.string().default(''), link: z.string().default('') }),
  ),
});

/** Puts a link above its channel, once. Slack's bookmarks are links; one of a file is left out, and said. */
export async function addBookmark(
  run: ReplayRun,
  { id, channelId, title, url }: ChannelBookmark,
  slackChannel: string,
  losses: LossBook,
): Promise<void> {
  const place = { postId: undefined, channelId, link: id };
  if (!/^https?:/i.test(url)) {
    await losses.record(place, [{ code: 'bookmark_dropped', old: title }]);
    return;
  }
  const key = `bookmark:${id}`;
  const intent = { key, kind: 'bookmark', channelId, postId: '', slackChannel } as const;
  const action = await doOnce(run, {
    intent: { ...intent, threadTs: '', fileId: '', digest: '' },
    alreadyDone: [],
    async act(beforeSend) {
      const args = { channel_id: slackChannel, title, type: 'link', link: url };
      await pacedCall(run, 'bookmarks.add', args, { beforeSend });
      return {};
    },
    async find() {
      const args = { channel_id: slackChannel };
      const { bookmarks } = await readCall(reading(run), 'bookmarks.list', args, listed);
      return bookmarks.some((known) => known.title === title && known.link === url)
        ? {}
        : undefined;
    },
  });
  if (action.state === 'failed') {
    await losses.record(place, [{ code: 'refused_by_slack', old: title, new: action.detail }]);
  }
}
