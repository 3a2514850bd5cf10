import type { ServerMessage } from '../../slack/read-back.ts';
import { changeTexts } from './message-choice.ts';
import {
  again,
  hasComment,
  hasReactionLine,
  isReply,
  isWhole,
  isWholeReply,
  postOf,
  sendAnew,
  sentAnew,
  update,
  type WorkspaceDamage,
} from './workspace-to-damage.ts';

/** Damages of where messages, files and channels are; each gives the lines that it must cause. */
export const WORKSPACE_PLACE_DAMAGES: Readonly<Record<string, WorkspaceDamage>> = {
  'a part of a long post is gone': async (workspace) => {
    const placed = workspace.take(({ metadata }) => metadata?.event_payload?.part === 1);
    await workspace.call('chat.delete', { channel: placed.channel, ts: placed.message.ts });
    return [`message differs text ${postOf(placed)}`];
  },
  'a message is deleted': async (workspace) => {
    const placed = workspace.take(isWhole);
    await workspace.call('chat.delete', { channel: placed.channel, ts: placed.message.ts });
    return [`message missing  ${postOf(placed)}`];
  },
  'a message is repeated': async (workspace) => {
    const placed = workspace.take(isWhole);
    await workspace.call('chat.postMessage', again(placed));
    return [`message unexpected  ${postOf(placed)}`];
  },
  'a message stands for a post that is not there': async (workspace) => {
    const placed = workspace.take(isWhole);
    const metadata = {
      event_type: 'mm2slack_post',
      event_payload: { post_id: 'nobodysnobodysnobodysnobod', part: 0 },
    };
    await workspace.call('chat.postMessage', { ...again(placed), metadata });
    return ['message unexpected  nobodysnobodysnobodysnobod'];
  },
  'the app says something of its own': async (workspace) => {
    const { channel } = workspace.take(isWhole);
    await workspace.call('chat.postMessage', { channel, text: 'who am I?' });
    return ['message unexpected  '];
  },
  'a reply stands in the channel': async (workspace) => {
    const placed = workspace.take(isWholeReply);
    await sendAnew(workspace, placed, {});
    return [`message differs thread ${postOf(placed)}`, sentAnew(placed)];
  },
  'a root stands in a thread': async (workspace) => {
    const isRoot = (message: ServerMessage, all: readonly ServerMessage[]): boolean =>
      all.some((each) => each.thread_ts === message.ts && isReply(each));
    const placed = workspace.take(
      (message, all) => isWhole(message, all) && all.some((each) => isRoot(each, all)),
    );
    const root = workspace.take(
      (message, all) => isRoot(message, all) && all.includes(placed.message),
    );
    await sendAnew(workspace, placed, { thread_ts: root.message.ts });
    return [`message differs thread ${postOf(placed)}`, sentAnew(placed)];
  },
  'a message stands in another channel': async (workspace) => {
    const placed = workspace.take(isWhole);
    const other = workspace.take(
      (message, all) => isWhole(message, all) && !all.includes(placed.message),
    );
    await sendAnew(workspace, placed, { channel: other.channel });
    return [`message missing  ${postOf(placed)}`, `message unexpected  ${postOf(placed)}`];
  },
  'a file is deleted': async (workspace) => {
    // Of a post that is nothing but its file the message would be missing too.
    const { message } = workspace.take(({ files }) => files?.[0]?.name === 'image.png');
    await workspace.call('files.delete', { file: message.files?.[0]?.id ?? '' });
    return ['file missing '];
  },
  'another file is posted by the app': async (workspace) => {
    const { channel } = workspace.take(isWhole);
    const answer = await workspace.call('files.getUploadURLExternal', {
      filename: 'x',
      length: '1',
    });
    const { upload_url: url, file_id: id } = answer as { upload_url: string; file_id: string };
    await fetch(url, { method: 'POST', body: 'x' });
    const args = { files: [{ id, title: 'x' }], channel_id: channel };
    await workspace.call('files.completeUploadExternal', args);
    return ['file unexpected '];
  },
  'others write in the channel': async (workspace) => {
    const channel = workspace.channel('dev-tokyo');
    await workspace.callAsAdmin('conversations.join', { channel });
    await workspace.callAsAdmin('chat.postMessage', { channel, text: 'I am new here' });
    return [];
  },
  'a channel has another name': async (workspace) => {
    const channel = workspace.channel('dev-tokyo');
    await workspace.call('conversations.rename', { channel, name: 'dev-elsewhere' });
    return ['channel differs name '];
  },
  'a channel has another name than the one that Slack gave it': async (workspace) => {
    const channel = workspace.channel('general-mm');
    await workspace.call('conversations.rename', { channel, name: 'general-elsewhere' });
    return ['channel differs name '];
  },
  'a channel has another topic': async (workspace) => {
    const channel = workspace.channel('dev-tokyo');
    await workspace.call('conversations.setTopic', { channel, topic: 'something else' });
    return ['channel differs topic '];
  },
  'a channel has another purpose': async (workspace) => {
    const channel = workspace.channel('dev-tokyo');
    await workspace.call('conversations.setPurpose', { channel, purpose: 'something else' });
    return ['channel differs purpose '];
  },
  'a message is sent anew as it was': async (workspace) => {
    const placed = workspace.take(isWhole);
    await sendAnew(workspace, placed, {});
    return [sentAnew(placed)];
  },
  'somebody is missing in the reactions': async (workspace) => {
    const placed = workspace.take(
      (message) =>
        hasReactionLine(message) && /:\S+: [^,]+, /.test(JSON.stringify(message['blocks'])),
    );
    await update(workspace, placed, (blocks) =>
      changeTexts(blocks.at(-2), (text) => text.replace(/(:\S+: )[^,]+, /, '$1')),
    );
    return [`message differs reactions ${postOf(placed)}`];
  },
  'a file is of somebody else': async (workspace) => {
    const placed = workspace.take(hasComment);
    const { channel, message } = placed;
    const text = message.text.replace(/^.* ·/s, 'Somebody Else ·');
    await workspace.call('chat.update', { channel, ts: message.ts, text });
    return ['file differs author '];
  },
  'a file is of another time': async (workspace) => {
    const placed = workspace.take(hasComment);
    const { channel, message } = placed;
    const text = message.text.replace(/\^\d+\^/, '^1600000000^');
    await workspace.call('chat.update', { channel, ts: message.ts, text });
    return ['file differs time '];
  },
  'a message of a private channel is public': async (workspace) => {
    const placed = workspace.take(isWhole, 'private');
    const { channel } = workspace.take(isWhole, 'public');
    await sendAnew(workspace, placed, { channel });
    return [
      `message missing  ${postOf(placed)}`,
      `message unexpected  ${postOf(placed)}`,
      `message differs public ${postOf(placed)}`,
    ];
  },
  'a copy of a message of a private channel is public': async (workspace) => {
    const placed = workspace.take(isWhole, 'private');
    const { channel } = workspace.take(isWhole, 'public');
    await workspace.call('chat.postMessage', { ...again(placed), channel });
    return [`message unexpected  ${postOf(placed)}`, `message differs public ${postOf(placed)}`];
  },
  'a message of a public channel is private': async (workspace) => {
    const placed = workspace.take(isWhole, 'public');
    const { channel } = workspace.take(isWhole, 'private');
    await workspace.call('chat.postMessage', { ...again(placed), channel });
    return [`message unexpected  ${postOf(placed)}`];
  },
  'a channel is archived': async (workspace) => {
    const channel = workspace.channel('deploy-alerts');
    await workspace.call('conversations.archive', { channel });
    return ['channel differs archived '];
  },
};
