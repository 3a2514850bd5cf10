import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { buildPieces } from '../support/program/built.ts';
import { makeScratchFolder } from '../support/scratch-folder.ts';

const MESSAGES = 50_000;
const MOST_MEGABYTES = 250;

const PIECES = [
  'src/importers/ledger/sqlite.ts',
  'src/importers/slack/pacer.ts',
  'src/system/clock.ts',
  'src/slack/methods.ts',
  'src/importers/workspace/settling.ts',
  'src/importers/workspace/refusals.ts',
  'src/importers/workspace/private-channels.ts',
  'src/importers/workspace/messages.ts',
];

/**
 * Posts through the real ledger and the real pacer, with a client that answers at once. The peak is
 * VmHWM of the process: the peak that getrusage(2) tells would hold the memory of the test runner
 * too, which a child has until it starts its own program.
 */
const program = (ledger: string, built: (name: string) => string): string => `
const { readFileSync } = await import('node:fs');
const { openLedger } = await import(${built('sqlite')});
const { makePacer } = await import(${built('pacer')});
const { systemClock } = await import(${built('clock')});
const { limitsOver } = await import(${built('methods')});
const { makeSettling } = await import(${built('settling')});
const { Refusals } = await import(${built('refusals')});
const { PrivateChannels } = await import(${built('private-channels')});
const { postMessage } = await import(${built('messages')});
const limits = limitsOver({ posts: 1e9, postsPerChannel: 1e9 });
let ts = 0;
const run = {
  client: { call: async () => ({ body: { ts: String((ts += 1)) + '.000001' }, scopes: [] }) },
  ledger: openLedger(${JSON.stringify(ledger)}),
  clock: { ...systemClock, todayMs: () => Date.now(), settleMs: 1, pauseMs: 1 },
  settling: makeSettling(systemClock, 1),
  refusals: new Refusals(),
  privateChannels: new PrivateChannels(),
  pacer: makePacer({ limits, clock: systemClock, retryAfterMs: () => undefined }),
  signal: new AbortController().signal,
};
const lane = async (channel) => {
  for (let n = 0; n < ${MESSAGES / 10}; n += 1) {
    const message = { postId: channel + n, part: 0, rootId: undefined, text: 'x'.repeat(500), blocks: [], attachments: [], textsAlone: [], source: '', username: 'ann' };
    await postMessage(run, message, { channelId: channel, slackChannel: channel, threadTs: '', remaining: ${MESSAGES / 10} - n, losses: [] });
  }
};
await Promise.all(Array.from({ length: 10 }, (_, index) => lane('C' + index)));
const [{ rows }] = run.ledger.counts();
run.ledger.close();
const [, kibibytes] = /VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'));
process.stdout.write(JSON.stringify({ rows, megabytes: Number(kibibytes) / 1024 }));
`;

describe('a replay of 50,000 messages', () => {
  it('stays within 250 MB, and has every one of them in the ledger', {
    timeout: 600_000,
  }, async () => {
    const folder = await makeScratchFolder();
    const pieces = await buildPieces(PIECES);
    const built = (name: string): string => JSON.stringify(pieces.path(name));
    const child = spawn(
      process.execPath,
      ['--input-type=module', '-e', program(folder.join('ledger.db'), built)],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    const [exitCode] = await once(child, 'close');
    expect(exitCode).toBe(0);
    await folder.remove();
    await pieces.remove();
    const { rows, megabytes } = JSON.parse(text);
    expect(rows).toBe(MESSAGES);
    expect(megabytes).toBeLessThan(MOST_MEGABYTES);
  });
});
