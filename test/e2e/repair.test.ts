import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../fixtures/load.ts';
import { postIdOf } from '../../fixtures/workspace/post-spec.ts';
import { CHANNELS_TO_WRITE, mattermostWriter } from '../support/mattermost/mattermost-writer.ts';
import { fastSlack } from '../support/program/fast-slack.ts';
import { makeReplayWorld, type ReplayWorld } from '../support/program/replay-world.ts';
import { createDatabase, type TestDatabase } from '../support/servers/databases.ts';
import { enginesFor } from '../support/servers/engines.ts';
import { postsNotOnce } from '../support/slack/every-post-once.ts';
import type { FakeAnswer } from '../support/slack/fault-proxy.ts';
import { liveMentions } from '../support/slack/live-mentions.ts';
import { askServer, type ServerMessage } from '../support/slack/read-back.ts';

const READING = /\.(?:test|info|list|history|members|replies|lookupByEmail)$/;

interface Placed {
  readonly channel: string;
  readonly message: ServerMessage;
}

describe.each(enginesFor('mysql'))('mm2slack sync --repair, on %s', (engine) => {
  let database: TestDatabase;
  let world: ReplayWorld;
  beforeAll(async () => {
    database = await createDatabase(engine, 'repair');
    await loadWorkspace(engine, '8.1', database.run);
    world = await makeReplayWorld(database);
    await writeFile(
      world.folder.join('mm2slack.yaml'),
      `replay: { reactions: app }\n${fastSlack()}`,
    );
    expect((await world.replay()).stderr).toBe('');
  }, 120_000);
  afterAll(async () => {
    await world.stop();
    await database.drop();
  });

  /** Calls the workspace as the app; a damage that was not done would prove nothing. */
  const call = async (method: string, args: Readonly<Record<string, string>>) => {
    const answer = await askServer(world.slack.apiUrl).call(method, args);
    expect(answer).toMatchObject({ ok: true });
  };

  async function everyMessage(): Promise<readonly Placed[]> {
    const server = askServer(world.slack.apiUrl);
    const found: Placed[] = [];
    for (const { id: channel } of await server.channels()) {
      for (const message of await server.messages(channel)) found.push({ channel, message });
    }
    return found;
  }

  const partOf = ({ message }: Placed) => message.metadata?.event_payload?.part;
  const postOf = ({ message }: Placed) => message.metadata?.event_payload?.post_id;

  async function messageOf(postId: string, part = 0): Promise<Placed> {
    const all = await everyMessage();
    const found = all.find((each) => postOf(each) === postId && partOf(each) === part);
    if (found === undefined) throw new Error(`no message of ${postId}`);
    return found;
  }

  async function removeMessage({ channel, message }: Placed): Promise<string> {
    await call('chat.delete', { channel, ts: message.ts });
    return `message ${message.metadata?.event_payload?.post_id}`;
  }

  const verify = () => world.everything('verify', '--json');
  const repair = async (...flags: readonly string[]) => {
    const run = await world.sync('--repair', '--json', ...flags);
    expect(run.stderr).toBe('');
    expect(run.exitCode).toBe(0);
    return JSON.parse(run.stdout);
  };

  const writesSince = (calls: number) =>
    world.slack.calls
      .slice(calls)
      .map(({ method }) => method)
      .filter((method) => method !== '' && !READING.test(method));

  async function expectWhole(): Promise<void> {
    const last = await verify();
    expect(JSON.parse(last.stdout).differences).toEqual([]);
    expect(last.exitCode).toBe(0);
    expect(await postsNotOnce(database, CHANNELS_TO_WRITE, world.slack.apiUrl)).toEqual([]);
    expect(world.slack.calls.flatMap(liveMentions)).toEqual([]);
  }

  it('sends again what verify lists, shows it before, and sends nothing the second time', async () => {
    const all = await everyMessage();
    const isReply = ({ message: { ts, thread_ts } }: Placed) =>
      thread_ts !== undefined && thread_ts !== ts;
    const find = (isMeant: (placed: Placed) => boolean): Placed => {
      const found = all.find(isMeant);
      if (found === undefined) throw new Error('the fixtures hold no such message');
      return found;
    };
    const reactions = ({ message }: Placed): readonly { name: string }[] =>
      Array.isArray(message['reactions']) ? message['reactions'] : [];
    // Each of another post: a thread with its root, a reply, a further part, and an ordinary message.
    await removeMessage(await messageOf(postIdOf('broken-build')));
    await removeMessage(
      find((each) => isReply(each) && partOf(each) === 0 && postOf(each) === postIdOf('move-it')),
    );
    await removeMessage(find((each) => partOf(each) === 1));
    const reacted = find((each) => reactions(each).length > 1 && !isReply(each));
    const ordinary = find(
      (each) =>
        postOf(each) !== undefined &&
        partOf(each) === 0 &&
        each.message.thread_ts === undefined &&
        reactions(each).length === 1 &&
        each !== reacted,
    );
    await removeMessage(ordinary);
    const { channel, message } = reacted;
    const [reaction] = reactions(reacted);
    await call('reactions.remove', { channel, timestamp: message.ts, name: reaction?.name ?? '' });
    const image = find((each) => each.message.files?.[0]?.name === 'image.png');
    await call('files.delete', { file: image.message.files?.[0]?.id ?? '' });
    const pinned = await pinnedMessage();
    await call('pins.remove', { channel: pinned.channel, timestamp: pinned.message.ts });

    expect((await verify()).exitCode).toBe(1);
    const before = world.slack.calls.length;
    const shown = await world.sync('--repair', '--dry-run');
    expect(writesSince(before)).toEqual([]);
    expect(shown.stdout).toContain(`would send again: message, `);
    expect(shown.stdout).toContain(postOf(ordinary));
    expect(shown.stdout).toContain('Nothing was sent.');
    const planned = await repair('--dry-run');
    const report = await repair();
    expect(report.sent).toEqual(planned.sent);
    expect(report.sent).toMatchObject({ files: 1, pins: 1 });
    // Of the thread every reply went with its root: the server shows none without it.
    expect(report.sent.messages).toBeGreaterThan(5);
    // That of the message that was sent again, and that which was taken away.
    expect(report.sent.reactions).toBeGreaterThanOrEqual(2);
    expect(report.account.posts.read).toBe(report.listed);
    await expectWhole();

    const sent = world.slack.calls.length;
    const again = await world.sync('--repair', '--json');
    expect(again.exitCode).toBe(0);
    expect(JSON.parse(again.stdout).sent).toEqual({ messages: 0, files: 0, reactions: 0, pins: 0 });
    expect(writesSince(sent)).toEqual([]);
  }, 300_000);

  async function pinnedMessage(): Promise<Placed> {
    const all = await everyMessage();
    const server = askServer(world.slack.apiUrl);
    for (const { id: channel } of await server.channels()) {
      const { items = [] } = (await server.call('pins.list', { channel })) as {
        items?: readonly { message?: { ts: string } }[];
      };
      const [first] = items;
      const found = all.find(
        (each) => each.channel === channel && each.message.ts === first?.message?.ts,
      );
      if (found !== undefined) return found;
    }
    throw new Error('nothing is pinned');
  }

  it('enters what is there meanwhile, and does not send it', async () => {
    const all = await everyMessage();
    const isRoot = ({ channel, message: { ts } }: Placed) =>
      all.some((each) => each.channel === channel && each.message.thread_ts === ts);
    const lone = all.find(
      (each) => partOf(each) === 0 && each.message.thread_ts === undefined && !isRoot(each),
    );
    if (lone === undefined) throw new Error('no message alone');
    await removeMessage(lone);
    expect((await verify()).exitCode).toBe(1);
    const { channel, message } = lone;
    await call('chat.postMessage', {
      channel,
      text: message.text,
      blocks: JSON.stringify(message['blocks']),
      username: message.username ?? '',
      metadata: JSON.stringify(message.metadata),
    });
    const before = world.slack.calls.length;
    expect(await repair()).toMatchObject({ sent: { messages: 0 }, entered: 1 });
    expect(writesSince(before)).toEqual([]);
    await expectWhole();
    // The ledger has it where it is: an edit reaches it.
    const edited = world.slack.calls.length;
    await mattermostWriter(database).edit(postOf(lone) ?? '', 'edited after the repair');
    expect((await world.sync()).exitCode).toBe(0);
    expect(writesSince(edited)).toContain('chat.update');
    expect((await messageOf(postOf(lone) ?? '')).message.text).toContain('edited after the repair');
  }, 300_000);

  it('opens a channel that the app archived for what it lacks, and archives it again', async () => {
    const server = askServer(world.slack.apiUrl);
    const states = async () =>
      (await server.channels()).filter(({ is_archived }) => is_archived).map(({ id }) => id);
    const archived = await states();
    const gone = (await everyMessage()).find(
      (each) => archived.includes(each.channel) && partOf(each) === 0,
    );
    if (gone === undefined) throw new Error('no archived channel has a message');
    const { channel } = gone;
    await call('conversations.unarchive', { channel });
    await removeMessage(gone);
    await call('conversations.archive', { channel });
    expect((await verify()).exitCode).toBe(1);
    const report = await repair();
    expect(report.sent.messages).toBeGreaterThan(0);
    expect(await states()).toEqual(archived);
    await expectWhole();
  }, 300_000);

  it('is refused for a list that does not fit, and says to run verify again', async () => {
    const head = world.folder.join('work', 'differences.head.json');
    const list = world.folder.join('work', 'differences.jsonl');
    expect((await world.sync()).exitCode).toBe(0);
    const refused = async (reason: RegExp) => {
      const before = world.slack.calls.length;
      const run = await world.sync('--repair');
      expect(run.stderr).toMatch(reason);
      expect(run.stderr).toMatch(/mm2slack verify/);
      expect(run.exitCode).toBe(2);
      expect(writesSince(before)).toEqual([]);
    };
    await refused(/older than the last run that wrote/);
    expect((await verify()).exitCode).toBe(0);
    await repair();
    const whole = await readFile(head, 'utf8');
    const damaged = async (change: (head: string) => string, reason: RegExp) => {
      await writeFile(head, change(whole));
      await refused(reason);
      await writeFile(head, whole);
    };
    await damaged((text) => text.replace(/"teamId": "\w+"/, '"teamId": "TOTHER"'), /TOTHER/);
    await damaged(
      (text) => text.replace(/"sourceTeams": \[[^\]]*\]/, '"sourceTeams": ["x"]'),
      /another Mattermost/,
    );
    await damaged(() => '{}', /with its head beside it/);
    const lines = await readFile(list, 'utf8');
    await writeFile(list, `${lines}{"kind":"missing"}\n`);
    await refused(/not as mm2slack verify wrote it/);
    await writeFile(list, lines);
    await repair();
  }, 300_000);

  it.each([['--watch'], ['--until-synced'], ['--accept-removals']])(
    'is refused with %s',
    async (flag) => {
      const run = await world.sync('--repair', flag);
      expect(run.stderr).toContain(flag);
      expect(run.exitCode).toBe(2);
    },
  );

  it('is what --dry-run belongs to', async () => {
    expect(await world.sync('--dry-run')).toMatchObject({ exitCode: 2 });
  });
});

describe.each(enginesFor('mysql'))('a share that was never made, on %s', (engine) => {
  it('is brought by --repair, though sync and files say that all is there', async () => {
    const database = await createDatabase(engine, 'repair_share');
    await loadWorkspace(engine, '8.1', database.run);
    const world = await makeReplayWorld(database);
    try {
      let lies = 3;
      const lied = new Set<string>();
      let isLying = true;
      // As a run saw it that did not read back, or that Slack told wrong: confirmed, told as shared, and not there.
      world.slack.intercept(({ method, args }): FakeAnswer | undefined => {
        if (!isLying) return undefined;
        if (method === 'files.completeUploadExternal' && lies > 0) {
          lies -= 1;
          const [{ id }] = JSON.parse(args['files'] ?? '[]');
          lied.add(id);
          return { body: { ok: true, files: [{ id }] } };
        }
        if (method !== 'files.info' || !lied.has(args['file'] ?? '')) return undefined;
        const channels = world.slack.calls
          .filter((call) => call.method === 'files.completeUploadExternal')
          .map((call) => call.args['channel_id']);
        return { body: { ok: true, file: { channels } } };
      });
      expect((await world.replay()).exitCode).toBe(0);
      isLying = false;
      expect(lied.size).toBe(3);
      expect(JSON.parse((await world.sync('--json')).stdout).isInSync).toBe(true);
      expect((await world.everything('verify')).exitCode).toBe(1);
      const run = await world.sync('--repair', '--json');
      expect(JSON.parse(run.stdout)).toMatchObject({ sent: { messages: 0, files: 3 } });
      const last = await world.everything('verify', '--json');
      expect(JSON.parse(last.stdout).differences).toEqual([]);
      expect(last.exitCode).toBe(0);
    } finally {
      await world.stop();
      await database.drop();
    }
  }, 300_000);
});
