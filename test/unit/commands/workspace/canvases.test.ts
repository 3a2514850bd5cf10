import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkPages, makeCanvases } from '../../../../src/commands/workspace/canvases.ts';
import { HeldBack } from '../../../../src/commands/workspace/held-back.ts';
import { decideConversations } from '../../../../src/mapping/conversations.ts';
import type { LossNote } from '../../../../src/mapping/losses.ts';
import type { ChannelPage } from '../../../../src/mapping/plugins/channel-pages.ts';
import { channelId } from '../../../../src/model/model.ts';
import { CANVAS_CHARACTERS } from '../../../../src/slack/limits.ts';
import { aChannel } from '../../../support/builders/builders.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';
import { serverSession } from '../../../support/slack/server-session.ts';
import { type SlackServer, startSlackServer } from '../../../support/slack/slack-server.ts';

const OPEN = aChannel({ id: channelId('open'), name: 'open', type: 'public' });
const CLOSED = aChannel({ id: channelId('closed'), name: 'closed', type: 'private' });
const ELSEWHERE = aChannel({ id: channelId('elsewhere'), name: 'elsewhere', type: 'public' });

interface Kept extends ChannelPage {
  readonly text: string;
}

const page = (name: string, over: Partial<Kept>): Kept => ({
  ...{ page: `tokyo/board-${name}.md`, id: name, kind: 'board', title: name, channelId: '' },
  ...{ isPrivate: false, text: `# ${name}\n` },
  ...over,
});

describe('canvases of boards and runs', () => {
  let slack: SlackServer;
  let scratch: ScratchFolder;
  beforeAll(async () => {
    slack = await startSlackServer({
      channels: [{ name: 'open' }, { name: 'closed', is_private: true }],
    });
  });
  afterAll(() => slack.stop());
  beforeEach(async () => {
    scratch = await makeScratchFolder();
  });
  afterEach(() => scratch.remove());

  async function keep(folder: string, pages: readonly Kept[], isRedacted = false): Promise<void> {
    const list = pages.map(({ text: _, ...rest }) => rest);
    const files = [
      ...pages.map((each) => [each.page, each.text] as const),
      ['pages.json', JSON.stringify({ format: 'mm2slack pages 1', isRedacted, pages: list })],
    ] as const;
    for (const [name, text] of files) {
      const path = join(scratch.join(folder), name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
    }
  }

  async function make(settings: { redactSecrets?: boolean; canvases?: boolean } = {}) {
    const { body } = await serverSession(slack).client.call('auth.test', {});
    const session = serverSession(slack, { botUserId: String(body['user_id']) });
    const losses: (readonly [string, LossNote])[] = [];
    const created = async (name: string): Promise<string> => {
      const unique = `${name}-${Math.random().toString(36).slice(2)}`;
      const { body } = await session.client.call('conversations.create', { name: unique });
      return String(Object(body['channel']).id);
    };
    const channels = new Map([
      [OPEN.id, await created('open')],
      [CLOSED.id, await created('closed')],
    ]);
    const names = [OPEN, CLOSED].map((channel) => ({
      ...{ channel, name: `s-${channel.name}`, isGeneral: false, reason: '' },
    }));
    const finishing = {
      ...{ session, channels, held: new HeldBack() },
      scope: {
        conversations: decideConversations([OPEN, CLOSED], names, () => []),
        places: new Map(),
        permalink: () => 'link',
      },
      losses: {
        record: async ({ link }: { link: string }, found: readonly LossNote[]) => {
          losses.push(...found.map((loss) => [link, loss] as const));
        },
      },
    };
    const { redactSecrets = false, canvases = true } = settings;
    const options = { workDirectory: scratch.path, redactSecrets, slack: { canvases } };
    const run = () => makeCanvases(finishing, options);
    const warnings = await run();
    const now = () => [...of(channels.get(OPEN.id)), ...of(channels.get(CLOSED.id))];
    const of = (id: string | undefined) =>
      [...slack.canvases.values()].filter(({ channel }) => channel === id);
    return {
      ...{ run, session, losses, now, warnings: warnings.map(({ code }) => code) },
      open: of(channels.get(OPEN.id)),
      closed: of(channels.get(CLOSED.id)),
    };
  }

  it('are made of the pages of each channel, and those that none can have are named', async () => {
    await keep('boards', [
      page('plan', { channelId: OPEN.id }),
      page('secret', { channelId: OPEN.id, isPrivate: true }),
      page('pay', { channelId: CLOSED.id, isPrivate: true }),
      page('alone', {}),
      page('away', { channelId: ELSEWHERE.id }),
    ]);
    await keep('playbooks', [
      page('outage', { kind: 'run', page: 'tokyo/run-outage.md', channelId: OPEN.id }),
      page('long', {
        ...{ kind: 'run', page: 'tokyo/run-long.md', channelId: OPEN.id },
        text: 'x'.repeat(CANVAS_CHARACTERS),
      }),
    ]);
    const { open, closed, losses, warnings, run } = await make();
    expect(warnings).toEqual([]);
    expect(open).toMatchObject([{ title: 's-open', markdown: '# plan\n\n---\n\n# outage\n' }]);
    expect(closed).toMatchObject([{ title: 'pay', markdown: '# pay\n' }]);
    expect(losses).toEqual([
      ['tokyo/board-secret.md', expect.objectContaining({ new: 'private-in-public-channel' })],
      ['tokyo/board-alone.md', expect.objectContaining({ new: 'no-channel' })],
      ['tokyo/run-long.md', { code: 'canvas_left_out', old: 'long', new: 'too-long' }],
    ]);
    const before = slack.canvases.size;
    await run();
    expect(slack.canvases.size).toBe(before);
  });

  it('follow their pages, and keep what is in no page any more', async () => {
    const plan = page('plan', { channelId: OPEN.id });
    const outage = page('outage', { channelId: OPEN.id });
    const pay = page('pay', { channelId: CLOSED.id });
    await keep('boards', [plan, outage, pay]);
    const { run, losses, now } = await make();
    await keep('boards', [{ ...plan, text: '# plan\n\n- [x] done\n' }, outage, pay]);
    await run();
    expect(now()).toMatchObject([
      { title: 's-open', markdown: '# plan\n\n- [x] done\n\n---\n\n# outage\n' },
      { markdown: '# pay\n' },
    ]);
    const added = page('added', { channelId: OPEN.id });
    await keep('boards', [plan, outage, added, pay]);
    await run();
    expect(now()[0]?.markdown).toBe('# plan\n\n---\n\n# outage\n\n---\n\n# added\n');
    expect(losses).toEqual([]);

    const before = now();
    await keep('boards', [{ ...plan, text: '# other\n' }, added]);
    await run();
    expect(now()).toEqual(before);
    expect(losses).toEqual([
      ['link', { code: 'canvas_left_out', old: 's-open', new: 'page-gone' }],
      ['link', { code: 'canvas_left_out', old: 's-closed', new: 'page-gone' }],
    ]);
  });

  it('are left as people edited them in Slack', async () => {
    const plan = page('plan', { channelId: OPEN.id });
    await keep('boards', [plan]);
    const { run, losses, now } = await make();
    const [id] = [...slack.canvases].find(([, canvas]) => canvas === now()[0]) ?? [''];
    slack.editCanvas(id, 'UPERSON', '# ours\n');
    await run();
    expect(losses).toEqual([]);
    await keep('boards', [{ ...plan, text: '# other\n' }]);
    await run();
    expect(now()).toMatchObject([{ markdown: '# ours\n' }]);
    expect(losses).toEqual([
      ['link', { code: 'canvas_left_out', old: 's-open', new: 'edited-by-others' }],
    ]);
  });

  it.each([
    '../out.md',
    '/etc/hostname',
    'tokyo/../../out.md',
    'tokyo/link.md',
    'tokyo/away/out.md',
  ])('are refused before anything is done with a page at %s', async (path) => {
    await keep('boards', [page('plan', { channelId: OPEN.id })]);
    const list = { ...page('plan', { channelId: OPEN.id }), page: path };
    await writeFile(scratch.join('out.md'), 'secret');
    await symlink(scratch.join('out.md'), join(scratch.join('boards'), 'tokyo/link.md'));
    await symlink(scratch.path, join(scratch.join('boards'), 'tokyo/away'));
    await writeFile(
      join(scratch.join('boards'), 'pages.json'),
      JSON.stringify({ format: 'mm2slack pages 1', isRedacted: false, pages: [list] }),
    );
    const settings = { workDirectory: scratch.path, redactSecrets: false };
    await expect(checkPages({ ...settings, slack: { canvases: true } })).rejects.toMatchObject({
      ...{ exitCode: 2, lines: [{ code: 'page-outside', values: { page: path } }] },
    });
    await checkPages({ ...settings, slack: { canvases: false } });
  });

  it('are not made while the setting is off, without pages, and of credentials', async () => {
    const before = slack.canvases.size;
    expect((await make()).warnings).toEqual(['canvases-without-pages']);
    await keep('boards', [page('plan', { channelId: OPEN.id })]);
    const off = await make({ canvases: false });
    expect(off.warnings).toEqual([]);
    expect((await make({ redactSecrets: true })).warnings).toEqual(['pages-not-redacted']);
    expect(slack.canvases.size).toBe(before);
    await keep('boards', [page('plan', { channelId: OPEN.id })], true);
    expect((await make({ redactSecrets: true })).open).toHaveLength(1);
  });

  it.each(['{"pages":', '{"format":"mm2slack pages 2","pages":[]}', '[]'])(
    'are refused with a list that is %s',
    async (text) => {
      await mkdir(scratch.join('boards'));
      await writeFile(join(scratch.join('boards'), 'pages.json'), text);
      await expect(make()).rejects.toMatchObject({ lines: [{ code: 'pages-unreadable' }] });
    },
  );
});
