import { changeTexts } from './message-choice.ts';
import { WORKSPACE_MEANING_DAMAGES } from './workspace-meaning-damages.ts';
import { WORKSPACE_PLACE_DAMAGES } from './workspace-place-damages.ts';
import {
  hasReactionLine,
  isTombstone,
  isWhole,
  postOf,
  sendAnew,
  sentAnew,
  update,
  type WorkspaceDamage,
} from './workspace-to-damage.ts';

/** By what is done; each gives the lines that it must cause, and all together must cause no other. */
export const WORKSPACE_DAMAGES: Readonly<Record<string, WorkspaceDamage>> = {
  ...WORKSPACE_MEANING_DAMAGES,
  'a pin is gone': async (workspace) => {
    const placed = workspace.take(({ ts }) => workspace.pinned.has(ts));
    const { channel, message } = placed;
    await workspace.call('pins.remove', { channel, timestamp: message.ts });
    return [`message differs pinned ${postOf(placed)}`];
  },
  'an attachment says something else': async (workspace) => {
    const placed = workspace.take(
      ({ attachments: given }) => Array.isArray(given) && given.length > 0,
    );
    const attachments = [{ fallback: 'x', text: 'nothing of the kind' }];
    const { channel, message } = placed;
    const blocks = message['blocks'];
    const args = { channel, ts: message.ts, text: message.text, blocks, attachments };
    await workspace.call('chat.update', args);
    return [`message differs attachments ${postOf(placed)}`];
  },
  'a text is changed': async (workspace) => {
    const placed = workspace.take(isWhole);
    await update(workspace, placed, ([first]) => changeTexts(first, (text) => `${text}x`));
    return [`message differs text ${postOf(placed)}`];
  },
  'a text is cut': async (workspace) => {
    const placed = workspace.take(
      (message, all) => isWhole(message, all) && /^[\p{L} ]{9}/u.test(message.text),
    );
    await update(workspace, placed, ([first]) => changeTexts(first, (text) => text.slice(0, 2)));
    return [`message differs text ${postOf(placed)}`];
  },
  'a time is changed': async (workspace) => {
    const placed = workspace.take(isWhole);
    await update(workspace, placed, (blocks) =>
      changeTexts(blocks.at(-1), (text) => text.replace(/\^\d+\^/, '^1600000000^')),
    );
    return [`message differs time ${postOf(placed)}`];
  },
  'somebody is added to the reactions': async (workspace) => {
    const placed = workspace.take(hasReactionLine);
    await update(workspace, placed, (blocks) =>
      changeTexts(blocks.at(-2), (text) => `${text}, Nobody`),
    );
    return [`message differs reactions ${postOf(placed)}`];
  },
  'reactions are gone': async (workspace) => {
    const placed = workspace.take(hasReactionLine);
    await update(workspace, placed, (blocks) => blocks.splice(-2, 1));
    return [`message differs reactions ${postOf(placed)}`];
  },
  'a message has another author': async (workspace) => {
    const placed = workspace.take(isWhole);
    await sendAnew(workspace, placed, { username: 'Somebody Else' });
    return [`message differs author ${postOf(placed)}`, sentAnew(placed)];
  },
  'a message is pinned': async (workspace) => {
    const placed = workspace.take(isWhole);
    const { channel, message } = placed;
    await workspace.call('pins.add', { channel, timestamp: message.ts });
    return [`message differs pinned ${postOf(placed)}`];
  },
  'a message has no author': async (workspace) => {
    const placed = workspace.take(isWhole);
    await sendAnew(workspace, placed, { username: '' });
    return [`message differs author ${postOf(placed)}`, sentAnew(placed)];
  },
  'a time is a second late': async (workspace) => {
    const placed = workspace.take(isWhole);
    await update(workspace, placed, (blocks) =>
      changeTexts(blocks.at(-1), (text) =>
        text.replace(/\^(\d+)\^/, (_whole, seconds) => `^${Number(seconds) + 1}^`),
      ),
    );
    return [`message differs time ${postOf(placed)}`];
  },
  'a time is gone': async (workspace) => {
    const placed = workspace.take(isWhole);
    await update(workspace, placed, (blocks) => blocks.pop());
    return [`message differs time ${postOf(placed)}`];
  },
  'the app reacts': async (workspace) => {
    const placed = workspace.take(isWhole);
    const { channel, message } = placed;
    await workspace.call('reactions.add', { channel, timestamp: message.ts, name: 'eyes' });
    return [`message differs reactions ${postOf(placed)}`];
  },
  'others react': async (workspace) => {
    const { channel, message } = workspace.take(isWhole);
    await workspace.callAsAdmin('reactions.add', { channel, timestamp: message.ts, name: 'eyes' });
    return [];
  },
  'a reaction is another one': async (workspace) => {
    const placed = workspace.take(hasReactionLine);
    await update(workspace, placed, (blocks) =>
      changeTexts(blocks.at(-2), (text) => text.replace(/^:[^:]+:/, ':eyes:')),
    );
    return [`message differs reactions ${postOf(placed)}`];
  },
  'a deleted root shows a text': async (workspace) => {
    const placed = workspace.take(isTombstone);
    const { channel, message } = placed;
    await workspace.call('chat.update', {
      channel,
      ts: message.ts,
      text: 'It was this.',
      blocks: [],
    });
    return [`message differs deleted ${postOf(placed)}`];
  },
  ...WORKSPACE_PLACE_DAMAGES,
};
