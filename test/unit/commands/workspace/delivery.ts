import { Readable } from 'node:stream';
import type {
  PostDelivery,
  ReplayTarget,
} from '../../../../src/commands/workspace/deliver-post.ts';
import { WorkspaceLosses } from '../../../../src/commands/workspace/losses.ts';
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
  /** Codes of the losses that count, in the order in which they were entered. */
  readonly recorded: readonly string[];
}

export function makeStubDelivery(): StubDelivery {
  const stub = makeStubSession();
  const context = aReplayContext();
  return {
    ...stub,
    // A getter of the stub, which spreading would read once.
    get messages() {
      return stub.messages;
    },
    get recorded() {
      return [...stub.session.ledger.losses()].map(({ code }) => code);
    },
    delivery: {
      session: stub.session,
      scope: {
        permalink: (channel, post) => `${channel.name}/${post}`,
      },
      log: {
        losses: new WorkspaceLosses(stub.session.ledger, 'no file'),
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
