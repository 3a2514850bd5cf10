import { expect, it } from 'vitest';
import { postMessage, repostMessage } from '../../../../src/importers/workspace/messages.ts';
import { makeSettling } from '../../../../src/importers/workspace/settling.ts';
import { replayPost } from '../../../../src/mapping/replay/replay-post.ts';
import { aPost } from '../../../support/builders/builders.ts';
import { aReplayContext } from '../../../support/builders/message-context.ts';
import { makeStubSession } from '../../../support/slack/stub-session.ts';

const PLACE = { channelId: 'c1', slackChannel: 'CDEV', threadTs: '', remaining: 1, losses: [] };

it.each([
  ['a first call', postMessage],
  ['a repeated call', repostMessage],
])('forgets %s whose answer was lost once its message is found', async (_name, send) => {
  const stub = makeStubSession();
  const open = new Set<string>();
  const settling = {
    ...makeSettling(stub.session.clock, 1),
    mayArrive: (key: string) => void open.add(key),
    ended: (key: string) => void open.delete(key),
  };
  stub.failNext('chat.postMessage', 'carried out, answer lost');
  for (const message of replayPost(aPost(), aReplayContext()).messages) {
    const sent = await send({ ...stub.session, settling }, message, PLACE);
    expect(sent).toMatchObject({ state: 'done', ts: '1.000100' });
  }
  expect(stub.messages).toHaveLength(1);
  expect([...open]).toEqual([]);
});
