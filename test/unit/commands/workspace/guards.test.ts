import { mkdir, writeFile } from 'node:fs/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  refuseOtherServer,
  refuseUnadopted,
  requireFilled,
} from '../../../../src/commands/workspace/guards.ts';
import { channelKey, messageKey } from '../../../../src/importers/ledger/keys.ts';
import { intentOf } from '../../../../src/importers/ledger/ledger.ts';
import { decideConversations } from '../../../../src/mapping/conversations.ts';
import { type ChannelId, channelId } from '../../../../src/model/model.ts';
import { aChannel, aChannelDecision } from '../../../support/builders/builders.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';
import { makeMemoryLedger } from '../../../support/slack/memory-ledger.ts';

const SERVER = [channelId('c1'), channelId('c2')];

/** A ledger with the creations of channels of Mattermost. */
function ledgerOf(...channels: readonly string[]) {
  const ledger = makeMemoryLedger();
  for (const id of channels) {
    ledger.intend({
      ...intentOf({ key: channelKey(id), kind: 'channel', channelId: id }),
      atMs: 0,
    });
  }
  return ledger;
}

const conversationsOf = (ids: readonly ChannelId[]) =>
  decideConversations(
    ids.map((id) => aChannel({ id })),
    ids.map((id) => ({ channel: aChannel({ id }), name: id, isGeneral: false, reason: '' })),
    () => [],
  );

describe('a sync', () => {
  it('is refused before a replay or an adopted import', () => {
    expect(() => requireFilled(ledgerOf())).toThrow('ledger-unfilled');
    expect(() => requireFilled(ledgerOf('c1'))).not.toThrow();
  });

  it('goes on where all messages went into private channels that were there already', () => {
    const ledger = ledgerOf();
    const message = { key: messageKey('p1', 0), kind: 'message', channelId: 'c1' } as const;
    ledger.intend({ ...intentOf(message), atMs: 0 });
    expect(() => requireFilled(ledger)).not.toThrow();
  });
});

describe('a ledger', () => {
  it.each([
    ['of no channel yet', [], false],
    ['of some channels of the server', ['c1', 'gone'], false],
    ['of other channels alone', ['other', 'gone'], true],
  ] as const)('%s', (_name, channels, isRefused) => {
    const refuse = () => refuseOtherServer(ledgerOf(...channels), conversationsOf(SERVER));
    if (isRefused) expect(refuse).toThrow('ledger-of-other-server');
    else expect(refuse).not.toThrow();
  });

  it.each([
    ['of the server', 'c2', false],
    ['of another one', 'other', true],
  ])('%s is known by messages in channels that were there', (_name, id, isRefused) => {
    const ledger = ledgerOf();
    const message = { key: messageKey('p1', 0), kind: 'message', channelId: id } as const;
    ledger.intend({ ...intentOf(message), atMs: 0 });
    const refuse = () => refuseOtherServer(ledger, conversationsOf(SERVER));
    if (isRefused) expect(refuse).toThrow('ledger-of-other-server');
    else expect(refuse).not.toThrow();
  });
});

describe('a replay', () => {
  let folder: ScratchFolder;
  beforeEach(async () => {
    folder = await makeScratchFolder();
    await mkdir(folder.join('work'));
    return () => folder.remove();
  });

  const MANIFEST = [
    { kind: 'manifest', version: 1, options: {} },
    { kind: 'archive', file: 'bulk.zip', sha256: '00' },
  ];
  const scopeOf = (action: 'create' | 'merge') => ({
    conversations: conversationsOf(SERVER),
    decisionOf: (id: ChannelId) => aChannelDecision({ channelId: id, action }),
  });
  const writeArchive = (options: object = {}) =>
    writeFile(
      folder.join('work/bulk.zip.manifest.jsonl'),
      [{ ...MANIFEST[0], options }, MANIFEST[1]]
        .map((line) => `${JSON.stringify(line)}\n`)
        .join(''),
    );

  it('is refused when an archive may have been imported and nothing was adopted', async () => {
    await writeArchive();
    const refused = refuseUnadopted(folder.join('work'), ledgerOf(), scopeOf('merge'));
    await expect(refused).rejects.toThrow('import-not-adopted');
  });

  it.each([
    ['its channels are not in the workspace', {}, 'create', []],
    ['the archive was a trial', { rehearsal: 'trial.example.com' }, 'merge', []],
    ['the ledger knows its channels', {}, 'merge', ['c1']],
  ] as const)('goes on when %s', async (_name, options, action, known) => {
    await writeArchive(options);
    await expect(
      refuseUnadopted(folder.join('work'), ledgerOf(...known), scopeOf(action)),
    ).resolves.toBeUndefined();
  });

  it('goes on without an archive, and without a work directory', async () => {
    await expect(
      refuseUnadopted(folder.join('work'), ledgerOf(), scopeOf('merge')),
    ).resolves.toBeUndefined();
    await expect(
      refuseUnadopted(folder.join('none'), ledgerOf(), scopeOf('merge')),
    ).resolves.toBeUndefined();
  });
});
