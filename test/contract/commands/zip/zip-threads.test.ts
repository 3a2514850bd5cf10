import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../../../fixtures/load.ts';
import { channelIdOf } from '../../../../fixtures/workspace/channels.ts';
import { userIdOf } from '../../../../fixtures/workspace/users.ts';
import { checkArchive } from '../../../support/archive/check-archive.ts';
import { readArchive } from '../../../support/archive/read-archive.ts';
import {
  type ArchiveWorld,
  makeArchiveWorld,
} from '../../../support/damages/verify/archive-world.ts';
import { isReply } from '../../../support/damages/verify/message-choice.ts';
import { addBurst, BURST_MS } from '../../../support/mattermost/burst.ts';
import { addRandomThreads } from '../../../support/mattermost/random-threads.ts';
import { createDatabase, type TestDatabase } from '../../../support/servers/databases.ts';

const BURST_ROOT = `${(BURST_MS - 5_000) / 1_000}.000000`;

/** Over months, within milliseconds, and with so many posts in one that their parts come after the next ones. */
const THREADS = [
  { channelId: channelIdOf('devTokyo'), seed: 1, posts: 60, instants: 20, stepMs: 2_000_000_000 },
  { channelId: channelIdOf('salesTokyo'), seed: 2, posts: 60, instants: 4, stepMs: 1 },
  { channelId: channelIdOf('devSupport'), seed: 3, posts: 100, instants: 2, stepMs: 2 },
];

describe('an archive of threads in any order of time', () => {
  let database: TestDatabase;
  let world: ArchiveWorld;
  beforeAll(async () => {
    database = await createDatabase('postgres', 'zip_threads');
    await loadWorkspace('postgres', '8.1', database.run);
    for (const threads of THREADS) {
      await addRandomThreads(database, { ...threads, userId: userIdOf('suzuki') });
    }
    const place = { channelId: channelIdOf('emptySupport'), userId: userIdOf('suzuki') };
    await addBurst(database, place);
    world = await makeArchiveWorld(database);
  });
  afterAll(async () => {
    await world.stop();
    await database.drop();
  });

  it('is an archive as Slack writes it, with each reply behind its root, and verify finds nothing', async () => {
    const archive = await readArchive(world.folder.join('all.zip'));
    const complaints = await checkArchive(archive);
    // The world of damages bundles its files, as no export of Slack does.
    expect(complaints.filter((text) => !text.includes('__uploads'))).toEqual([]);
    const parts: string[] = [];
    for (const conversation of archive.conversations) {
      for await (const { ts, text } of archive.messages(conversation)) {
        const isOfBurst = Math.floor(Number(ts) - BURST_MS / 1_000) === 0;
        if (isOfBurst && /^word /.test(String(text))) parts.push(String(ts));
      }
    }
    // Each has a microsecond of its own, as the check of the archive says, among those of whole posts.
    expect(parts.length).toBeGreaterThan(50);
    archive.close();
    const { lines, report } = await world.verify(world.folder.join('all.zip'));
    expect(lines).toEqual([]);
    expect(report.losses).toContainEqual(
      expect.objectContaining({ code: 'reply_older_than_root' }),
    );
  });

  it('differs where a root names a reply by the place that another post of a crowded millisecond has', async () => {
    const { lines } = await world.verifyWithManifest((archive) => {
      const { message } = archive.find(({ ts, replies }) => ts === BURST_ROOT && Boolean(replies));
      const replies = message['replies'] as { ts: string }[];
      // Its CreateAt is 1 ms after the burst, whose rows are in its way.
      const moved = replies.find(({ ts }) => ts.endsWith('.002300'));
      if (moved === undefined) throw new Error('no reply was moved');
      moved.ts = moved.ts.replace('.002300', '.001000');
    });
    const ofMessages = lines.filter(({ thing }) => thing === 'message');
    expect(ofMessages.map(({ field }) => field)).toEqual(['replies']);
  });

  it('differs where a reply and its root have changed places in their millisecond', async () => {
    const { lines } = await world.verifyWithManifest((archive) => {
      const place = archive.find(
        (message) =>
          isReply(message) &&
          message.ts.slice(0, -3) === String(message['thread_ts']).slice(0, -3) &&
          message.ts > String(message['thread_ts']),
      );
      const rootTs = String(place.message['thread_ts']);
      const root = place.day.find(({ ts }) => ts === rootTs);
      if (root === undefined) throw new Error('the root is of another day');
      const replyTs = place.message.ts;
      for (const message of archive.messages()) {
        const { message: each, channel } = message;
        if (channel !== place.channel) continue;
        if (each['thread_ts'] === rootTs) each['thread_ts'] = replyTs;
      }
      [place.message.ts, root.ts] = [rootTs, replyTs];
    });
    expect(lines.filter(({ field }) => field === 'ts' || field === 'thread')).not.toEqual([]);
  });
});
