import { canvasEditKey, canvasKey } from '../ledger/keys.ts';
import { type Action, intentOf, type Ledger } from '../ledger/ledger.ts';
import { clearAnswer } from '../slack/answers.ts';
import { SlackRefusal } from '../slack/errors.ts';
import { digestOf, repeatExactlyOnce, runExactlyOnce, WAITED_FOR } from './exactly-once.ts';
import { findCanvas, isCanvasOfOthersToo } from './find-canvas.ts';
import { pacedCall, type WorkspaceSession } from './session.ts';

const CREATE = 'conversations.canvases.create';
const EDIT = 'canvases.edit';

/** A canvas that a channel is to have. */
export interface WantedCanvas {
  readonly channelId: string;
  readonly slackChannel: string;
  readonly title: string;
  /** At most CANVAS_CHARACTERS. */
  readonly markdown: string;
  /** Ids of the boards and runs that it is made of. */
  readonly pageIds: readonly string[];
}

/** What became of a canvas: its making or latest edit, or that it is left as others have edited it. */
export type KeptCanvas = Action | 'edited-by-others';

/**
 * Makes the canvas of a channel once, and replaces its text when the ledger has another one. Replacing sets a state, so
 * that a call whose answer was lost is sent again. One that somebody edited in Slack is left alone.
 */
export async function keepCanvas(
  session: WorkspaceSession,
  wanted: WantedCanvas,
): Promise<KeptCanvas> {
  const made = await makeCanvas(session, wanted);
  if (made.state !== 'done') return made;
  const latest = session.ledger.get(canvasEditKey(wanted.channelId)) ?? made;
  if (isCanvasCurrent(session, wanted)) return latest;
  if (await isCanvasOfOthersToo(session, made.fileId)) return 'edited-by-others';
  return await replaceText(session, made.fileId, wanted);
}

/** True when nothing is to be sent: the canvas has the wanted text by the ledger, or Slack refused it for good. */
export function isCanvasCurrent(
  { ledger, refusals }: Pick<WorkspaceSession, 'ledger' | 'refusals'>,
  { channelId, markdown }: Pick<WantedCanvas, 'channelId' | 'markdown'>,
): boolean {
  const made = ledger.get(canvasKey(channelId));
  if (made?.state === 'failed') return !refusals.isAskedAgain(made);
  const latest = ledger.get(canvasEditKey(channelId)) ?? made;
  if (latest === undefined || latest.state === 'intended') return false;
  return latest.digest === digestOf(markdown) && !refusals.isAskedAgain(latest);
}

/** Ids of the boards and runs on the canvas of a channel by the ledger; none for one of an older version. */
export function pagesOnCanvas(ledger: Pick<Ledger, 'get'>, channelId: string): readonly string[] {
  const done = [canvasEditKey(channelId), canvasKey(channelId)]
    .map((key) => ledger.get(key))
    .find((action) => action?.state === 'done');
  return done === undefined || done.detail === '' ? [] : done.detail.split(' ');
}

const onIt = ({ pageIds }: WantedCanvas): string => pageIds.join(' ');

/**
 * Makes the canvas of a channel, once. A channel has one at most, so that one that is there after a lost answer is the
 * app's: one of others is looked for before the call, and refused as Slack refuses it
 * (docs.slack.dev/reference/methods/conversations.canvases.create, channel_canvas_already_exists).
 */
function makeCanvas(session: WorkspaceSession, wanted: WantedCanvas): Promise<Action> {
  const { channelId, slackChannel, title, markdown } = wanted;
  const digest = digestOf(markdown);
  const detail = onIt(wanted);
  const key = canvasKey(channelId);
  return runExactlyOnce(session, {
    intent: intentOf({ key, kind: 'canvas', channelId, slackChannel, digest }),
    alreadyDone: [],
    async act(beforeSend) {
      if ((await findCanvas(session, { slackChannel })) !== undefined) {
        throw new SlackRefusal(CREATE, 'channel_canvas_already_exists', '');
      }
      const content = JSON.stringify(contentOf(markdown));
      const args = { channel_id: slackChannel, title, document_content: content };
      const { body } = await pacedCall(session, CREATE, args, { beforeSend });
      return { fileId: clearAnswer(CREATE, body).canvas_id, detail };
    },
    async find() {
      const found = await findCanvas(session, { slackChannel });
      return found && { ...found, detail };
    },
  });
}

const contentOf = (markdown: string) => ({ type: 'markdown', markdown });

/**
 * Replaces all of a canvas: a change without a section is one of the whole
 * (docs.slack.dev/reference/methods/canvases.edit).
 */
function replaceText(
  session: WorkspaceSession,
  fileId: string,
  wanted: WantedCanvas,
): Promise<Action> {
  const { channelId, slackChannel, markdown } = wanted;
  const digest = digestOf(markdown);
  const key = canvasEditKey(channelId);
  return repeatExactlyOnce(session, {
    intent: intentOf({ key, kind: 'canvas-edit', channelId, slackChannel, fileId, digest }),
    alreadyDone: [],
    find: WAITED_FOR,
    async act(beforeSend) {
      const changes = [{ operation: 'replace', document_content: contentOf(markdown) }];
      const args = { canvas_id: fileId, changes: JSON.stringify(changes) };
      await pacedCall(session, EDIT, args, { beforeSend });
      return { detail: onIt(wanted) };
    },
  });
}
