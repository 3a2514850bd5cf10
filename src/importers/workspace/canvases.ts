import { canvasKey } from '../ledger/keys.ts';
import { type Action, intentOf } from '../ledger/ledger.ts';
import { clearAnswer } from '../slack/answers.ts';
import { SlackRefusal } from '../slack/errors.ts';
import { runExactlyOnce } from './exactly-once.ts';
import { findCanvas } from './find-canvas.ts';
import { pacedCall, type WorkspaceSession } from './session.ts';

const CREATE = 'conversations.canvases.create';

/** A canvas that a channel is to have. */
export interface WantedCanvas {
  readonly channelId: string;
  readonly slackChannel: string;
  readonly title: string;
  /** At most CANVAS_CHARACTERS. */
  readonly markdown: string;
}

/**
 * Makes the canvas of a channel, once. A channel has one at most, so that one that is there after a lost answer is the
 * app's: one of others is looked for before the call, and refused as Slack refuses it
 * (docs.slack.dev/reference/methods/conversations.canvases.create, channel_canvas_already_exists).
 */
export function makeCanvas(
  session: WorkspaceSession,
  { channelId, slackChannel, title, markdown }: WantedCanvas,
): Promise<Action> {
  const place = { slackChannel };
  return runExactlyOnce(session, {
    intent: intentOf({ key: canvasKey(channelId), kind: 'canvas', channelId, slackChannel }),
    alreadyDone: [],
    async act(beforeSend) {
      if ((await findCanvas(session, place)) !== undefined) {
        throw new SlackRefusal(CREATE, 'channel_canvas_already_exists', '');
      }
      const content = JSON.stringify({ type: 'markdown', markdown });
      const args = { channel_id: slackChannel, title, document_content: content };
      const { body } = await pacedCall(session, CREATE, args, { beforeSend });
      return { fileId: clearAnswer(CREATE, body).canvas_id };
    },
    find: () => findCanvas(session, place),
  });
}
