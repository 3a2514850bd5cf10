import { describe, expect, it } from 'vitest';
import { HeldBack } from '../../../../src/commands/workspace/held-back.ts';
import { StoppedError } from '../../../../src/errors/errors.ts';
import { postMessage } from '../../../../src/importers/workspace/messages.ts';
import type { WorkspaceSession } from '../../../../src/importers/workspace/session.ts';
import { type InChannel, undoReplay } from '../../../../src/importers/workspace/undo.ts';
import { replayPost } from '../../../../src/mapping/replay/replay-post.ts';
import { postId } from '../../../../src/model/model.ts';
import { aPost } from '../../../support/builders/builders.ts';
import { aReplayContext } from '../../../support/builders/message-context.ts';
import { notEmpty } from '../../../support/not-empty.ts';
import { makeStubSession } from '../../../support/slack/stub-session.ts';

const CHANNELS = ['CHELD', 'CFREE'];

async function fill(session: WorkspaceSession): Promise<void> {
  for (const slackChannel of CHANNELS) {
    for (const part of ['a', 'b']) {
      const [message] = replayPost(
        aPost({ id: postId(`${slackChannel}-${part}`) }),
        aReplayContext(),
      ).messages;
      if (message === undefined) throw new Error('a post without a message');
      const place = {
        channelId: slackChannel,
        slackChannel,
        threadTs: '',
        remaining: 1,
        losses: [],
      };
      await postMessage(session, message, place);
    }
  }
}

describe('an undo in a workspace with a channel that Slack closed', () => {
  it.each(notEmpty(['is_archived', 'channel_not_found', 'not_in_channel']))(
    'removes what is in the others at %s, keeps what waits in the ledger, and removes that later',
    async (code) => {
      const stub = makeStubSession();
      let isClosed = true;
      const { client } = stub.session;
      const session: WorkspaceSession = {
        ...stub.session,
        client: {
          ...client,
          async call(method, args) {
            if (isClosed && args['channel'] === 'CHELD') stub.failNext(method, { refused: code });
            return await client.call(method, args);
          },
        },
      };
      await fill(stub.session);
      const undo = async () => {
        const held = new HeldBack();
        const inChannel: InChannel = ({ channelId, slackChannel }, work) =>
          held.around({ channelId, label: slackChannel }, work);
        return { counts: await undoReplay(session, inChannel), held };
      };
      const first = await undo();
      expect(first.counts).toMatchObject({ messages: 2, refused: 2 });
      expect(() => first.held.throwIfAny()).toThrow(StoppedError);
      expect(stub.messages.map(({ channel }) => channel)).toEqual(['CHELD', 'CHELD']);
      isClosed = false;
      const second = await undo();
      expect(second.counts).toMatchObject({ messages: 2, refused: 0 });
      expect(() => second.held.throwIfAny()).not.toThrow();
      expect(stub.messages).toEqual([]);
    },
  );
});
