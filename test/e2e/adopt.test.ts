import { readFile, rm } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { postIdOf } from '../../fixtures/workspace/post-spec.ts';
import { notEmpty } from '../support/not-empty.ts';
import {
  type AdoptWorld,
  adopted,
  DEV,
  deleteAsAnybody,
  devChannel,
  differencesOf,
  importedPlace,
  ledgerRows,
  makeAdoptWorld,
  writesAfter,
} from '../support/program/adopt-world.ts';
import { enginesFor } from '../support/servers/engines.ts';
import { postAt } from '../support/slack/import-archive.ts';
import { askServer } from '../support/slack/read-back.ts';
import { ADMIN_TOKEN, userToken } from '../support/slack/slack-server.ts';

/** What happens to an import or its server before it is adopted. What comes after: adopted-import.test.ts. */
describe.each(enginesFor('mysql'))('mm2slack adopt, on %s', (engine) => {
  let world: AdoptWorld;

  beforeEach(async () => {
    world = await makeAdoptWorld(engine);
  });
  afterEach(() => world.stop());

  it('leaves out direct messages of the import, which no app sees, and no later command sends them again', async () => {
    const all = ['--include', 'public,private,direct,group'];
    const unseen = expect.stringContaining('came with the import');
    const first = await world.run('adopt', '--yes', ...all);
    expect(first.exitCode).toBe(0);
    expect(JSON.parse(first.stdout).warnings).toEqual(expect.arrayContaining([unseen]));
    const before = world.slack.calls.length;
    for (const [command, flags] of [
      ['sync', ['--until-synced', '--watch', '1']],
      ['files', []],
      ['verify', []],
    ] as const) {
      const done = await world.run(command, ...all, ...flags);
      expect(done.exitCode, done.stdout + done.stderr).not.toBe(2);
      expect(JSON.parse(done.stdout).warnings).toEqual(expect.arrayContaining([unseen]));
      if (command === 'sync') expect(JSON.parse(done.stdout)).toMatchObject({ created: 0 });
      if (command !== 'files') continue;
      const { leftOut } = JSON.parse(done.stdout).account.files;
      expect(leftOut).toMatchObject({ 'message-unseen': expect.any(Number) });
      expect(leftOut).not.toHaveProperty('message-missing');
    }
    const methods = world.slack.calls.slice(before).map(({ method }) => method);
    expect(methods).not.toContain('conversations.create');
  });

  it('lets no sync or replay send what it had not looked for yet when it was stopped', async () => {
    let channelsLeft = 2;
    world.slack.intercept(({ method }) => {
      if (method !== 'conversations.history') return undefined;
      channelsLeft -= 1;
      return channelsLeft < 0 ? { body: { ok: false, error: 'account_inactive' } } : undefined;
    });
    expect(await world.run('adopt', '--yes')).toMatchObject({ exitCode: 3 });
    channelsLeft = Number.POSITIVE_INFINITY;
    const before = world.slack.calls.length;
    for (const command of ['sync', 'replay']) {
      const refused = await world.run(command);
      expect(refused.exitCode).toBe(2);
      expect(refused.stderr).toContain('run adopt again');
    }
    expect(writesAfter(world, before)).toEqual([]);
    await adopted(world);
    expect(JSON.parse((await world.run('sync')).stdout)).toMatchObject({ created: 0, deleted: 0 });
  });

  it('lists with what to do what it cannot tell, and what is missing, and ends with 0', async () => {
    const { twins } = world.import;
    const [twin = ''] = twins;
    const channel = devChannel(world);
    const seconds = Number((await importedPlace(world, twin))?.ts);
    const suzuki = userToken('suzuki@example.co.jp');
    await postAt(world.slack, suzuki, seconds, { channel, text: 'the same' });
    const gone = await importedPlace(world, postIdOf('broken-build'));
    await deleteAsAnybody(world, { channel, ts: gone?.ts ?? '' });
    await adopted(world);
    const list = await readFile(world.folder.join('work', 'adopt-ambiguous.csv'), 'utf8');
    const lines = list.trim().split('\n').slice(1);
    for (const id of notEmpty(twins)) {
      const line = lines.find((each) => each.startsWith(id));
      expect(line).toMatch(/(?:\d+\.\d+ ){2}\d+\.\d+,ambiguous,"?compare the post/);
    }
    const missing = lines.find((line) => line.startsWith(postIdOf('broken-build')));
    expect(missing).toMatch(/,,not-found,"?look whether the import/);
    const known = ledgerRows(
      world,
      "SELECT post_id FROM action WHERE kind = 'message' AND state = 'done'",
    );
    expect(known.filter(({ post_id: id }) => twins.includes(String(id)))).toEqual([]);
    const synced = JSON.parse((await world.run('sync')).stdout);
    expect(synced).toMatchObject({ created: 0, deleted: 0 });
  });

  it('takes no message of another person of that second and text for ours', async () => {
    const [twin = ''] = world.import.twins;
    const seconds = Number((await importedPlace(world, twin))?.ts);
    const ts = await postAt(world.slack, userToken('emma@example.co.jp'), seconds, {
      ...{ channel: devChannel(world), text: 'the same' },
    });
    const report = await adopted(world);
    expect(report.messages).toMatchObject({
      ...{ ambiguous: 0, notFound: 0, foreign: world.import.ofEmulator + 1 },
    });
    expect(ledgerRows(world, `SELECT key FROM action WHERE ts = '${ts}'`)).toEqual([]);
  });

  it('ends with 1 when a channel is not found', async () => {
    await askServer(world.slack.apiUrl, ADMIN_TOKEN).call('conversations.rename', {
      ...{ channel: devChannel(world), name: 'renamed' },
    });
    const done = await world.run('adopt', '--yes');
    expect(done.exitCode).toBe(1);
    expect(JSON.parse(done.stdout).channels.problems).toHaveLength(1);
  });

  it('takes no message of others for ours, and no public channel for a private one', async () => {
    const channel = devChannel(world);
    const admin = askServer(world.slack.apiUrl, ADMIN_TOKEN);
    await admin.call('chat.postMessage', { channel, text: 'hello' });
    await world.database.run(
      engine === 'mysql'
        ? `UPDATE Channels SET Type = 'P' WHERE Id = '${DEV}'`
        : `UPDATE channels SET type = 'P' WHERE id = '${DEV}'`,
    );
    const done = await world.run('adopt', '--yes');
    expect(done.exitCode).toBe(1);
    const report = JSON.parse(done.stdout);
    expect(report.channels.problems.join()).toContain('of another kind (public or private)');
    expect(ledgerRows(world, `SELECT key FROM action WHERE slack_channel = '${channel}'`)).toEqual(
      [],
    );
  });

  it('lists an edit since the import, for the app may not make it', async () => {
    await world.people.edit(postIdOf('broken-build'), 'It was me.');
    const report = await adopted(world);
    expect(report.messages.edited).toBe(1);
    const list = await readFile(world.folder.join('work', 'pending-changes.csv'), 'utf8');
    expect(list).toContain(`edited,${postIdOf('broken-build')}`);
  });

  it('lists reactions that came or went between archive and import, and not those that the import lost', async () => {
    const [twin = ''] = world.import.twins;
    // As after a rehearsal, which keeps no store: the manifest says what the archive has seen.
    await rm(world.folder.join('work', 'zip-posts.db'));
    await world.people.react(twin, 'tada');
    await world.people.unreact(postIdOf('broken-build'), 'eyes');
    await adopted(world);
    const list = await readFile(world.folder.join('work', 'pending-changes.csv'), 'utf8');
    const listed = list.split('\r\n').filter((line) => line.startsWith('reactions,'));
    const posts = listed.map((line) => line.split(',')[1]);
    expect(posts.toSorted()).toEqual([twin, postIdOf('broken-build')].toSorted());
    expect(listed.find((line) => line.includes(twin))).toContain(':tada: 1');
    await world.run('sync');
    await world.run('verify');
    const found = (await differencesOf(world)).filter(({ field }) => field === 'reactions');
    const explained = found.filter(({ cause }) => cause !== '');
    expect(explained.map(({ post }) => post).toSorted()).toEqual(posts.toSorted());
    expect(found.filter(({ cause }) => cause === '')).not.toEqual([]);
  });
});
