import { readFile, rm } from 'node:fs/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { LOSS_FILES } from '../../../../src/commands/run/record-files.ts';
import { WorkspaceLosses } from '../../../../src/commands/workspace/losses.ts';
import type { Ledger } from '../../../../src/importers/ledger/ledger.ts';
import type { Channel, PostId } from '../../../../src/model/model.ts';
import { anIntent } from '../../../contract/suites/ledger-contract.ts';
import { aReplayContext } from '../../../support/builders/message-context.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';
import { makeMemoryLedger } from '../../../support/slack/memory-ledger.ts';

const { conversation } = aReplayContext();
const DEV = conversation.channel.id;
const SCOPE = {
  workspace: { conversations: [conversation] },
  conversations: [conversation],
  permalink: (_channel: Channel, post: PostId | undefined) => `/pl/${post}`,
};
const CHANNEL = { postId: undefined, channelId: DEV, link: '/dev' };
const POST = { postId: 'p1', channelId: DEV, link: '/p1' };

describe('the losses of a workspace', () => {
  let folder: ScratchFolder;
  let ledger: Ledger;
  let losses: WorkspaceLosses;
  beforeEach(async () => {
    folder = await makeScratchFolder();
    ledger = makeMemoryLedger();
    losses = await WorkspaceLosses.open(ledger, folder.path);
    return () => folder.remove();
  });

  const file = (): string => folder.join(LOSS_FILES.replay);
  const codes = async (): Promise<readonly string[]> =>
    (await readFile(file(), 'utf8'))
      .split('\n')
      .filter(Boolean)
      .map((line): string => JSON.parse(line).code);

  it('are in the file as the ledger has them, each with its place', async () => {
    await losses.record(CHANNEL, [{ code: 'topic_cut', old: 'long', new: 'lo…' }]);
    await losses.record(POST, [{ code: 'heading_as_bold' }]);
    await losses.save(SCOPE);
    const lines = (await readFile(file(), 'utf8')).trimEnd().split('\n').sort();
    expect(lines.map((line): unknown => JSON.parse(line))).toEqual([
      { code: 'heading_as_bold', post: 'p1', channel: DEV, link: '/pl/p1' },
      { code: 'topic_cut', channel: DEV, link: '/dev', old: 'long', new: 'lo…' },
    ]);
  });

  it('of a channel are those of the last pass, and those of a channel that it did not visit stay', async () => {
    ledger.setLosses({ key: 'channel:ops', channelId: 'ops', postId: '' }, [{ code: 'topic_cut' }]);
    await losses.record(CHANNEL, [{ code: 'bookmark_dropped' }]);
    // A pass that failed before its end.
    losses.begin();
    await losses.record(CHANNEL, [{ code: 'channel_name_changed' }]);
    await losses.save(SCOPE);
    expect(await codes()).toEqual(['topic_cut', 'channel_name_changed']);
    losses.begin();
    await losses.save(SCOPE);
    expect(await codes()).toEqual(['topic_cut']);
  });

  it('are not written again when none has changed', async () => {
    await losses.record(POST, [{ code: 'heading_as_bold' }]);
    await losses.save(SCOPE);
    await rm(file());
    await losses.record(POST, [{ code: 'heading_as_bold' }]);
    await losses.save(SCOPE);
    await expect(readFile(file())).rejects.toThrow('ENOENT');
    await losses.record(POST, []);
    await losses.save(SCOPE);
    expect(await codes()).toEqual([]);
  });

  it('of a message that an import made are not recorded: its archive has them', async () => {
    ledger.adopt({ ...anIntent(), ts: '1.000001' });
    await losses.record(POST, [{ code: 'reactions_as_text' }]);
    expect([...ledger.losses()]).toEqual([]);
  });

  it('are counted all together, or those that this run entered', async () => {
    await losses.record(POST, [{ code: 'heading_as_bold' }]);
    const next = await WorkspaceLosses.open(ledger, folder.path);
    await next.record(POST, [{ code: 'heading_as_bold' }]);
    await next.record({ ...POST, postId: 'p2' }, [{ code: 'text_cut' }]);
    expect(next.summary('this-run').map(({ code }) => code)).toEqual(['text_cut']);
    expect(next.summary('all').map(({ code, count }) => [code, count])).toEqual([
      ['heading_as_bold', 1],
      ['text_cut', 1],
    ]);
  });
});
