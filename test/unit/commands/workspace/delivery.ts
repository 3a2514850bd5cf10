import { Readable } from 'node:stream';
import { LossLog } from '../../../../src/commands/run/loss-log.ts';
import type {
  PostDelivery,
  ReplayTarget,
} from '../../../../src/commands/workspace/deliver-post.ts';
import type { FileStore } from '../../../../src/exporters/files/file-store.ts';
import { aReplayContext } from '../../../support/builders/message-context.ts';
import { makeStubSession, type StubSession } from '../../../support/slack/stub-session.ts';

/** A store in which every file is there. */
const STORE: FileStore = {
  look: async () => ({ state: 'there', sizeBytes: 4 }),
  open: async () => Readable.from(['file']),
  async *chunks() {
    yield Buffer.from('file');
  },
  presign: undefined,
  close() {},
};

/** Where the posts of one channel are delivered to, and what is told of it. */
export interface StubDelivery extends StubSession {
  readonly delivery: PostDelivery;
  readonly target: ReplayTarget;
  /** Codes of the losses that were recorded, in order. */
  readonly recorded: readonly string[];
}

export function makeStubDelivery(): StubDelivery {
  const stub = makeStubSession();
  const recorded: string[] = [];
  const context = aReplayContext();
  return {
    ...stub,
    // A getter of the stub, which spreading would read once.
    get messages() {
      return stub.messages;
    },
    recorded,
    delivery: {
      session: stub.session,
      scope: {
        permalink: (channel, post) => `${channel.name}/${post}`,
      },
      log: {
        losses: new LossLog({
          write: async (line) => void recorded.push((JSON.parse(line) as { code: string }).code),
        }),
        progress: { at() {}, advance() {}, stop() {} },
      },
      fileStore: STORE,
    },
    target: {
      conversation: context.conversation,
      slackChannel: 'CDEV',
      context,
      posts: 1,
    },
  };
}
