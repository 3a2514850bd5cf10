import { readdir, readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  HOOK_PATH,
  startWebhook,
  type WebhookAnswer,
  type WebhookServer,
} from '../support/network/webhook-server.ts';
import { runCli } from '../support/program/run-cli.ts';
import { makeScratchFolder, type ScratchFolder } from '../support/scratch-folder.ts';

let folder: ScratchFolder;
let server: WebhookServer;
beforeEach(async () => {
  folder = await makeScratchFolder();
});
afterEach(async () => {
  await server.stop();
  await folder.remove();
});

/** A run that is refused at once, because nothing listens where its database should be. */
async function refusedRun(answer: WebhookAnswer) {
  server = await startWebhook(answer);
  const args = ['plan', '--source', 'mysql://u:hunter22@127.0.0.1:1/chat', '--log-file', 'log'];
  const beganAtMs = performance.now();
  const run = await runCli([...args, '--channels', 'secret-project'], {
    cwd: folder.path,
    env: { MM2SLACK_NOTIFY_URL: server.url },
  });
  return { ...run, tookMs: performance.now() - beganAtMs };
}

describe('a run with a webhook', () => {
  it('tells it how it failed, and shows its address nowhere', async () => {
    const { exitCode, stdout, stderr } = await refusedRun('ok');
    expect(exitCode).toBe(2);
    expect(server.texts).toHaveLength(1);
    const [text = ''] = server.texts;
    expect(text).toMatch(/^mm2slack plan: refused after 0 h 0 min \d+ s \(exit code 2\)\nreason: /);
    expect(text).not.toMatch(/hunter22|secret-project|chat/);
    const log = await readFile(folder.join('log'), 'utf8');
    for (const shown of [stdout, stderr, log]) expect(shown).not.toContain(HOOK_PATH);
    expect(stderr).not.toContain('notify.url');
    expect(await readdir(folder.path)).toEqual(['log']);
  });

  it.each(['hangs', 'resets', 'fails', 'redirects', 'closed'] as const)(
    'ends as without it when it %s, soon and with a remark',
    async (answer) => {
      const { exitCode, stderr, tookMs } = await refusedRun(answer);
      expect(exitCode).toBe(2);
      expect(tookMs).toBeLessThan(10_000);
      expect(stderr).toContain('warning: the message to notify.url was not delivered (');
      expect(stderr).not.toContain(HOOK_PATH);
      const log = await readFile(folder.join('log'), 'utf8');
      expect(log).toContain('"event":"notify-failed"');
      expect(log.trimEnd().split('\n').at(-1)).toContain('"event":"end"');
    },
  );
});
